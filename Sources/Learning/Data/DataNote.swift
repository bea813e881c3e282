/// What became of the columns of a file that its person may not have meant.
public enum DataNote: Hashable, Sendable {
  /// Something about the file itself.
  case file(CSVNote)
  /// A column of words became a feature for each of them.
  case wordFeatures(column: Int, name: String?, words: [String])
  /// A column of `true` and `false` became 1 and 0.
  case truth(column: Int, name: String?)
  /// A feature says nothing but the number of the row, which begins with `first`.
  case countsRows(column: Int, name: String?, first: Int)
  /// A feature is another whole number in each row, and by its name or its range the number of it.
  case numbersRows(column: Int, name: String?)
  /// Columns without a name, in a file that names others, are features.
  case unnamedFeatures([Int])
  /// Several of the columns that are used have one name.
  case sharedName(String, columns: [Int])
  /// So many rows have a cell without a value and were left out.
  case skippedRows(Int, of: Int)
  /// So many cells without a value got the mean of their feature over the training rows.
  case filledCells(Int, columns: [String])
}
