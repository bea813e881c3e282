/// The column of a file that holds the labels.
public enum LabelColumn: Hashable, Sendable {
  /// Its name in the line of names.
  case name(String)
  /// Its index from 0, or from −1 downwards, counting from the end.
  case number(Int)
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
  /// Turns all columns but the label's into features, and divides the rows.
  ///
  /// A batch has all training rows if `batchSize` is `nil`. With `standardize`, features have mean
  /// 0 and standard deviation 1 over the training rows; test rows, which are unknown during
  /// training, are shifted and scaled by the same numbers and play no part in finding them.
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
