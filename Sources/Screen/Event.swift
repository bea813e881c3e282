import Cells

/// A key, in the words of the keyboard.
package enum Key: Hashable, Sendable {
  case character(Character)
  case control(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right
  case home, end, pageUp, pageDown
  case function(Int)
}

/// What a terminal reports.
package enum Event: Hashable, Sendable {
  case key(Key)
  /// Text pasted between bracketed-paste marks: text, never commands.
  case paste(String)
  case resize(Size)
  /// The wheel (`lines` < 0 is up) or a click, when the mouse is switched on.
  case wheel(at: Point, lines: Int)
  case click(at: Point)
  /// So much time has passed since the last one; only who wants to go on by itself asks for it.
  case tick(milliseconds: Double)
  /// Something has happened to the files that are watched, or may have.
  case filesChanged
  /// The terminal is gone.
  case hangUp
}
