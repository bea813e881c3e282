/// Rows of a file with commas between the columns. A column holds numbers or words.
public struct CSVTable: Hashable, Sendable {
  /// The names in the first line, if it holds names.
  public let columnNames: [String]?
  /// How many columns every row has.
  public let columnCount: Int
  /// Row by row; a word is the place it has in `words`.
  public let elements: [Double]
  /// For the columns that hold words, counted from 0, the different words in the order of the
  /// alphabet.
  public let words: [Int: [String]]

  /// How many rows there are, without the line of names.
  public var rowCount: Int { columnCount == 0 ? 0 : elements.count / columnCount }

  /// A table of rows of one length.
  public init(
    columnNames: [String]?, columnCount: Int, elements: [Double], words: [Int: [String]] = [:]
  ) {
    self.columnNames = columnNames
    self.columnCount = columnCount
    self.elements = elements
    self.words = words
  }
}
