/// A problem with a file of rows. Lines and columns are counted from 1.
public indirect enum CSVProblem: Error, Hashable, Sendable {
  /// The file has no rows, or only a line of names.
  case noRows
  case tooManyNumbers(limit: Int)
  case notANumber(String, at: CSVCell)
  case numberTooLarge(String, at: CSVCell)
  /// A cell holds an infinity.
  case infinite(String, at: CSVCell)
  /// A number has the decimal mark that the others of the file do not have.
  case otherDecimalMark(String, expected: DecimalMark, at: CSVCell)
  /// A cell without a value, where every cell needs one.
  case missingCell(String, at: CSVCell)
  /// A row is longer or shorter than an earlier line, which is the line of names or the first row.
  case wrongCount(Int, line: Int, expected: Int, expectedLine: Int)
  /// Rows have twice as many cells as there are names: their decimal commas separate cells.
  case decimalCommasSeparate(line: Int, expected: Int)
  /// The first line has one cell with a text, and all lines behind it have more.
  case titleLine(line: Int)
  /// The line behind the names has none of the numbers that the others have.
  case secondNames(line: Int)
  /// A sign that is not read stands between the cells.
  case otherSeparator(Character, line: Int)
  /// A cell of the first line, which may hold names, among others that are numbers.
  case wordInFirstLine(String, at: CSVCell)
  /// A cell of a column that has no name, and no value in the first rows.
  case cellBehindLastColumn(String, line: Int, expected: Int)
  /// The first line says how many rows there are, and there are others.
  case otherRowCount(said: Int, found: Int, line: Int)
  /// The file ends inside quotes that begin here.
  case unclosedQuote(at: CSVCell)
  /// There is text between a closing quote and the next separator.
  case textAfterQuote(at: CSVCell)
  /// `isQuoted`: the cell begins with a quote, whose counterpart may be missing.
  case cellTooLong(limit: Int, isQuoted: Bool, at: CSVCell)
  case notUTF8(at: CSVCell)
  /// A cell has a byte 0, as every second byte of a UTF-16 file is.
  case zeroByte(at: CSVCell)
  case tooManyWords(limit: Int, at: CSVCell)
  /// The first line does not end within so many bytes.
  case lineTooLong(limit: Int)
  /// The file holds no array of NumPy that can be used.
  case badArray(ArrayProblem)
  /// The file is of another kind.
  case foreign(ForeignFile)
  /// Several cells or rows are wrong, of which these are the first.
  case several(count: Int, first: [CSVProblem])

  /// The number of mistakes whose places are kept.
  public static let shownCount = 5
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
