import Cells

/// One cell of the screen: a character and its meaning, or two pixels of a picture.
package struct Cell: Hashable, Sendable {
  /// The character, in which nothing is hidden.
  package let character: Character
  package var style: Style
  /// The pixels that the cell shows, or the background of its character, unless that is `▀`.
  package var pixels: Pixels?

  package init(_ character: Character, _ style: Style) {
    self.character = Self.shown(character)
    self.style = style
  }

  /// Two pixels and nothing else.
  package init(_ pixels: Pixels) {
    character = Self.halfBlock
    style = .plain
    self.pixels = pixels
  }

  /// A character on a pixel that fills the cell.
  package init(_ character: Character, _ style: Style, on tint: Tint) {
    self.character = Self.shown(character)
    self.style = style
    pixels = Pixels(tint)
  }

  /// A character without what would command a terminal, turn a line around or not be seen.
  private static func shown(_ character: Character) -> Character {
    if let ascii = character.asciiValue, (0x20..<0x7F).contains(ascii) { return character }
    return character.withoutHidden
  }

  /// The upper half of a cell; the lower half is background.
  static let halfBlock: Character = "▀"

  /// Whether the cell is a part of a picture not covered by a character.
  package var isPixels: Bool { pixels != nil && character == Self.halfBlock }

  package static let blank = Cell(" ", .plain)

  /// The right half of the wide character in the cell before; nothing is drawn for it.
  package static let continuation = Cell()

  /// The mark of a continuation, which is no character of a text.
  private init() {
    character = "\u{0}"
    style = .plain
  }
}

/// A picture of the whole screen as a value: the cells, row by row, and the position of the cursor.
///
/// Writing outside the frame does nothing, so every size down to 0×0 can be drawn.
package struct Frame: Hashable, Sendable {
  package let size: Size
  /// Whether the frame is meant for a terminal that shows two coloured pixels in a cell. If not, a
  /// pixel of a picture takes a cell, and a character stands for it.
  package let hasTints: Bool
  package private(set) var cells: [Cell]
  /// The focused cell, which screen readers and braille displays follow; `nil` hides the cursor.
  package var cursor: Point?

  package init(size: Size, hasTints: Bool = false) {
    self.size = size
    self.hasTints = hasTints
    cells = Array(repeating: .blank, count: size.columns * size.rows)
  }

  /// The same frame with blank rows added below, never with fewer rows.
  package func extended(toRows rows: Int) -> Frame {
    var frame = Frame(
      size: Size(columns: size.columns, rows: max(rows, size.rows)), hasTints: hasTints)
    frame.cells.replaceSubrange(..<cells.count, with: cells)
    frame.cursor = cursor
    return frame
  }

  /// The cell at `point`; blank outside of the frame.
  package subscript(point: Point) -> Cell {
    get { contains(point) ? cells[point.row * size.columns + point.column] : .blank }
    set {
      guard contains(point) else { return }
      cells[point.row * size.columns + point.column] = newValue
    }
  }

  package func contains(_ point: Point) -> Bool {
    point.column >= 0 && point.row >= 0 && point.column < size.columns && point.row < size.rows
  }

  /// Writes `text` from `point` to the right, clipped to `clip` (columns) and to the frame.
  ///
  /// A wide character that only half fits becomes a blank, and a number that does not fit whole is
  /// not written. Returns the column after the text.
  @discardableResult
  package mutating func write(
    _ text: some StringProtocol, at point: Point, _ style: Style, clip: Range<Int>? = nil
  ) -> Int {
    let clip = (clip ?? 0..<size.columns).clamped(to: 0..<size.columns)
    var column = point.column
    let shown = clip.lowerBound - column..<clip.upperBound - column
    let cut =
      shown.lowerBound <= 0 && text.columns <= shown.upperBound
      ? [] : text.cutNumbers(showing: shown)
    for character in text {
      guard let width = character.columns else { continue }
      if cut.contains(where: { $0.contains(column - point.column) }) {
        column += width
        continue
      }
      if width == 0 {
        join(character, before: Point(column: column, row: point.row))
        continue
      }
      if column >= clip.lowerBound, column + width <= clip.upperBound {
        put(character, width: width, at: Point(column: column, row: point.row), style)
      } else if width == 2, column < clip.upperBound, column + 1 >= clip.lowerBound {
        let visible = max(column, clip.lowerBound)
        put(" ", width: 1, at: Point(column: visible, row: point.row), style)
      }
      column += width
    }
    return column
  }

  /// Fills a rectangle with one character of width 1.
  package mutating func fill(_ rectangle: Rectangle, with character: Character, _ style: Style) {
    for row in 0..<rectangle.size.rows {
      for column in 0..<rectangle.size.columns {
        put(
          character, width: 1,
          at: Point(column: rectangle.origin.column + column, row: rectangle.origin.row + row),
          style)
      }
    }
  }

  /// Blanks some whole rows.
  package mutating func clear(rows: Int, from row: Int) {
    fill(size.band(from: row, rows: rows), with: " ", .plain)
  }

  /// Writes a character and blanks the other half of any wide character it cuts.
  private mutating func put(_ character: Character, width: Int, at point: Point, _ style: Style) {
    guard contains(point) else { return }
    let before = Point(column: point.column - 1, row: point.row)
    let after = Point(column: point.column + width, row: point.row)
    if self[point] == .continuation { self[before] = .blank }
    if self[after] == .continuation { self[after] = .blank }
    self[point] = Cell(character, style)
    if width == 2 { self[Point(column: point.column + 1, row: point.row)] = .continuation }
  }

  /// Adds a combining mark to the character to the left of `point`.
  private mutating func join(_ mark: Character, before point: Point) {
    let left = Point(column: point.column - 1, row: point.row)
    guard contains(left), self[left] != .continuation else { return }
    let joined = String(self[left].character) + String(mark.withoutHidden)
    guard joined.count == 1 else { return }
    var cell = Cell(Character(joined), self[left].style)
    cell.pixels = self[left].pixels
    self[left] = cell
  }
}
