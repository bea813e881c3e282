extension Frame {
  /// The same picture in ASCII, cell by cell, for terminals and locales without UTF-8.
  ///
  /// It stays unambiguous: `+` joins wires of one value, `-|-` is a crossing of two, `.` and `'`
  /// are corners. What the dots of curves become says `BrailleCanvas`.
  package var ascii: Frame {
    var frame = Frame(size: size)
    frame.cursor = cursor
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        let point = Point(column: column, row: row)
        let cell = self[point]
        frame[point] =
          cell == .continuation
          ? Cell("?", self[Point(column: column - 1, row: row)].style)
          : Cell(Self.asciiSubstitute(for: cell.character), cell.style)
      }
    }
    return frame
  }

  private static func asciiSubstitute(for character: Character) -> Character {
    if character.isASCII { return character }
    if let dots = BrailleCanvas.asciiSubstitute(for: character) { return dots }
    switch character {
    case "─", "━", "═", "╌", "−", "–", "—": return "-"
    case "│", "┃", "║", "┼", "╎": return "|"
    case "╭", "╮", "┌", "┐", "┏", "┓", "╔", "╗": return "."
    case "╰", "╯", "└", "┘", "┗", "┛", "╚", "╝": return "'"
    case "├", "┤", "┬", "┴", "┣", "┫", "┳", "┻", "╋": return "+"
    case "×", "·": return "*"
    case "÷": return "/"
    case "∂": return "d"
    case "√": return "V"
    case "λ": return "l"
    case "m̂": return "M"
    case "ŝ": return "S"
    case "²": return "2"
    case "½": return "h"
    case "Σ": return "S"
    case "Δ": return "D"
    case "ᵀ": return "T"
    case "σ": return "s"
    case "✓": return "y"
    case "✗": return "n"
    case "▸", "▶", "→", "›", "»": return ">"
    case "◂", "◀", "←", "‹", "«": return "<"
    case "▲", "▴", "↑": return "^"
    case "▼", "▾", "↓": return "v"
    case "•", "●", "○": return "o"
    case "…", "┊": return ":"
    case "′": return "'"
    case "≈": return "~"
    case "█": return "@"
    case "▓": return "#"
    case "▒": return "+"
    case "░": return "."
    default: return "?"
    }
  }
}
