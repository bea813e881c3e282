/// The rows of a file of comma-separated values. A column holds numbers or words.
public struct CSVTable: Hashable, Sendable {
  /// The names in the first line, if it holds names.
  public let columnNames: [String]?
  /// The number of columns.
  public let columnCount: Int
  /// The elements, row by row; a word is represented by its index in `words`.
  public let elements: [Double]
  /// For each column of words, counted from 0, its different words in alphabetical order.
  public let words: [Int: [String]]
  /// The line of the first row, counted from 1.
  public let firstRowLine: Int

  /// The number of rows, not counting the line of names.
  public var rowCount: Int { columnCount == 0 ? 0 : elements.count / columnCount }

  /// A table of rows of one length.
  public init(
    columnNames: [String]?, columnCount: Int, elements: [Double], words: [Int: [String]] = [:],
    firstRowLine: Int = 1
  ) {
    self.columnNames = columnNames
    self.columnCount = columnCount
    self.elements = elements
    self.words = words
    self.firstRowLine = firstRowLine
  }

  /// The reason why a column, counted from 0, cannot be used as numbers: its first word. `nil` if
  /// it can.
  public func reasonAgainstNumbers(inColumn column: Int) -> CSVProblem? {
    guard let words = words[column], elements.indices.contains(column) else { return nil }
    let cell = CSVCell(
      line: firstRowLine, column: column + 1, name: CSVTable.name(of: column, in: columnNames))
    return .notANumber(words[Int(elements[column])], at: cell)
  }

  /// The reason why the table as a whole cannot be used as numbers; `nil` if it can.
  public var reasonAgainstNumbers: CSVProblem? {
    words.keys.min().flatMap { reasonAgainstNumbers(inColumn: $0) }
  }

  /// The name of a column; `nil` for a name without letters, which would not help anybody find it.
  static func name(of column: Int, in names: [String]?) -> String? {
    guard let names, names.indices.contains(column), !names[column].isEmpty else { return nil }
    return names[column]
  }
}
