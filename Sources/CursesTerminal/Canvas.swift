import CCurses
import Screen

/// Draws frames: runs of cells that look the same go to ncurses in one piece.
struct Canvas {
  private let attributes: [Style: UInt32]
  private let pairs: [Style: Int32]

  /// ncurses keeps no more scalars than this in a cell.
  private static let scalarsPerCell = 5

  init(palette: Palette, abilities: Abilities) {
    let foregrounds = palette.foregrounds(on: abilities)
    for (index, foreground) in foregrounds.enumerated() {
      ccurses_define_pair(Int32(index + 1), Int32(foreground))
    }
    let looks = Style.allCases.map { ($0, palette.look(of: $0, on: abilities)) }
    attributes = Dictionary(
      uniqueKeysWithValues: looks.map { ($0, $1.attributes.rawValue) })
    pairs = Dictionary(
      uniqueKeysWithValues: looks.map { style, look in
        (style, Int32((look.foreground.flatMap(foregrounds.firstIndex) ?? -1) + 1))
      })
  }

  func draw(_ frame: Frame, on screen: Size) {
    ccurses_erase()
    let visible = Size(
      columns: min(frame.size.columns, screen.columns), rows: min(frame.size.rows, screen.rows))
    for row in 0..<visible.rows {
      let start = row * frame.size.columns
      draw(frame.cells[start..<start + visible.columns], inRow: row)
    }
    let cursor = frame.cursor.flatMap { point in
      (0..<screen.rows).contains(point.row) && (0..<screen.columns).contains(point.column)
        ? point : nil
    }
    ccurses_flush(Int32(cursor?.row ?? -1), Int32(cursor?.column ?? 0))
  }

  private func draw(_ cells: ArraySlice<Cell>, inRow row: Int) {
    var index = cells.startIndex
    while index < cells.endIndex {
      let style = cells[index].style
      let column = index - cells.startIndex
      var text = ""
      while index < cells.endIndex, cells[index].style == style {
        let width = Self.width(at: index, in: cells)
        text += Self.text(of: cells[index].character, columns: width)
        index += width
      }
      put(text, row: row, column: column, style)
    }
  }

  /// 2 if the cell holds both halves of a wide character.
  private static func width(at index: Int, in cells: ArraySlice<Cell>) -> Int {
    index + 1 < cells.endIndex && isContinuation(cells[index + 1]) && !isContinuation(cells[index])
      ? 2 : 1
  }

  private static func isContinuation(_ cell: Cell) -> Bool {
    cell.character == Cell.continuation.character
  }

  /// What to send for a character so that it fills exactly `columns`.
  ///
  /// The frame and the locale may disagree about a character; `?` keeps the rest of the row in place.
  private static func text(of character: Character, columns: Int) -> String {
    if let ascii = character.asciiValue {
      return ascii >= 0x20 && ascii < 0x7F && columns == 1
        ? String(character) : String(repeating: " ", count: columns)
    }
    if localeColumns(of: character) == columns {
      return String(String.UnicodeScalarView(character.unicodeScalars.prefix(scalarsPerCell)))
    }
    let replacement = character.columns == columns ? "?" : " "
    return replacement + String(repeating: " ", count: columns - 1)
  }

  /// The columns that ncurses gives a character, which are those of the locale; `nil` if it cannot be
  /// drawn.
  private static func localeColumns(of character: Character) -> Int? {
    var sum = 0
    for scalar in character.unicodeScalars {
      let columns = ccurses_columns(scalar.value)
      if columns < 0 { return nil }
      sum += Int(columns)
    }
    return sum
  }

  private func put(_ text: String, row: Int, column: Int, _ style: Style) {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        ccurses_put(
          Int32(row), Int32(column), characters.baseAddress, characters.count,
          attributes[style] ?? 0, pairs[style] ?? 0)
      }
    }
  }
}
