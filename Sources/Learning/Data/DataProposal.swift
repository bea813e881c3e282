/// How a table can be used as data: a label, and what has to be said besides.
public struct DataProposal: Hashable, Sendable {
  /// The column of the labels.
  public var label: Int?
  /// The columns that cannot be features or would say nothing.
  public var without: [Int] = []
  /// What becomes of cells without a value.
  public var missing = MissingRule()
  /// Whether labels have to be numbered from 0 to be classes.
  public var numbersClasses = false
  /// Whether the first line holds names, if that was said.
  public var header: Bool?
  /// The part of the rows that tests.
  public var test = TestShare.none

  /// A proposal for a table. Without a label that is asked for, it is the column called `label`,
  /// `class`, `target` or `y`, and else the last one.
  public init(for table: CSVTable, label asked: ColumnReference?) throws(DataProblem) {
    let columns = table.dataColumns
    if let asked {
      label = try table.column(of: asked, in: .label)
    } else if columns.count > 1 {
      let named = columns.last { column in
        let name = table.columnNames?[column].lowercased() ?? ""
        return ["label", "class", "target", "y"].contains(name)
      }
      label = named ?? columns.last
    }
    without = columns.filter { $0 != label && !table.canBeFeature($0) }
    let features = columns.filter { $0 != label }
    if without == features { without.removeAll(where: table.hasFeatures) }
    // Where no column can be a feature, the reason is that of the first.
    if without == features { without = [] }
    let used = columns.filter { !without.contains($0) }
    if used.contains(where: { table.missing[$0] != nil }) { missing.skipsRows = true }
    if let label, table.words[label] == nil { numbersClasses = table.numbersOtherClasses(label) }
    if table.rowCount >= 10, let fifth = TestShare(0.2) { test = fifth }
  }

  /// The features that it leaves.
  public func features(of table: CSVTable) -> [Int] {
    table.dataColumns.filter { $0 != label && !without.contains($0) }
  }

  /// The data set that it makes of a table.
  public func dataSet(from table: CSVTable) throws(DataProblem) -> DataSet {
    try DataSet.make(
      from: table, label: label.map { .number($0) },
      features: FeatureChoice(without: without.map { .number($0) }), missing: missing,
      numbersClasses: numbersClasses, test: test)
  }
}

extension CSVTable {
  /// Whether a column can be a feature and says anything.
  fileprivate func canBeFeature(_ column: Int) -> Bool {
    hasFeatures(column) && firstNumber(ofRowsCountedIn: column) == nil
      && !numbersRows(inColumn: column)
  }

  /// Whether a column can be a feature, if it says no more than the number of the row.
  fileprivate func hasFeatures(_ column: Int) -> Bool {
    missing[column]?.count != rowCount && (try? FeatureColumns(of: self, [column])) != nil
  }

  /// Whether a column holds a few whole numbers that are not 0, 1 and so on.
  fileprivate func numbersOtherClasses(_ column: Int) -> Bool {
    var seen: Set<Double> = []
    for index in stride(from: column, to: elements.count, by: columnCount) {
      let number = elements[index]
      if number.isNaN { continue }
      seen.insert(number)
      if number != number.rounded() || seen.count > 20 || seen.count * 3 > rowCount { return false }
    }
    return seen != Set((0..<seen.count).map(Double.init))
  }
}
