import Learning

/// The cells of a file of rows without quotes, found in the simplest way: its lines are split where
/// the separator stands. What a table holds has to stand in them.
struct PlainRows {
  /// The lines with cells, which may be comments.
  private let lines: [[[UInt8]]]

  /// The cells of a file that is written in a form; `nil` where it has quotes.
  init?(of file: [UInt8], _ form: CSVForm) {
    if file.contains(UInt8(ascii: "\"")) { return nil }
    var file = file[...]
    while file.starts(with: [0xEF, 0xBB, 0xBF]) { file = file.dropFirst(3) }
    var lines = file.split(omittingEmptySubsequences: false) { $0 == 10 || $0 == 13 }
    if let first = lines.first, first.count <= 8, first.starts(with: Array("sep=".utf8)),
      first.count > 4
    {
      lines.removeFirst()
    }
    self.lines = lines.map { Self.cells($0, form.separator) }.filter { $0 != [[]] && !$0.isEmpty }
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

  /// What is wrong with a table of this file; `nil` if nothing is.
  func fault(in table: CSVTable) -> String? {
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
    let isBefore = { (line: [[UInt8]]) in line[0].first == UInt8(ascii: "#") }
    let comments = lines.count(where: isBefore)
    guard lines.count == table.rowCount + before + commentCount else {
      return "\(lines.count) lines with cells became \(table.rowCount) rows"
    }
    if comments < commentCount { return "a line is passed over that is no comment" }
    if comments > commentCount { return nil }
    let rows = lines.filter { !isBefore($0) }.dropFirst(before)
    for (row, cells) in rows.enumerated() {
      for column in 0..<table.columnCount {
        guard column < cells.count else { return "a cell that is not there" }
        let element = table.elements[row * table.columnCount + column]
        let isRight =
          if let words = table.words[column], !element.isNaN {
            Array(words[Int(element)].utf8) == cells[column]
          } else {
            Self.isNumber(element, cells[column], table.form.mark, isGrouped)
          }
        if !isRight { return "\(String(decoding: cells[column], as: UTF8.self)) became \(element)" }
      }
      if cells.count > table.columnCount,
        cells[table.columnCount] != [] || cells.count > table.columnCount + 1
      {
        return "a cell is passed over"
      }
    }
    return nil
  }

  /// Whether a number stands in a cell, or none where it is NaN.
  private static func isNumber(
    _ element: Double, _ cell: [UInt8], _ mark: DecimalMark, _ isGrouped: Bool
  ) -> Bool {
    var text = String(decoding: cell, as: UTF8.self)
    if element.isNaN {
      let words = ["", "?", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "#N/A"]
      return words.contains(text) || ["#NA", "<NA>", "-NaN", "-nan", "NAN"].contains(text)
    }
    text = text.replacing("\u{2212}", with: "-")
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
    return isPlain && Double(text) == element
  }
}
