/// A column of a file.
public enum ColumnReference: Hashable, Sendable {
  /// Its name in the line of names.
  case name(String)
  /// Its index from 0, or from −1 downwards, counting from the end.
  case number(Int)
}

/// The columns that become features: all but the label's, unless said otherwise.
public struct FeatureChoice: Hashable, Sendable {
  /// These, in this order; `nil` for all.
  public var columns: [ColumnReference]?
  /// All but these.
  public var without: [ColumnReference]

  /// A choice of columns.
  public init(columns: [ColumnReference]? = nil, without: [ColumnReference] = []) {
    self.columns = columns
    self.without = without
  }
}

/// What becomes of cells without a value. With neither, they are a problem.
public struct MissingRule: Hashable, Sendable {
  /// Whether rows with such cells are left out; those with a missing feature only if it is not
  /// filled.
  public var skipsRows: Bool
  /// Whether they get the mean of their feature over the training rows.
  public var fillsMeans: Bool

  /// A rule.
  public init(skipsRows: Bool = false, fillsMeans: Bool = false) {
    self.skipsRows = skipsRows
    self.fillsMeans = fillsMeans
  }
}

/// The share of test rows among all rows: from 0 up to but not including 1.
public struct TestShare: Hashable, Sendable {
  /// The share, 0.2 for 20 %.
  public let fraction: Double

  /// No test rows.
  public static let none = TestShare(unchecked: 0)

  /// A share; `nil` if it is not in 0..<1.
  public init?(_ fraction: Double) {
    guard fraction >= 0, fraction < 1 else { return nil }
    self.init(unchecked: fraction)
  }

  private init(unchecked fraction: Double) { self.fraction = fraction }

  /// The number of test rows among `rowCount` rows: the share, with halves rounded up.
  public func count(of rowCount: Int) -> Int { Int((fraction * Double(rowCount)).rounded()) }
}

extension DataSet {
  /// Turns columns into features, and divides the rows.
  ///
  /// A column of numbers becomes a feature, a column of words one for each of them that is 1 where
  /// the word stands and 0 elsewhere. A batch has all training rows if `batchSize` is `nil`. With
  /// `standardize`, features have mean 0 and standard deviation 1 over the training rows; test
  /// rows, which are unknown during training, are shifted and scaled by the same numbers and play
  /// no part in finding them. With `numbersClasses`, different labels are numbered from 0,
  /// ascending, as words are in any case.
  public static func make(
    from table: CSVTable, label: ColumnReference?, features choice: FeatureChoice = FeatureChoice(),
    missing rule: MissingRule = MissingRule(), numbersClasses: Bool = false,
    test: TestShare = .none, batchSize: Int? = nil, seed: UInt64 = 0, standardize: Bool = false
  ) throws(DataProblem) -> DataSet {
    if table.columnCount == 0 { throw .noTable }
    var labelColumn: Int?
    if let label { labelColumn = try table.column(of: label, in: .label) }
    let columns = try table.columns(of: choice, label: labelColumn)
    try table.expectFinite(columns + (labelColumn.map { [$0] } ?? []))
    let features = try FeatureColumns(of: table, columns)
    var labels = try labelColumn.map { column throws(DataProblem) in
      try Labels(of: table, column)
    }
    let rows = try table.completeRows(columns, labelColumn, rule)
    if numbersClasses { labels?.numberFromZero(rows) }

    let testCount = test.count(of: rows.count)
    let trainingCount = rows.count - testCount
    if trainingCount == 0 { throw .noTrainingRows(testCount: testCount) }
    if let batchSize, !(1...trainingCount).contains(batchSize) {
      throw .batchSize(batchSize, trainingCount: trainingCount)
    }
    var data = DataSet(
      featureNames: features.names, features: features.elements(ofRows: rows),
      labels: labels.map { labels in
        rows.count == labels.numbers.count ? labels.numbers : rows.map { labels.numbers[$0] }
      },
      classNames: labels?.names, testCount: testCount, batchSize: batchSize, seed: seed)
    data.notes = table.notes.map { .file($0) } + table.notes(columns, label: labelColumn)
    data.notes += features.notes
    if rows.count < table.rowCount {
      data.notes.append(.skippedRows(table.rowCount - rows.count, of: table.rowCount))
    }
    if rule.fillsMeans { try data.fillMeans(features) }
    if standardize { data.standardize() }
    return data
  }

  /// Gives cells without a value the mean of their feature over the training rows.
  private mutating func fillMeans(_ columns: FeatureColumns) throws(DataProblem) {
    let width = featureNames.count
    var count = 0
    var names: [String] = []
    for (feature, column) in columns.withMissing {
      let present = trainingRows.lazy.map { [features] in features[$0 * width + feature] }
        .filter { !$0.isNaN }
      guard !present.isEmpty else { throw .emptyColumn(column.cell) }
      let mean = Standardization(present).average
      for index in stride(from: feature, to: features.count, by: width)
      where features[index].isNaN {
        features[index] = mean
        if column.isFirst { count += 1 }
      }
      if column.isFirst { names.append(column.name) }
    }
    if count > 0 { notes.append(.filledCells(count, columns: names)) }
  }

  /// Shifts and scales each feature to mean 0 and standard deviation 1 over the training rows; the
  /// standard deviation is that of the whole set, divided by n. A constant feature carries no
  /// information and becomes 0.
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

/// The shift and scale that bring a feature to mean 0 and standard deviation 1.
private struct Standardization {
  /// A power of two by which every number is divided, exactly, so that no square overflows.
  private var scale = 1.0
  private var mean = 0.0
  /// 0 if all numbers are equal.
  private var deviation = 0.0
  private var only: Double?

  init(_ numbers: some Collection<Double>) {
    guard let lowest = numbers.min(), let highest = numbers.max(), lowest < highest else {
      only = numbers.first
      return
    }
    scale = max(abs(lowest), abs(highest)).binade
    let count = Double(numbers.count)
    mean = numbers.reduce(0) { $0 + $1 / scale } / count
    let squares = numbers.reduce(0) { sum, number in
      let distance = number / scale - mean
      return sum + distance * distance
    }
    deviation = (squares / count).squareRoot()
  }

  /// The mean of the numbers.
  var average: Double { only ?? mean * scale }

  func callAsFunction(_ number: Double) -> Double {
    deviation > 0 ? (number / scale - mean) / deviation : 0
  }
}
