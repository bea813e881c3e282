/// The column of a file that holds the labels.
public enum LabelColumn: Hashable, Sendable {
  /// What the line of names calls it.
  case name(String)
  /// Its index, from 0; from −1 downwards counted from the end.
  case number(Int)
}

/// Which share of the rows tests: from 0 up to 1, without 1.
public struct TestShare: Hashable, Sendable {
  /// The share, 0.2 for 20 %.
  public let fraction: Double

  /// No row tests.
  public static let none = TestShare(unchecked: 0)

  /// A share; `nil` outside of 0 up to 1.
  public init?(_ fraction: Double) {
    guard fraction >= 0, fraction < 1 else { return nil }
    self.init(unchecked: fraction)
  }

  private init(unchecked fraction: Double) { self.fraction = fraction }

  /// How many of `rowCount` rows test: the share, rounded, one half upwards.
  public func count(of rowCount: Int) -> Int { Int((fraction * Double(rowCount)).rounded()) }
}

extension DataSet {
  /// Makes features of all columns but the label's, and divides the rows.
  ///
  /// A batch has all training rows if `batchSize` is `nil`. With `standardize`, features have mean
  /// 0 and standard deviation 1 over the training rows; the test rows, which nobody knows while a
  /// model learns, are moved and scaled by the same numbers and take no part in finding them.
  public static func make(
    from table: CSVTable, label: LabelColumn?, test: TestShare = .none, batchSize: Int? = nil,
    seed: UInt64 = 0, standardize: Bool = false
  ) throws(DataProblem) -> DataSet {
    var labelColumn: Int?
    if let label { labelColumn = try table.column(of: label) }
    let columns = (0..<table.columnCount).filter { $0 != labelColumn }
    if columns.isEmpty { throw .noFeatures }
    for column in columns {
      if let problem = table.reasonAgainstNumbers(inColumn: column) { throw .badFeature(problem) }
    }
    let testCount = test.count(of: table.rowCount)
    let trainingCount = table.rowCount - testCount
    if trainingCount == 0 { throw .noTrainingRows(testCount: testCount) }
    if let batchSize, !(1...trainingCount).contains(batchSize) {
      throw .batchSize(batchSize, trainingCount: trainingCount)
    }
    var data = DataSet(
      featureNames: columns.map { table.columnNames?[$0] ?? String($0) },
      features: table.elements(inAllColumnsBut: labelColumn),
      labels: labelColumn.map(table.elements(inColumn:)),
      classNames: labelColumn.flatMap { table.words[$0] },
      testCount: testCount, batchSize: batchSize, seed: seed)
    if standardize { data.standardize() }
    return data
  }

  /// Moves and scales each feature to mean 0 and standard deviation 1 over the training rows: the
  /// standard deviation of all of them, with n below. One that is the same in all of them tells
  /// nothing and becomes 0.
  private mutating func standardize() {
    for column in featureNames.indices {
      let scaling = Standardization(
        trainingRows.lazy.map { [features, featureNames] row in
          features[row * featureNames.count + column]
        })
      for index in stride(from: column, to: features.count, by: featureNames.count) {
        features[index] = scaling(features[index])
      }
    }
  }
}

/// A feature's way to mean 0 and standard deviation 1.
private struct Standardization {
  /// A power of two, by which every number is divided exactly, so that no square is too large.
  private var scale = 1.0
  private var mean = 0.0
  /// 0 if all numbers are the same.
  private var deviation = 0.0

  init(_ numbers: some Collection<Double>) {
    guard let lowest = numbers.min(), let highest = numbers.max(), lowest < highest else { return }
    scale = max(abs(lowest), abs(highest)).binade
    let count = Double(numbers.count)
    mean = numbers.reduce(0) { $0 + $1 / scale } / count
    let squares = numbers.reduce(0) { sum, number in
      let distance = number / scale - mean
      return sum + distance * distance
    }
    deviation = (squares / count).squareRoot()
  }

  func callAsFunction(_ number: Double) -> Double {
    deviation > 0 ? (number / scale - mean) / deviation : 0
  }
}

extension CSVTable {
  fileprivate func column(of label: LabelColumn) throws(DataProblem) -> Int {
    switch label {
    case .name(let name):
      guard let columnNames else { throw .noColumnNames(name, columnCount: columnCount) }
      guard let column = columnNames.firstIndex(of: name) else {
        throw .noSuchColumn(name, names: columnNames)
      }
      return column
    case .number(let number):
      let column = number < 0 ? number + columnCount : number
      guard (0..<columnCount).contains(column) else {
        throw .noSuchColumnNumber(number, columnCount: columnCount)
      }
      return column
    }
  }

  fileprivate func elements(inColumn column: Int) -> [Double] {
    stride(from: column, to: elements.count, by: columnCount).map { elements[$0] }
  }

  fileprivate func elements(inAllColumnsBut left: Int?) -> [Double] {
    guard let left else { return elements }
    var rest: [Double] = []
    rest.reserveCapacity(elements.count - rowCount)
    for row in stride(from: 0, to: elements.count, by: columnCount) {
      rest += elements[row..<row + left]
      rest += elements[row + left + 1..<row + columnCount]
    }
    return rest
  }
}
