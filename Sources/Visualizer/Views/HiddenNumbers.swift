import Backpropagation
import Cells
import Screen

/// Numbers that are hidden until somebody has said what they are.
enum HiddenNumbers: Hashable, Sendable {
  case none
  /// Everywhere.
  case all
  /// Everywhere but at this position, where they have been asked for.
  case shown(at: Position)

  /// What `#` makes of it: hidden, shown here, shown everywhere again.
  func next(at position: Position) -> HiddenNumbers {
    switch self {
    case .none: .all
    case .all: .shown(at: position)
    case .shown(at: position): .none
    case .shown: .shown(at: position)
    }
  }

  /// What there is to say about it.
  var words: String {
    switch self {
    case .none: "numbers are shown again"
    case .all: "numbers are hidden; # shows those of a step"
    case .shown: "shown until the next step; # again shows all"
    }
  }

  func hides(at position: Position) -> Bool {
    switch self {
    case .none: false
    case .all: true
    case .shown(let place): place != position
    }
  }
}

extension Frame {
  /// Puts `··` in the place of each number between the first line and the last.
  ///
  /// In the picture numbers are what means a value or a gradient; elsewhere every word that begins
  /// like a number is one. Names such as `w0` and what is written inside of gates stay.
  mutating func hideNumbers(in rows: Range<Int>, picture: Range<Int>) {
    for row in rows.clamped(to: 0..<size.rows) {
      var column = 0
      while column < size.columns {
        let end = wordEnd(from: column, row: row)
        if end > column, isNumber(column..<end, row: row, isPicture: picture.contains(row)) {
          hide(column..<end, row: row)
        }
        column = max(end, column + 1)
      }
    }
  }

  /// Where the word that begins at a cell ends; there, if none does.
  private func wordEnd(from column: Int, row: Int) -> Int {
    var end = column
    let style = self[Point(column: column, row: row)].style
    while end < size.columns {
      let cell = self[Point(column: end, row: row)]
      let character = cell.character
      let isPart =
        character.isLetter || character.isDigit || "._…~·∂∞▁▂▃▄▅▆▇█░▒▓".contains(character)
        || character == "-" && (end == column || isExponent(before: end, row: row))
      guard isPart, cell.style == style else { break }
      end += 1
    }
    return end
  }

  private func isExponent(before column: Int, row: Int) -> Bool {
    column > 0 && self[Point(column: column - 1, row: row)].character == "e"
  }

  private func isNumber(_ columns: Range<Int>, row: Int, isPicture: Bool) -> Bool {
    let cells = columns.map { self[Point(column: $0, row: row)] }
    switch cells[0].style {
    case .value, .gradient, .staleValue, .staleGradient, .newValue, .newGradient: return true
    case .title where !isBehindEquals(columns.lowerBound, row: row):
      // The name of a gate such as -3.
      return false
    case .plain, .error, .focus, .selection, .title:
      if isPicture { return cells[0].style == .error }
      let first = cells.first { !"-~…".contains($0.character) }?.character ?? " "
      return first.isDigit || first == "." || first == "∞"
    default: return false
    }
  }

  /// Whether the word before a column is `=`.
  private func isBehindEquals(_ column: Int, row: Int) -> Bool {
    let before = (0..<column).last { self[Point(column: $0, row: row)].character != " " }
    return before.map { self[Point(column: $0, row: row)].character } == "="
  }

  private mutating func hide(_ columns: Range<Int>, row: Int) {
    let style = self[Point(column: columns.lowerBound, row: row)].style
    // Neither its length nor where it begins tells how large it is.
    for column in columns { self[Point(column: column, row: row)] = .blank }
    let dots = String(repeating: "·", count: min(2, columns.count))
    write(dots, at: Point(column: columns.upperBound - dots.count, row: row), style)
  }
}

extension Character {
  /// Whether it is one of 0 to 9; the `²` of a formula is none.
  fileprivate var isDigit: Bool { isASCII && isNumber }
}
