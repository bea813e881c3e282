import Cells
import Screen

// The last line of the screen.
extension Frame {
  /// Writes a line that is being typed, with the cursor at its end.
  mutating func writeLastLine(_ line: StyledLine) {
    let row = size.rows - 1
    clearRow(row)
    write(line, at: Point(column: 0, row: row), width: size.columns)
    cursor = Point(column: min(line.columns, max(0, size.columns - 1)), row: row)
  }

  /// Writes the first line of a message, on as many rows above the last one as it needs.
  mutating func writeMessage(_ message: String) {
    let row = size.rows - 1
    let sentence = message.split(separator: "\n").first.map(String.init) ?? ""
    let fits = sentence.columns < size.columns || size.columns < 20
    let lines = fits ? [sentence] : sentence.wrapped(to: size.columns - 1)
    let shown = lines.prefix(max(1, row / 2))
    for (index, line) in shown.enumerated() {
      let point = Point(column: 0, row: row - shown.count + 1 + index)
      clearRow(point.row)
      write(StyledLine(" " + line, .selection), at: point, width: size.columns)
    }
  }

  /// Writes the keys that work.
  mutating func writeHints(_ hints: [Hint]) {
    var line = StyledLine()
    for hint in hints {
      line.append(" \(hint.keys)", .key)
      line.append(" \(hint.meaning) ", .faint)
    }
    write(line, at: Point(column: 0, row: size.rows - 1), width: size.columns)
  }

  /// Fills a row with blanks.
  mutating func clearRow(_ row: Int) {
    fill(
      Rectangle(
        origin: Point(column: 0, row: row), size: Size(columns: size.columns, rows: 1)),
      with: " ", .plain)
  }
}
