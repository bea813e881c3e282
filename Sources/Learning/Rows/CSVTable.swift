/// The rows of a file. A column holds numbers or words.
public struct CSVTable: Sendable {
  /// The names in the first line, if it holds names.
  public let columnNames: [String]?
  /// The number of columns.
  public let columnCount: Int
  /// The elements, row by row; a word is represented by its index in `words`, and a cell without a
  /// value by NaN.
  public let elements: [Double]
  /// For each column of words, counted from 0, its different words in alphabetical order.
  public let words: [Int: [String]]
  /// The cells without a value of each column, counted from 0, that has any.
  public let missing: [Int: CSVMissingCells]
  /// The line of the first row, counted from 1.
  public let firstRowLine: Int
  /// The arrays that it was made of, if the file is one of NumPy.
  public let arrays: [NumericArray]
  /// The facts that were found about the form of the file.
  public let form: CSVForm
  /// What was guessed or left out.
  public let notes: [CSVNote]

  /// The number of rows, not counting the line of names.
  public var rowCount: Int { columnCount == 0 ? 0 : elements.count / columnCount }

  /// A table of rows of one length.
  public init(
    columnNames: [String]?, columnCount: Int, elements: [Double], words: [Int: [String]] = [:],
    missing: [Int: CSVMissingCells] = [:], firstRowLine: Int = 1, form: CSVForm = CSVForm(),
    notes: [CSVNote] = [], arrays: [NumericArray] = []
  ) {
    self.columnNames = columnNames
    self.columnCount = columnCount
    self.elements = elements
    self.words = words
    self.missing = missing
    self.firstRowLine = firstRowLine
    self.form = form
    self.arrays = arrays
    self.notes = notes
  }

  /// The columns that hold data, counted from 0: all but the one that names the rows.
  public var dataColumns: [Int] {
    (form.hasRowNames ? 1 : 0) < columnCount ? Array((form.hasRowNames ? 1 : 0)..<columnCount) : []
  }

  /// The elements of a column, counted from 0.
  public func elements(inColumn column: Int) -> [Double] {
    stride(from: column, to: elements.count, by: columnCount).map { elements[$0] }
  }

  /// The reason why a column, counted from 0, cannot be used as numbers: its first word or its
  /// first cell without a value. `nil` if it can.
  public func reasonAgainstNumbers(inColumn column: Int) -> CSVProblem? {
    if let missing = missing[column] {
      return .missingCell(missing.text, at: cell(column, line: missing.lines[0]))
    }
    guard let words = words[column], elements.indices.contains(column) else { return nil }
    return .notANumber(words[Int(elements[column])], at: cell(column, line: firstRowLine))
  }

  /// The reason why the table as a whole cannot be used as numbers; `nil` if it can.
  public var reasonAgainstNumbers: CSVProblem? {
    dataColumns.lazy.compactMap { reasonAgainstNumbers(inColumn: $0) }.first
  }

  /// The position of a column's cell.
  public func cell(_ column: Int, line: Int) -> CSVCell {
    CSVCell(line: line, column: column + 1, name: CSVTable.name(of: column, in: columnNames))
  }

  /// The name of a column; `nil` for a name without letters, which would not help anybody find it.
  public static func name(of column: Int, in names: [String]?) -> String? {
    guard let names, names.indices.contains(column), !names[column].isEmpty else { return nil }
    return names[column]
  }
}

extension CSVTable: Hashable {
  /// Whether two tables have the same cells; cells without a value are alike.
  public static func == (first: CSVTable, second: CSVTable) -> Bool {
    first.columnNames == second.columnNames && first.columnCount == second.columnCount
      && first.words == second.words && first.missing == second.missing
      && first.firstRowLine == second.firstRowLine && first.form == second.form
      && first.notes == second.notes
      && first.elements.elementsEqual(second.elements) { $0.bitPattern == $1.bitPattern }
  }

  /// Hashes what is short.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(columnNames)
    hasher.combine(elements.count)
  }
}

/// The cells of a column without a value.
public struct CSVMissingCells: Hashable, Sendable {
  /// How many there are.
  public internal(set) var count: Int
  /// The lines of the first of them.
  public internal(set) var lines: [Int]
  /// What the first one holds: nothing, `NA`, `?`.
  public let text: String

  /// One cell.
  public init(line: Int, text: String) {
    count = 1
    lines = [line]
    self.text = text
  }

  mutating func add(line: Int) {
    count += 1
    if lines.count < CSVProblem.shownCount { lines.append(line) }
  }
}

/// How a file of rows is written.
public struct CSVForm: Hashable, Sendable {
  /// What stands between cells.
  public var separator = CSVSeparator.comma
  /// The decimal mark of its numbers.
  public var mark = DecimalMark.point
  /// The line that holds the names of the columns, counted from 1.
  public var namesLine: Int?
  /// Whether column 0 names or numbers the rows and holds no data.
  public var hasRowNames = false
  /// The names of the classes in the last column, in the order of their numbers, if a first line
  /// says them.
  public var classNames: [String]?

  /// Cells between commas, decimal points, no names.
  public init() {}
}
