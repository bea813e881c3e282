import Cells

extension Frame {
  /// The same picture in ASCII, cell by cell, for terminals and locales without UTF-8.
  ///
  /// It stays unambiguous: `+` joins wires of one value, `-|-` is a crossing of two, `.` and `'`
  /// are corners. The signs of answers become signs, `=` for right and `!` for wrong; the signs of
  /// mathematics become the letters they are read as, `d` for ∂, and the `×` of a size an `x`. The dots of curves are described in
  /// `BrailleCanvas`. Pixels of pictures are round characters if positive and straight ones if
  /// negative.
  package var ascii: Frame {
    var frame = Frame(size: size)
    frame.cursor = cursor
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        let point = Point(column: column, row: row)
        let cell = self[point]
        if cell.isPixels, let pixels = cell.pixels {
          frame[point] = Cell(pixels.stronger.asciiCharacter, cell.style)
          continue
        }
        frame[point] =
          cell == .continuation
          ? Cell("?", self[Point(column: column - 1, row: row)].style)
          : Cell(isInSize(point) ? "x" : Self.asciiSubstitute(for: cell.character), cell.style)
      }
    }
    return frame
  }

  /// The same picture for terminals without colours: a character for the stronger of the two pixels
  /// of a cell.
  package var colourless: Frame {
    guard cells.contains(where: { $0.pixels != nil }) else { return self }
    var frame = self
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        let point = Point(column: column, row: row)
        if self[point].pixels != nil { frame[point] = self[point].colourless }
      }
    }
    return frame
  }

  /// Whether `point` is the `×` of a size such as 2×3; a `*` would read as a product.
  private func isInSize(_ point: Point) -> Bool {
    guard self[point].character == "×", point.column > 0, point.column + 1 < size.columns else {
      return false
    }
    return [-1, 1].allSatisfy {
      self[Point(column: point.column + $0, row: point.row)].character.isNumber
    }
  }

  private static func asciiSubstitute(for character: Character) -> Character {
    if character.isASCII { return character }
    if let dots = BrailleCanvas.asciiSubstitute(for: character) { return dots }
    switch character {
    case "─", "━", "═", "╌", "−", "–", "—": return "-"
    case "│", "┃", "║", "┼", "┿", "╂", "╎", "‖": return "|"
    case "╭", "╮", "┌", "┐", "┏", "┓", "╔", "╗", "╦": return "."
    case "╰", "╯", "└", "┘", "┗", "┛", "╚", "╝", "╩": return "'"
    case "├", "┤", "┬", "┴", "┣", "┫", "┳", "┻", "╋", "┠", "┨", "╬": return "+"
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
    case "✓": return "="
    case "✗": return "!"
    case "▸", "▶", "→", "›", "»": return ">"
    case "◂", "◀", "←", "‹", "«": return "<"
    case "▲", "▴", "↑": return "^"
    case "▼", "▾", "↓": return "v"
    case "•", "●", "○": return "o"
    case "⎡", "⎣": return "["
    case "⎤", "⎦": return "]"
    case "⎢", "⎥": return "|"
    case "◇": return "O"
    case "◆": return "#"
    case "■": return "%"
    case "…", "┊": return ":"
    case "′": return "'"
    case "≈": return "~"
    case "≤": return "<"
    case "█": return "@"
    case "▓": return "#"
    case "▒": return "+"
    case "░": return "."
    default: return "?"
    }
  }
}

extension Cell {
  /// The cell without colours.
  var colourless: Cell {
    guard isPixels, let pixels else { return Cell(character, style) }
    return Cell(pixels.stronger.character, style)
  }
}
