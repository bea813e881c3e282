import Learning
import Testing

/// From a table to rows that train and rows that test.
@Suite struct DataSetTests {
  private static let file = "a,kind,b\n1,x,10\n2,y,20\n3,x,30\n4,z,40\n5,y,50\n"
  private static let twenty = (0..<20).map { "\($0),\($0 % 2)\n" }.joined()

  private func twenty(
    test: Double = 0, batch: Int? = nil, seed: UInt64 = 1, standardize: Bool = false
  ) throws -> DataSet {
    try DataSet.make(
      from: table(Self.twenty.utf8), label: .number(-1), test: #require(TestShare(test)),
      batchSize: batch, seed: seed, standardize: standardize)
  }

  @Test(arguments: [ColumnReference.name("kind"), .number(1), .number(-2)])
  func `the label is a column, the features are the others`(_ label: ColumnReference) throws {
    let data = try DataSet.make(from: table(Self.file.utf8), label: label)
    #expect(data.featureNames == ["a", "b"])
    #expect(data.features == [1, 10, 2, 20, 3, 30, 4, 40, 5, 50])
    #expect(data.labels == [0, 1, 0, 2, 1])
    #expect(data.classNames == ["x", "y", "z"])
    #expect(data.trainingRows == [0, 1, 2, 3, 4])
    #expect(data.testRows.isEmpty)
    #expect(data.batchSize == 5)
  }

  @Test func `without a label all columns are features`() throws {
    let data = try DataSet.make(from: table("1,2\n3,4".utf8), label: nil)
    #expect(data.featureNames == ["0", "1"])
    #expect(data.features == [1, 2, 3, 4])
    #expect(data.labels == nil)
    #expect(data.classNames == nil)
  }

  @Test func `a share of the rows tests, rounded`() throws {
    #expect(TestShare(1) == nil && TestShare(-0.1) == nil && TestShare(.nan) == nil)
    #expect(TestShare(0.2)?.count(of: 12) == 2)
    #expect(TestShare(0.25)?.count(of: 10) == 3)
    #expect(try twenty(test: 0.2).testRows.count == 4)
    #expect(try twenty(test: 0.2).labels(ofRows: [3]) == [1])
  }

  @Test func `each row trains or tests, by the seed`() throws {
    let data = try twenty(test: 0.3)
    #expect((data.trainingRows + data.testRows).sorted() == Array(0..<20))
    #expect(try twenty(test: 0.3).testRows == data.testRows)
    #expect(try twenty(test: 0.3, seed: 2).testRows != data.testRows)
    #expect(data.testRows == data.testRows.sorted())
    // As often as any other, a row tests: 300 seeds, 6 of 20 rows, about 90 times each.
    var counts = Array(repeating: 0, count: 20)
    for seed in 0..<300 {
      for row in try twenty(test: 0.3, seed: UInt64(seed)).testRows {
        counts[row] += 1
      }
    }
    #expect(counts.allSatisfy { (60...120).contains($0) }, "\(counts)")
  }

  @Test func `an epoch takes each training row once, and never one that tests`() throws {
    let data = try twenty(test: 0.25, batch: 4)
    var batches = Batches(of: data)
    #expect(data.iterationsPerEpoch == 3)
    var orders: Set<[Int]> = []
    for epoch in 0..<10 {
      let rows = (0..<3).map { batches.rows(ofIteration: 3 * epoch + $0) }
      #expect(rows.allSatisfy { $0.count == 4 })
      // 15 rows are three batches of 4; three rows are left out.
      let seen = Set(rows.joined())
      #expect(seen.count == 12)
      #expect(seen.isSubset(of: data.trainingRows))
      orders.insert(Array(rows.joined()))
    }
    #expect(orders.count == 10)
    var fifths = Batches(of: try twenty(test: 0.25, batch: 5))
    #expect((3..<6).flatMap { fifths.rows(ofIteration: $0) }.sorted() == data.trainingRows)
  }

  @Test func `an iteration that is reached directly has the batch it has in order`() throws {
    let data = try twenty(test: 0.1, batch: 5, seed: 9)
    var walking = Batches(of: data)
    let walked = (0..<40).map { walking.rows(ofIteration: $0) }
    for iteration in 0..<40 {
      var direct = Batches(of: data)
      #expect(direct.rows(ofIteration: iteration) == walked[iteration])
    }
    for iteration in (0..<40).reversed() {
      #expect(walking.rows(ofIteration: iteration) == walked[iteration])
    }
  }

  @Test func `standardized features have mean 0 and deviation 1 over the training rows`() throws {
    let plain = try twenty(test: 0.2)
    let data = try twenty(test: 0.2, standardize: true)
    #expect(data.trainingRows == plain.trainingRows)
    let training = data.features(ofRows: data.trainingRows)
    let mean = training.reduce(0, +) / 16
    let variance = training.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 16
    #expect(abs(mean) < 1e-15)
    #expect(abs(variance - 1) < 1e-14)
    // The test rows are moved and scaled by the numbers of the training rows.
    let rows = plain.features(ofRows: plain.trainingRows)
    let oldMean = rows.reduce(0, +) / 16
    let deviation = (rows.reduce(0) { $0 + ($1 - oldMean) * ($1 - oldMean) } / 16).squareRoot()
    for row in data.testRows {
      #expect(abs(data.features[row] - (plain.features[row] - oldMean) / deviation) < 1e-14)
    }
    #expect(data.labels == plain.labels)
  }

  @Test func `features that are all the same or very large stay numbers`() throws {
    let data = try DataSet.make(
      from: table("0.1,1e300,-1e308,1\n0.1,3e300,1e308,1\n0.1,2e300,1e308,1".utf8),
      label: .number(3), standardize: true)
    let expected = [
      0, -1.5.squareRoot(), -2.0.squareRoot(), 0, 1.5.squareRoot(), 0.5.squareRoot(), 0, 0,
      0.5.squareRoot(),
    ]
    for (number, exact) in zip(data.features, expected) { #expect(abs(number - exact) < 1e-15) }
  }

  @Test(arguments: [
    (
      file, ColumnReference.name("kidn"),
      DataProblem.noSuchColumn("kidn", names: ["a", "kind", "b"])
    ),
    ("1,2", .name("class"), .noColumnNames("class", columnCount: 2)),
    ("1,2", .number(2), .noSuchColumnNumber(2, columnCount: 2)),
    ("1,2", .number(-3), .noSuchColumnNumber(-3, columnCount: 2)),
    ("x\n1", .name("x"), .noFeatures),
  ])
  func `a table that gives no data is answered`(
    _ text: String, _ label: ColumnReference, _ problem: DataProblem
  ) {
    #expect(throws: problem) { _ = try DataSet.make(from: table(text.utf8), label: label) }
  }

  @Test func `too few rows are answered`() throws {
    let share = try #require(TestShare(0.8))
    #expect(throws: DataProblem.noTrainingRows(testCount: 2)) {
      _ = try DataSet.make(from: table("1,2\n3,4".utf8), label: nil, test: share)
    }
    for size in [0, 17] {
      #expect(throws: DataProblem.batchSize(size, trainingCount: 16)) {
        _ = try twenty(test: 0.2, batch: size)
      }
    }
    #expect(try twenty(test: 0.2, batch: 16).batchSize == 16)
  }
}
