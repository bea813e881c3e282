import Learning

/// The cells of a file of rows without quotes, found in the simplest way: its lines are split where
/// the separator stands. What a table holds has to stand in them.
struct PlainRows {
  /// The lines with cells, which may be comments, and their numbers, counted from 1.
  private let lines: [(number: Int, cells: [[UInt8]])]

  /// The cells of a file that is written in a form; `nil` where it has quotes.
  init?(of file: [UInt8], _ form: CSVForm) {
    if file.contains(UInt8(ascii: "\"")) { return nil }
    var file = file[...]
    while file.starts(with: [0xEF, 0xBB, 0xBF]) { file = file.dropFirst(3) }
    var number = 0
    var lines: [(number: Int, cells: [[UInt8]])] = []
    while true {
      let line = file.prefix { $0 != 10 && $0 != 13 }
      let rest = file[line.endIndex...]
      number += 1
      let saysSeparator =
        number == 1 && (5...8).contains(line.count) && line.starts(with: Array("sep=".utf8))
        && Array(",;\t| ".utf8).contains(line[line.startIndex + 4])
      let cells = saysSeparator ? [] : Self.cells(line, form.separator)
      if cells != [[]], !cells.isEmpty { lines.append((number, cells)) }
      if rest.isEmpty { break }
      file = rest.dropFirst(rest.starts(with: [13, 10]) ? 2 : 1)
    }
    self.lines = lines
  }

  private static func cells(_ line: ArraySlice<UInt8>, _ separator: CSVSeparator) -> [[UInt8]] {
    let blanks: [UInt8] = [32, 9]
    guard separator != .blanks else {
      return line.split { blanks.contains($0) }.map(Array.init)
    }
    let mark: UInt8 =
      switch separator {
      case .comma: UInt8(ascii: ",")
      case .semicolon: UInt8(ascii: ";")
      case .tab: 9
      case .bar, .blanks: UInt8(ascii: "|")
      }
    return line.split(separator: mark, omittingEmptySubsequences: false).map { cell in
      let start = cell.drop { blanks.contains($0) }
      return start.reversed().drop { blanks.contains($0) }.reversed()
    }
  }

  /// The cells of the rows of a table of this file, as text; what is wrong with the table, if
  /// something is; `nil` if lines that begin with `#` may be rows or comments.
  func rows(of table: CSVTable) -> Result<[[String]], TableFault>? {
    var before = table.form.namesLine == nil ? 0 : 1
    var commentCount = 0
    var isGrouped = false
    for note in table.notes {
      switch note {
      case .comments(let count): commentCount += count
      case .namesInComment: commentCount += 1; before -= 1
      case .countsLine: before += 1
      case .groupedDigits: isGrouped = true
      default: continue
      }
    }
    let isComment = { (line: (number: Int, cells: [[UInt8]])) in
      line.cells[0].first == UInt8(ascii: "#")
    }
    let comments = lines.count(where: isComment)
    guard lines.count == table.rowCount + before + commentCount else {
      return .failure("\(lines.count) lines with cells became \(table.rowCount) rows")
    }
    if comments < commentCount { return .failure("a line is passed over that is no comment") }
    if comments > commentCount { return nil }
    if let line = table.form.namesLine, !areNames(of: table, onLine: line) {
      return .failure("names that do not stand on line \(line)")
    }
    let rows = lines.filter { !isComment($0) }.dropFirst(before).map(\.cells)
    for (row, cells) in rows.enumerated() {
      for column in 0..<table.columnCount {
        guard column < cells.count else { return .failure("a cell that is not there") }
        let element = table.elements[row * table.columnCount + column]
        let isRight =
          if let words = table.words[column], !element.isNaN {
            Array(words[Int(element)].utf8) == cells[column]
          } else {
            isNumber(element, Self.text(cells[column]), table.form.mark, isGrouped: isGrouped)
          }
        if !isRight { return .failure("\(Self.text(cells[column])) became \(element)") }
      }
      if cells.count > table.columnCount,
        cells[table.columnCount] != [] || cells.count > table.columnCount + 1
      {
        return .failure("a cell is passed over")
      }
    }
    return .success(rows.map { $0.map(Self.text) })
  }

  /// Whether the names of columns stand on a line, apart from that of the rows, which may have none,
  /// and of an empty column at the end.
  private func areNames(of table: CSVTable, onLine number: Int) -> Bool {
    guard var cells = lines.first(where: { $0.number == number })?.cells.map(Self.text),
      let names = table.columnNames
    else { return false }
    if names.count == cells.count + 1, names[0].isEmpty { return Array(names.dropFirst()) == cells }
    if cells == names { return true }
    if cells.last == "" { cells.removeLast() }
    if cells == names { return true }
    // A comment, whose sign may stand alone.
    let isComment = cells.first?.first == "#"
    return isComment && names.allSatisfy { name in cells.contains { $0.hasSuffix(name) } }
  }

  private static func text(_ cell: [UInt8]) -> String { String(decoding: cell, as: UTF8.self) }
}

/// What is wrong with a table or with the data of it.
struct TableFault: Error, ExpressibleByStringInterpolation {
  let text: String

  init(stringLiteral text: String) { self.text = text }
}

/// Whether a number stands in a cell, or no value where it is NaN. With groups of digits only where
/// `isGrouped`.
func isNumber(
  _ number: Double, _ cell: String, _ mark: DecimalMark, isGrouped: Bool
) -> Bool {
  if number.isNaN { return hasNoValue(cell) }
  var text = cell.replacing("\u{2212}", with: "-")
  if isGrouped {
    for mark in [" ", "\u{A0}", "\u{202F}", "\u{2009}", "'", "\u{2019}"] {
      text = text.replacing(mark, with: "")
    }
    text = text.replacing(mark == .point ? "," : ".", with: "")
  }
  if mark == .comma {
    if text.contains("."), !isGrouped { return false }
    text = text.replacing(",", with: ".")
  }
  let isPlain = text.utf8.allSatisfy { "0123456789.+-eE".utf8.contains($0) }
  return isPlain && Double(text) == number
}

/// Whether a cell has no value.
func hasNoValue(_ cell: String) -> Bool {
  let words = ["", "?", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "#N/A"]
  return words.contains(cell) || ["#NA", "<NA>", "-NaN", "-nan", "NAN"].contains(cell)
}
