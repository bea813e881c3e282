/// What is wrong with a file of rows. Lines and columns are counted from 1.
public enum CSVProblem: Error, Hashable, Sendable {
  /// There is no row, or only a line of names.
  case noRows
  case tooManyNumbers(limit: Int)
  case notANumber(String, at: CSVCell)
  case numberTooLarge(String, at: CSVCell)
  /// Nothing stands between two commas. `isWord`: where the other rows have words.
  case emptyCell(isWord: Bool, at: CSVCell)
  /// A row is longer or shorter than an earlier line, which is the line of names or the first row.
  case wrongCount(Int, line: Int, expected: Int, expectedLine: Int)
  /// The file ends inside of quotes that begin here.
  case unclosedQuote(at: CSVCell)
  /// The first line has no comma and something else that may be meant to part cells.
  case otherSeparator(CSVSeparator, line: Int)
  /// Something stands between a closing quote and the next comma.
  case textAfterQuote(at: CSVCell)
  /// `isQuoted`: the cell begins with a quote, whose end may be missing.
  case cellTooLong(limit: Int, isQuoted: Bool, at: CSVCell)
  case notUTF8(at: CSVCell)
  case tooManyWords(limit: Int, at: CSVCell)
}

/// What parts cells in other files of rows.
public enum CSVSeparator: Hashable, Sendable {
  case semicolon, tab
}

/// A cell of a file of rows.
public struct CSVCell: Hashable, Sendable {
  /// The line in which the cell begins, counted from 1.
  public let line: Int
  /// The column, counted from 1.
  public let column: Int
  /// What the line of names calls the column.
  public let name: String?

  /// A cell.
  public init(line: Int, column: Int, name: String? = nil) {
    self.line = line
    self.column = column
    self.name = name
  }
}
