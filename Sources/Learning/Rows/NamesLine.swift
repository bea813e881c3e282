// Whether the first row of a file, or a comment above it, holds the names of the columns.
extension CSVBeginning {
  /// Whether the first row holds names, with a note where that is doubtful.
  mutating func holdsNames(
    _ first: [CSVSample.Cell], _ body: ArraySlice<[CSVSample.Cell]>, _ labelName: String?
  ) -> Bool {
    if let labelName, first.contains(where: { !isNumber($0) && $0.text == labelName }) {
      return true
    }
    let words = first.indices.filter {
      if case .word = first[$0].meaning(form.mark) { true } else { false }
    }
    if first.contains(where: isNumber) {
      let numberCount = first.count(where: isNumber)
      // pandas counts columns that have no names, from the first or from the one behind the rows'.
      let isCounted = [0, 1].contains { offset in
        first.enumerated().allSatisfy { column, cell in
          if isNumber(cell) { return cell.text == String(column - offset) }
          if cell.bytes.isEmpty || kind(ofColumn: column, in: body) == .numbers { return true }
          // Above words a word is another one, unless numbers beside it are the names of columns.
          return (column == 0 ? offset == 1 : numberCount > 1) && !recurs(cell, column, body)
        }
      }
      let beside = first.enumerated().contains { column, cell in
        !isNumber(cell)
          && (cell.bytes.isEmpty || kind(ofColumn: column, in: body) == .numbers
            || first.count > 2 && !recurs(cell, column, body))
      }
      let fractions = body.contains { row in
        row.contains { cell in isNumber(cell) && !(cell.text.map { Int($0) != nil } ?? false) }
      }
      let line = first[0].line
      if isCounted, !body.isEmpty, beside || first.count > 2 && words.isEmpty && fractions {
        notes.append(.namesAreCounted(line: line))
        return true
      }
      let areUnique = words.allSatisfy { column in !recurs(first[column], column, body) }
      let doubts = words.isEmpty ? countsOn(first) && !body.contains(where: countsOn) : areUnique
      if doubts, body.count > 1 { notes.append(.firstLineIsARow(line: line)) }
      return false
    }
    if first.contains(where: { !$0.bytes.isEmpty && isMissing($0) }) { return false }
    if words.isEmpty { return false }
    if body.isEmpty { return true }
    let recurring = words.count {
      kind(ofColumn: $0, in: body) == .words && recurs(first[$0], $0, body)
    }
    if recurring * 2 > words.count {
      notes.append(.firstLineIsARow(line: first[0].line))
      return false
    }
    return true
  }

  /// Whether cells are whole numbers, each one more than the one before, as years and numbers of
  /// columns are: `2019,2020,2021`.
  private func countsOn(_ cells: [CSVSample.Cell]) -> Bool {
    let numbers = cells.compactMap { $0.text.flatMap { Int($0) } }
    return numbers.count == cells.count && numbers.count > 2
      && zip(numbers, numbers.dropFirst()).allSatisfy {
        $1.subtractingReportingOverflow($0) == (1, false)
      }
  }

  private func isMissing(_ cell: CSVSample.Cell) -> Bool {
    if case .missing = cell.meaning(form.mark) { true } else { false }
  }

  private func recurs(
    _ cell: CSVSample.Cell, _ column: Int, _ body: ArraySlice<[CSVSample.Cell]>
  ) -> Bool {
    body.contains { column < $0.count && $0[column].bytes == cell.bytes }
  }

  /// The last comment before a line, without its `#`.
  func lastComment(
    before last: Int, _ head: ArraySlice<UInt8>, line: Int
  ) -> (text: ArraySlice<UInt8>, line: Int)? {
    var found: (ArraySlice<UInt8>, Int)?
    var number = line
    for text in head.split(separator: Byte.lineFeed, omittingEmptySubsequences: false) {
      if number >= last { break }
      let text = text.drop { $0 == Byte.blank || $0 == Byte.tab }
      if text.first == Byte.hash { found = (text.drop { $0 == Byte.hash }, number) }
      number += 1
    }
    return found
  }

  /// The names in a comment, if it has one for each column.
  func names(inComment text: ArraySlice<UInt8>, width: Int) -> [String]? {
    let rows = CSVSample(text, form.separator, line: 1, isWhole: true).rows
    guard rows.count == 1, rows[0].count == width, !rows[0].contains(where: isNumber) else {
      return nil
    }
    let names = rows[0].compactMap(\.text)
    return names.count == width && !names.contains("") ? names : nil
  }
}
