import GraphLayout

/// The line characters, by the sides of the cell that they reach.
enum WireGlyph {
  /// A light line for a wire at rest, or a heavy one for the wire along which a number travels.
  static func character(_ directions: Directions, isHeavy: Bool) -> Character {
    switch directions {
    case [.left, .right], [.left], [.right]: isHeavy ? "━" : "─"
    case [.up, .down], [.up], [.down]: isHeavy ? "┃" : "│"
    case [.right, .down]: isHeavy ? "┏" : "╭"
    case [.left, .down]: isHeavy ? "┓" : "╮"
    case [.right, .up]: isHeavy ? "┗" : "╰"
    case [.left, .up]: isHeavy ? "┛" : "╯"
    case [.right, .up, .down]: isHeavy ? "┣" : "├"
    case [.left, .up, .down]: isHeavy ? "┫" : "┤"
    case [.left, .right, .down]: isHeavy ? "┳" : "┬"
    case [.left, .right, .up]: isHeavy ? "┻" : "┴"
    case []: " "
    default: "╋"
    }
  }

  /// The crossing of two unrelated wires.
  static let crossing: Character = "┼"

  /// The crossing of two wires, of which one may be heavy.
  static func crossing(isHeavy: Bool, isAcross: Bool) -> Character {
    isHeavy ? isAcross ? "┿" : "╂" : crossing
  }

  /// Where a wire goes on in several directions.
  static let fork: Character = "●"
}
