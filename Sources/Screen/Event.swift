import Cells

/// A key, in the terms of the keyboard.
package enum Key: Hashable, Sendable {
  case character(Character)
  case control(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right
  case home, end, pageUp, pageDown
  case function(Int)
}

extension Key: ExpressibleByUnicodeScalarLiteral {
  /// A character key, written as that character.
  package init(unicodeScalarLiteral value: Character) { self = .character(value) }
}

/// An event reported by a terminal.
package enum Event: Hashable, Sendable {
  case key(Key)
  /// Text pasted between bracketed-paste marks: text, never commands.
  case paste(String)
  case resize(Size)
  /// The wheel (`lines` < 0 is up) or a click, when the mouse is switched on.
  case wheel(at: Point, lines: Int)
  case click(at: Point)
  /// The time that has passed since the last tick; ticks are sent only while something moves by
  /// itself.
  case tick(milliseconds: Double)
  /// The watched files have changed, or may have.
  case filesChanged
  /// The terminal is gone.
  case hangUp
}
