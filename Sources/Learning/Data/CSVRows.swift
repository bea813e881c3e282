import Limits

/// The cells of a file on their way into a table. Decides whether the first line holds names and
/// which columns hold words.
struct CSVRows {
  private let labelName: String?
  private let numberLimit: Int
  private var names: [String]?
  private var namesLine = 0
  private var columnCount = 0
  private var elements: [Double] = []
  private var rowCount = 0
  private var firstRowLine = 0
  /// The words of each column with their codes, in the order of their first appearance; `nil` for
  /// columns of numbers.
  private var words: [[String: Int]?] = []
  private var wordCount = 0
  /// The number of cells in the row so far.
  private var column = 0
  private var rowLine = 0
  /// The first line, until it is over and shows whether it holds names.
  private var firstLine: FirstLine? = FirstLine()

  private struct FirstLine {
    var bytes: [UInt8] = []
    /// Where each cell ends, and its line.
    var ends: [(end: Int, line: Int)] = []
    var hasQuotes = false

    /// The separator outside of quotes, if the line has no comma.
    var otherSeparator: CSVSeparator? {
      guard ends.count == 1, !hasQuotes else { return nil }
      if bytes.contains(UInt8(ascii: ";")) { return .semicolon }
      return bytes.contains(UInt8(ascii: "\t")) ? .tab : nil
    }

    mutating func add(_ cell: UnsafeRawBufferPointer, line: Int) {
      bytes.append(contentsOf: cell)
      ends.append((bytes.count, line))
    }

    /// Calls `body` with each cell and its line.
    func forEachCell(
      _ body: (UnsafeRawBufferPointer, Int) throws(CSVProblem) -> Void
    ) throws(CSVProblem) {
      try bytes.withUnsafeBufferPointer { (buffer) throws(CSVProblem) in
        var start = 0
        for (end, line) in ends {
          try body(
            UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[start..<end]), line)
          start = end
        }
      }
    }
  }

  init(labelName: String?, numberLimit: Int) {
    self.labelName = labelName
    self.numberLimit = numberLimit
  }

  var isAtStartOfRow: Bool { column == 0 }

  /// The position of the cell that is being read.
  func currentCell(line: Int) -> CSVCell { self.cell(column, line: line) }

  private func cell(_ column: Int, line: Int) -> CSVCell {
    CSVCell(line: line, column: column + 1, name: CSVTable.name(of: column, in: names))
  }

  /// Reserves space for as many numbers as the rest of the file will hold at this rate, so that the
  /// table is not moved, and held in memory twice, when it is almost full.
  mutating func makeRoom(fractionRead: Double, _ chunkSize: Int) {
    guard elements.capacity - elements.count <= chunkSize / 2, fractionRead < 1 else { return }
    let expected = Double(elements.count) / max(fractionRead, 1e-9) * 1.02 + Double(chunkSize / 2)
    let capacity = max(Int(expected), elements.capacity / 4 * 5)
    elements.reserveCapacity(min(capacity, numberLimit))
  }

  /// Adds the next cell of the row, which begins on `line`.
  mutating func add(
    _ cell: UnsafeRawBufferPointer, line: Int, isQuoted: Bool = false
  ) throws(CSVProblem) {
    if column == 0 { rowLine = line }
    guard firstLine != nil else {
      try addElement(cell, line: line)
      return
    }
    if column == numberLimit { throw .tooManyNumbers(limit: numberLimit) }
    firstLine?.add(cell, line: line)
    if isQuoted { firstLine?.hasQuotes = true }
    column += 1
  }

  /// Ends the row.
  mutating func endRow() throws(CSVProblem) {
    if let first = firstLine {
      firstLine = nil
      if let separator = first.otherSeparator { throw .otherSeparator(separator, line: rowLine) }
      columnCount = first.ends.count
      column = 0
      if let names = try names(in: first) {
        self.names = names
        namesLine = rowLine
        return
      }
      try first.forEachCell { (cell, line) throws(CSVProblem) in try addElement(cell, line: line) }
    }
    guard column == columnCount else {
      throw .wrongCount(
        column, line: rowLine, expected: columnCount,
        expectedLine: rowCount == 0 ? namesLine : firstRowLine)
    }
    rowCount += 1
    column = 0
  }

  /// The table of all rows, with words in alphabetical order.
  mutating func table() throws(CSVProblem) -> CSVTable {
    guard rowCount > 0 else { throw .noRows }
    var sortedWords: [Int: [String]] = [:]
    for (column, words) in words.enumerated() {
      guard let words else { continue }
      let sorted = words.sorted { $0.key < $1.key }
      sortedWords[column] = sorted.map(\.key)
      var ranks = Array(repeating: 0.0, count: sorted.count)
      for (rank, word) in sorted.enumerated() { ranks[word.value] = Double(rank) }
      for index in stride(from: column, to: elements.count, by: columnCount) {
        elements[index] = ranks[Int(elements[index])]
      }
    }
    return CSVTable(
      columnNames: names, columnCount: columnCount, elements: elements, words: sortedWords,
      firstRowLine: firstRowLine)
  }

  /// The names in the first line, or `nil` if it is a row. It holds names if no cell is a number,
  /// or if one of the cells is the requested label.
  private func names(in first: FirstLine) throws(CSVProblem) -> [String]? {
    var names: [String] = []
    var hasNumber = false
    var hasLabel = false
    var problem: CSVProblem?
    try first.forEachCell { (cell, line) throws(CSVProblem) in
      let isNumber = DecimalNumber.value(of: cell) != nil
      let name = String(validating: cell, as: UTF8.self)
      hasNumber = hasNumber || isNumber
      hasLabel = hasLabel || !isNumber && name != nil && name == labelName
      names.append(name ?? "\u{FFFD}")
      let place = CSVCell(line: line, column: names.count)
      if cell.contains(0) { throw .zeroByte(at: place) }
      if name == nil, problem == nil { problem = .notUTF8(at: place) }
    }
    guard !hasNumber || hasLabel else { return nil }
    if let problem { throw problem }
    return names
  }

  private mutating func addElement(_ cell: UnsafeRawBufferPointer, line: Int) throws(CSVProblem) {
    defer { column += 1 }
    // A row that is too long is reported at its end, when its length is known.
    guard column < columnCount else { return }
    if elements.count == numberLimit { throw .tooManyNumbers(limit: numberLimit) }
    if rowCount == 0 {
      if words.isEmpty { words = Array(repeating: nil, count: columnCount) }
      firstRowLine = rowLine
      if !cell.isEmpty, DecimalNumber.value(of: cell) == nil { words[column] = [:] }
    }
    if words[column] == nil {
      elements.append(try number(cell, line: line))
    } else {
      elements.append(Double(try code(cell, line: line)))
    }
  }

  private func number(_ cell: UnsafeRawBufferPointer, line: Int) throws(CSVProblem) -> Double {
    if let number = DecimalNumber.value(of: cell) {
      if number.isFinite { return number }
      throw .numberTooLarge(text(cell), at: currentCell(line: line))
    }
    if cell.isEmpty { throw .emptyCell(isWord: false, at: currentCell(line: line)) }
    if cell.contains(0) { throw .zeroByte(at: currentCell(line: line)) }
    throw .notANumber(text(cell), at: currentCell(line: line))
  }

  private mutating func code(_ cell: UnsafeRawBufferPointer, line: Int) throws(CSVProblem) -> Int {
    if cell.isEmpty { throw .emptyCell(isWord: true, at: currentCell(line: line)) }
    if cell.contains(0) { throw .zeroByte(at: currentCell(line: line)) }
    guard let word = String(validating: cell, as: UTF8.self) else {
      throw .notUTF8(at: currentCell(line: line))
    }
    if let code = words[column]?[word] { return code }
    if wordCount == Limits.tableWords.value {
      throw .tooManyWords(limit: Limits.tableWords.value, at: currentCell(line: line))
    }
    wordCount += 1
    let code = words[column]?.count ?? 0
    words[column]?[word] = code
    return code
  }

  /// The start of a cell, for a message.
  private func text(_ cell: UnsafeRawBufferPointer) -> String {
    String(decoding: cell.prefix(96), as: UTF8.self)
  }
}
