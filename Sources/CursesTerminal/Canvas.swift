import CCurses
import Cells
import Screen

/// Draws frames: runs of cells with the same appearance go to ncurses in one piece.
struct Canvas {
  private let palette: Palette
  private let abilities: Abilities
  private let attributes: [Style: UInt32]
  private let pairs: [Style: Int32]
  private let pixelPairs: PixelPairs

  /// The greatest number of scalars that ncurses keeps in a cell.
  private static let scalarsPerCell = 5

  init(palette: Palette, abilities: Abilities) {
    self.palette = palette
    self.abilities = abilities
    let foregrounds = palette.foregrounds(on: abilities)
    for (index, foreground) in foregrounds.enumerated() {
      ccurses_define_pair(Int32(index + 1), Int32(foreground), -1)
    }
    let looks = Style.allCases.map { ($0, palette.look(of: $0, on: abilities)) }
    attributes = Dictionary(uniqueKeysWithValues: looks.map { ($0, $1.attributes.rawValue) })
    pairs = Dictionary(
      uniqueKeysWithValues: looks.map { style, look in
        (style, Int32((look.foreground.flatMap(foregrounds.firstIndex) ?? -1) + 1))
      })
    pixelPairs = PixelPairs(after: foregrounds.count)
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
      let first = cells[index]
      let column = index - cells.startIndex
      if let pixels = first.pixels {
        let end = cells[index...].firstIndex { $0 != first } ?? cells.endIndex
        put(first, pixels, count: end - index, row: row, column: column)
        index = end
        continue
      }
      var text = ""
      while index < cells.endIndex, cells[index].style == first.style, cells[index].pixels == nil {
        let width = Self.width(at: index, in: cells)
        text += Self.text(of: cells[index].character, columns: width)
        index += width
      }
      put(text, row: row, column: column, attributes[first.style] ?? 0, pairs[first.style] ?? 0)
    }
  }

  /// Writes a run of equal cells with pixels.
  private func put(_ cell: Cell, _ pixels: Pixels, count: Int, row: Int, column: Int) {
    var look = palette.look(of: cell, pixels, on: abilities)
    var character = cell.character
    if cell.isPixels {
      // Colour pairs are scarce: terminals with eight colours have 64.
      (character, look) = Self.half(upper: look.foreground, lower: look.background)
    }
    let text = Self.text(of: character, columns: 1)
    put(
      String(repeating: text, count: count), row: row, column: column, look.attributes.rawValue,
      pixelPairs.pair(look.foreground, on: look.background))
  }

  /// The character and colours for two pixels. Each pair of colours is used in one order only, and
  /// two equal pixels are a blank on a background.
  private static func half(upper: Int?, lower: Int?) -> (Character, Look) {
    guard upper != lower else { return (" ", Look(on: lower)) }
    guard let upper else { return ("▄", Look(lower)) }
    guard let lower else { return ("▀", Look(upper)) }
    return upper < lower ? ("▀", Look(upper, on: lower)) : ("▄", Look(lower, on: upper))
  }

  /// 2 if the cell holds both halves of a wide character.
  private static func width(at index: Int, in cells: ArraySlice<Cell>) -> Int {
    index + 1 < cells.endIndex && isContinuation(cells[index + 1]) && !isContinuation(cells[index])
      ? 2 : 1
  }

  private static func isContinuation(_ cell: Cell) -> Bool {
    cell.character == Cell.continuation.character
  }

  /// The scalars to send for a character so that it fills exactly `columns`.
  ///
  /// The frame and the locale may disagree about a character; `?` keeps the rest of the row in
  /// place.
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

  /// The columns that ncurses, following the locale, gives a character; `nil` if it cannot be
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

  private func put(_ text: String, row: Int, column: Int, _ attributes: UInt32, _ pair: Int32) {
    var text = text
    text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { characters in
        ccurses_put(
          Int32(row), Int32(column), characters.baseAddress, characters.count, attributes, pair)
      }
    }
  }
}

/// The pairs of colours that pixels need.
///
/// A class, because pairs are allocated while a frame is drawn: allocating all of them at the start
/// would delay the first frame, which seldom has pixels.
private final class PixelPairs {
  private struct Colours: Hashable {
    let foreground: Int?
    let background: Int?
  }

  private var pairs: [Colours: Int32] = [:]
  private var last: Int32

  /// Pairs with numbers above `last`.
  init(after last: Int) { self.last = Int32(last) }

  /// The number of a pair, or that of the terminal's own colours when all numbers are used up.
  func pair(_ foreground: Int?, on background: Int?) -> Int32 {
    if foreground == nil, background == nil { return 0 }
    let colours = Colours(foreground: foreground, background: background)
    if let pair = pairs[colours] { return pair }
    guard last < ccurses_last_pair() else { return 0 }
    last += 1
    ccurses_define_pair(last, Int32(foreground ?? -1), Int32(background ?? -1))
    pairs[colours] = last
    return last
  }
}
