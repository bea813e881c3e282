import Cells
import Screen

// The last line of the screen.
extension Frame {
  /// Writes a line that is being typed, with the cursor at its end.
  mutating func writeLastLine(_ line: StyledLine) {
    let row = size.rows - 1
    clear(rows: 1, from: row)
    write(line, row: row)
    cursor = Point(column: min(line.columns, max(0, size.columns - 1)), row: row)
  }

  /// Writes the first line of a message, on as many rows above the last one as it needs.
  mutating func writeMessage(_ message: String) {
    let row = size.rows - 1
    let sentence = message.split(separator: "\n").first.map(String.init) ?? ""
    let fits = sentence.columns < size.columns || size.columns < 20
    let lines = fits ? [sentence] : sentence.wrapped(to: size.columns - 1)
    let shown = lines.prefix(max(1, row / 2))
    let top = row + 1 - shown.count
    clear(rows: shown.count, from: top)
    write(shown.map { StyledLine(" " + $0, .selection) }, from: top)
  }

  /// Writes the keys that work.
  mutating func writeHints(_ hints: [Hint]) {
    var line = StyledLine()
    for hint in hints.fitted(to: size.columns) {
      line.append(" \(hint.keys)", .key)
      line.append(" \(hint.meaning) ", .faint)
    }
    write(line, row: size.rows - 1)
  }
}

extension [Hint] {
  /// As many of the first as there is room for in so many columns, and always the last, which says
  /// how to leave, with the one for help before it.
  fileprivate func fitted(to columns: Int) -> [Hint] {
    let endCount = dropLast().last?.keys == "?" ? 2 : Swift.min(1, count)
    let end = suffix(endCount)
    var room = columns - end.map(\.columns).reduce(0, +)
    let start = dropLast(endCount).prefix { hint in
      room -= hint.columns
      return room >= 0
    }
    return Array(start + end)
  }
}

extension Hint {
  /// The columns of ` s step `; the blank at the end of a line may be beyond it.
  fileprivate var columns: Int { keys.columns + meaning.columns + 3 }
}
