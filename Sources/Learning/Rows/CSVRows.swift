import Limits

/// The cells of a file on their way into a table.
struct CSVRows: CSVCells {
  private let beginning: CSVBeginning
  private let numberLimit: Int
  private let columnCount: Int
  private let mark: UInt8
  /// What each column holds; `nil` as long as none of its cells has a value.
  private var kinds: [CSVBeginning.Kind?]
  private var elements: [Double] = []
  private var rowCount = 0
  private var firstRowLine = 0
  /// The words of each column with their codes, in the order of their first appearance.
  private var words: [[String: Int]]
  private var wordCount = 0
  private var missing: [Int: CSVMissingCells] = [:]
  /// The number of lines with cells that are still to be passed over.
  private var linesBefore: Int
  /// The number of cells in the row so far.
  private var column = 0
  private var rowLine = 0
  /// The number of cells of the row that hold the name of their column.
  private var nameCount = 0
  private var commentCount = 0
  private var mistakes: [CSVProblem] = []
  private var mistakeCount = 0
  private var firstGrouped: CSVNote?
  private var firstRounded: CSVNote?
  /// For each column the first of the words that could be numbers, and how many there are.
  private var numbersAmongWords: [Int: (text: String, count: Int, at: CSVCell)] = [:]

  init(_ beginning: CSVBeginning, numberLimit: Int) {
    self.beginning = beginning
    self.numberLimit = numberLimit
    columnCount = beginning.columnCount
    mark = beginning.form.mark.byte
    kinds = beginning.kinds
    words = Array(repeating: [:], count: columnCount)
    linesBefore = beginning.linesBefore
  }

  var isAtStartOfRow: Bool { column == 0 }
  var hasRow: Bool { rowCount > 0 || linesBefore < beginning.linesBefore }

  func currentCell(line: Int) -> CSVCell { self.cell(column, line: line) }

  private func cell(_ column: Int, line: Int) -> CSVCell {
    CSVCell(line: line, column: column + 1, name: CSVTable.name(of: column, in: beginning.names))
  }

  /// Reserves space for as many numbers as the rest of the file will hold at this rate, so that the
  /// table is not moved, and held in memory twice, when it is almost full.
  mutating func makeRoom(fractionRead: Double, _ chunkSize: Int) {
    guard elements.capacity - elements.count <= chunkSize / 2, fractionRead < 1 else { return }
    let expected = Double(elements.count) / max(fractionRead, 1e-9) * 1.02 + Double(chunkSize / 2)
    let capacity = max(Int(expected), elements.capacity / 4 * 5)
    elements.reserveCapacity(min(capacity, numberLimit))
  }

  // MARK: Cells

  mutating func add(
    _ cell: UnsafeRawBufferPointer, line: Int, isQuoted: Bool
  ) throws(CSVProblem) {
    if column == 0 { rowLine = line }
    defer { column += 1 }
    if linesBefore > 0 {
      if column == numberLimit { throw .tooManyNumbers(limit: numberLimit) }
      return
    }
    guard column < columnCount else {
      // A row that is too long is reported at its end, when its length is known.
      if column == columnCount, beginning.endsInSeparator, !cell.isEmpty, column > 0 {
        report(
          .cellBehindLastColumn(text(cell), line: line, expected: columnCount))
      }
      return
    }
    if elements.count == numberLimit { throw .tooManyNumbers(limit: numberLimit) }
    if kinds[column] == .numbers {
      if let number = DecimalNumber.value(of: cell, mark: mark), abs(number) < 0x1p53 {
        elements.append(number)
      } else {
        elements.append(otherNumber(cell, line: line))
      }
    } else {
      elements.append(try word(cell, line: line))
    }
  }

  mutating func endRow() throws(CSVProblem) {
    let count = column
    column = 0
    let isNames = nameCount == columnCount && columnCount > 1
    nameCount = 0
    if linesBefore > 0 {
      linesBefore -= 1
      return
    }
    if rowCount == 0 { firstRowLine = rowLine }
    rowCount += 1
    if isNames { report(.secondNames(line: rowLine)) }
    guard count != columnCount, !(beginning.endsInSeparator && count == columnCount + 1) else {
      return
    }
    elements.removeLast(min(count, columnCount))
    rowCount -= 1
    report(
      .wrongCount(
        count, line: rowLine, expected: columnCount,
        expectedLine: rowCount == 0 ? beginning.form.namesLine ?? firstRowLine : firstRowLine))
  }

  mutating func addComment() { commentCount += 1 }

  /// The number in a cell that is not written in the usual way; NaN where there is none.
  private mutating func otherNumber(_ cell: UnsafeRawBufferPointer, line: Int) -> Double {
    let place = currentCell(line: line)
    if cell.contains(0) { return report(.zeroByte(at: place)) }
    switch meaning(of: cell, beginning.form.mark) {
    case .number(let number):
      guard number.value.isFinite else { return report(.numberTooLarge(text(cell), at: place)) }
      if firstRounded == nil, DecimalNumber.losesDigits(cell, number.value) {
        firstRounded = .rounded(text(cell), value: number.value, at: place)
      }
      if case .grouped = number.form, firstGrouped == nil {
        firstGrouped = .groupedDigits(text(cell), value: number.value, at: place)
      }
      return number.value
    case .missing:
      addMissing(cell, line: line)
      return .nan
    case .infinite:
      return report(.infinite(text(cell), at: place))
    case .word:
      if String(validating: cell, as: UTF8.self) == nil { return report(.notUTF8(at: place)) }
      let other: DecimalMark = beginning.form.mark == .point ? .comma : .point
      if CellNumber(cell, other) != nil {
        return report(
          .otherDecimalMark(text(cell), expected: beginning.form.mark, at: place))
      }
      let mayBeName = rowCount == 0 && beginning.names == nil && columnCount > 1
      return report(
        mayBeName ? .wordInFirstLine(text(cell), at: place) : .notANumber(text(cell), at: place))
    }
  }

  /// The code of a word; NaN where there is none.
  private mutating func word(
    _ cell: UnsafeRawBufferPointer, line: Int
  ) throws(CSVProblem) -> Double {
    if isMissing(cell) {
      addMissing(cell, line: line)
      return .nan
    }
    let place = currentCell(line: line)
    if kinds[column] == nil {
      if case .word = meaning(of: cell, beginning.form.mark) {
        kinds[column] = .words
      } else {
        kinds[column] = .numbers
        return otherNumber(cell, line: line)
      }
    }
    if cell.contains(0) { return report(.zeroByte(at: place)) }
    guard let word = String(validating: cell, as: UTF8.self) else {
      return report(.notUTF8(at: place))
    }
    if CellNumber(cell, beginning.form.mark) != nil {
      let first = numbersAmongWords[column] ?? (text(cell), 0, place)
      numbersAmongWords[column] = (first.text, first.count + 1, first.at)
    }
    if let code = words[column][word] { return Double(code) }
    if word == beginning.names?[column] { nameCount += 1 }
    if wordCount == Limits.tableWords.value {
      // The names of rows are no classes, and each of them is another one.
      if column == 0, beginning.form.hasRowNames { return 0 }
      throw .tooManyWords(limit: Limits.tableWords.value, at: place)
    }
    wordCount += 1
    let code = words[column].count
    words[column][word] = code
    return Double(code)
  }

  private mutating func addMissing(_ cell: UnsafeRawBufferPointer, line: Int) {
    if missing[column]?.add(line: line) == nil {
      missing[column] = CSVMissingCells(line: line, text: text(cell))
    }
  }

  /// The start of a cell, for a message.
  private func text(_ cell: UnsafeRawBufferPointer) -> String {
    String(decoding: cell.prefix(96), as: UTF8.self)
  }

  /// Keeps a mistake, so that those behind it are found as well; returns what stands for a number.
  @discardableResult
  private mutating func report(_ mistake: CSVProblem) -> Double {
    mistakeCount += 1
    if mistakes.count < CSVProblem.shownCount { mistakes.append(mistake) }
    return .nan
  }

  /// All mistakes so far, and one that nothing can be read behind, as one problem.
  func problem(with last: CSVProblem?) -> CSVProblem? {
    let count = mistakeCount + (last == nil ? 0 : 1)
    if count < 2 { return mistakes.first ?? last }
    let kept = mistakes.prefix(CSVProblem.shownCount - (last == nil ? 0 : 1))
    return .several(count: count, first: kept + (last.map { [$0] } ?? []))
  }

  // MARK: The whole

  /// The table of all rows, with words in alphabetical order.
  mutating func table() throws(CSVProblem) -> CSVTable {
    if let said = beginning.saidRows, said.count != rowCount, mistakeCount == 0 {
      throw .otherRowCount(said: said.count, found: rowCount, line: said.line)
    }
    if let problem = problem(with: nil) { throw problem }
    guard rowCount > 0 else { throw .noRows }
    var sortedWords: [Int: [String]] = [:]
    for (column, words) in words.enumerated() where kinds[column] == .words {
      let sorted = words.sorted { $0.key < $1.key }
      sortedWords[column] = sorted.map(\.key)
      var ranks = Array(repeating: 0.0, count: sorted.count)
      for (rank, word) in sorted.enumerated() { ranks[word.value] = Double(rank) }
      for index in stride(from: column, to: elements.count, by: columnCount)
      where !elements[index].isNaN {
        elements[index] = ranks[Int(elements[index])]
      }
    }
    return CSVTable(
      columnNames: beginning.names, columnCount: columnCount, elements: elements,
      words: sortedWords, missing: missing, firstRowLine: firstRowLine, form: beginning.form,
      notes: notes)
  }

  private var notes: [CSVNote] {
    var notes = beginning.notes
    notes += [firstGrouped, firstRounded].compactMap(\.self)
    let comments = commentCount - (notes.contains(where: \.isNamesInComment) ? 1 : 0)
    if comments > 0 { notes.append(.comments(comments)) }
    for (column, found) in numbersAmongWords.sorted(by: { $0.key < $1.key })
    where column > 0 || !beginning.form.hasRowNames {
      notes.append(.numbersAmongWords(found.text, count: found.count, at: found.at))
    }
    return notes
  }
}

extension CSVNote {
  fileprivate var isNamesInComment: Bool {
    if case .namesInComment = self { true } else { false }
  }
}
