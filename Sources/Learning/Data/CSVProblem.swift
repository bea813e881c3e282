/// A problem with a file of rows. Lines and columns are counted from 1.
public enum CSVProblem: Error, Hashable, Sendable {
  /// The file has no rows, or only a line of names.
  case noRows
  case tooManyNumbers(limit: Int)
  case notANumber(String, at: CSVCell)
  case numberTooLarge(String, at: CSVCell)
  /// A cell is empty. `isWord`: the column holds words.
  case emptyCell(isWord: Bool, at: CSVCell)
  /// A row is longer or shorter than an earlier line, which is the line of names or the first row.
  case wrongCount(Int, line: Int, expected: Int, expectedLine: Int)
  /// The file ends inside quotes that begin here.
  case unclosedQuote(at: CSVCell)
  /// The first line has no comma, but another character that may be meant as a separator.
  case otherSeparator(CSVSeparator, line: Int)
  /// There is text between a closing quote and the next comma.
  case textAfterQuote(at: CSVCell)
  /// `isQuoted`: the cell begins with a quote, whose counterpart may be missing.
  case cellTooLong(limit: Int, isQuoted: Bool, at: CSVCell)
  case notUTF8(at: CSVCell)
  /// A cell has a byte 0, as every second byte of a UTF-16 file is.
  case zeroByte(at: CSVCell)
  case tooManyWords(limit: Int, at: CSVCell)
}

/// The separators of other files of rows.
public enum CSVSeparator: Hashable, Sendable {
  case semicolon, tab
}

/// The position of a cell in a file of rows.
public struct CSVCell: Hashable, Sendable {
  /// The line in which the cell begins, counted from 1.
  public let line: Int
  /// The column, counted from 1.
  public let column: Int
  /// The name of the column, if the file has a line of names.
  public let name: String?

  /// The cell in `line` and `column`.
  public init(line: Int, column: Int, name: String? = nil) {
    self.line = line
    self.column = column
    self.name = name
  }
}
