import Cells

/// A drawing surface with 2 × 4 dots in each cell, drawn with the braille characters of Unicode.
///
/// Dots are counted from 0 at the upper left. Drawing outside of the canvas does nothing.
package struct BrailleCanvas: Hashable, Sendable {
  /// The size in cells.
  package let size: Size
  /// One bit for each dot of a cell, as in the code points from U+2800 on.
  private var dots: [UInt8]
  private var styles: [Style]

  /// An empty canvas of `size` cells.
  package init(size: Size) {
    self.size = size
    dots = Array(repeating: 0, count: size.columns * size.rows)
    styles = Array(repeating: .plain, count: size.columns * size.rows)
  }

  /// The width in dots.
  package var width: Int { 2 * size.columns }
  /// The height in dots.
  package var height: Int { 4 * size.rows }

  /// A dot, counted from the upper left.
  package struct Dot: Hashable, Sendable {
    package var x: Int
    package var y: Int

    package init(x: Int, y: Int) {
      self.x = x
      self.y = y
    }
  }

  /// Sets a dot; its whole cell takes the style.
  package mutating func set(_ dot: Dot, _ style: Style) {
    guard (0..<width).contains(dot.x), (0..<height).contains(dot.y) else { return }
    let cell = dot.y / 4 * size.columns + dot.x / 2
    dots[cell] |= Self.bits[dot.y % 4][dot.x % 2]
    styles[cell] = style
  }

  /// Whether a dot is set.
  package func isSet(_ dot: Dot) -> Bool {
    guard (0..<width).contains(dot.x), (0..<height).contains(dot.y) else { return false }
    return dots[dot.y / 4 * size.columns + dot.x / 2] & Self.bits[dot.y % 4][dot.x % 2] != 0
  }

  /// Draws a line, including both ends (Bresenham, 1965).
  ///
  /// Only the part within the canvas costs time, as long as one end lies in its columns.
  package mutating func line(from start: Dot, to end: Dot, _ style: Style) {
    let (across, down) = (abs(end.x - start.x), -abs(end.y - start.y))
    let (right, below) = (start.x < end.x ? 1 : -1, start.y < end.y ? 1 : -1)
    var dot = start
    var error = across + down
    while true {
      set(dot, style)
      if dot == end { return }
      let twice = 2 * error
      if twice >= down {
        error += down
        dot.x += right
      }
      if twice <= across {
        error += across
        dot.y += below
      }
    }
  }

  /// Draws the cells that have dots into a frame; the others stay as they are.
  package func draw(into frame: inout Frame, at origin: Point) {
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        let cell = row * size.columns + column
        guard dots[cell] != 0 else { continue }
        let point = Point(column: origin.column + column, row: origin.row + row)
        frame[point] = Cell(Self.character(dots[cell]), styles[cell])
      }
    }
  }

  /// The bit of each dot: row by row from the top, left before right.
  private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

  private static func character(_ dots: UInt8) -> Character {
    Character(Unicode.Scalar(0x2800 + UInt32(dots)) ?? " ")
  }

  /// The ASCII character for a braille character, chosen by the position of its dots; `nil` for any
  /// other character.
  ///
  /// `'` is at the top, `-` in the middle, `.` at the bottom, `:` at both ends; dots that reach
  /// from top to bottom give `|`, or `/` and `\` if they lean.
  static func asciiSubstitute(for character: Character) -> Character? {
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1,
      (0x2800...0x28FF).contains(scalar.value)
    else { return nil }
    let dots = UInt8(scalar.value - 0x2800)
    let left = (0..<4).filter { dots & bits[$0][0] != 0 }
    let right = (0..<4).filter { dots & bits[$0][1] != 0 }
    let rows = Set(left + right).sorted()
    guard let top = rows.first, let bottom = rows.last else { return " " }
    switch bottom - top {
    case 0, 1:
      if bottom == 3 { return "." }
      return top == 0 ? "'" : "-"
    default:
      if !left.isEmpty, !right.isEmpty {
        let lean =
          Double(left.reduce(0, +)) / Double(left.count)
          - Double(right.reduce(0, +)) / Double(right.count)
        if lean >= 1 { return "/" }
        if lean <= -1 { return "\\" }
      }
      return rows.count > bottom - top ? "|" : ":"
    }
  }
}
