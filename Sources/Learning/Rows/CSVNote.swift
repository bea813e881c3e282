/// Something about a file of rows that was guessed or passed over, and may not be meant so.
public enum CSVNote: Hashable, Sendable {
  /// Numbers have decimal commas, as this one has. `isSure`: one of them can be nothing else.
  case decimalCommas(String, isSure: Bool)
  /// The digits of some numbers stand in groups; the first of these numbers.
  case groupedDigits(String, value: Double, at: CSVCell)
  /// Numbers have decimal points, and each of them could have points between thousands, as this one.
  case doubtfulPoints(String)
  /// Whole numbers have more digits than a number keeps; the first of them.
  case rounded(String, value: Double, at: CSVCell)
  /// Column 0 names or numbers the rows, as its name, if it has one, says.
  case rowNames(name: String?)
  /// Lines end in a separator, behind which nothing stands.
  case emptyLastColumn(column: Int)
  /// So many lines begin with `#`.
  case comments(Int)
  /// A comment holds the names of the columns.
  case namesInComment(line: Int)
  /// The first line is a row, although it could hold names: its words occur again, there are numbers
  /// beside them, or its numbers count on.
  case firstLineIsARow(line: Int)
  /// The first line holds names, although it could be a row: every column holds words.
  case firstLineIsNames(line: Int)
  /// The first line counts the columns, and so it names them.
  case namesAreCounted(line: Int)
  /// The first line says how many rows and features there are.
  case countsLine(line: Int)
  /// So many cells of a column of words could be numbers; the first of them.
  case numbersAmongWords(String, count: Int, at: CSVCell)
}
