import Cells
import Screen

/// A mark on the screen that the teacher moves, seen from far away and without colours.
struct Pointer: Hashable, Sendable {
  /// The cell that it points at; the mark stands to the right of it.
  private(set) var point: Point

  /// A pointer as near to a cell as a screen of a size lets it be.
  init(at point: Point, in size: Size) {
    self.point = point
    fit(size)
  }

  /// Moves by an arrow key, twice as far to the sides, where cells are half as wide; returns whether
  /// the key was one.
  mutating func take(_ key: Key, times: Int, in size: Size) -> Bool {
    switch key {
    case .left: point.column -= 2 * times
    case .right: point.column += 2 * times
    case .up: point.row -= times
    case .down: point.row += times
    default: return false
    }
    fit(size)
    return true
  }

  /// Keeps it on the screen.
  mutating func fit(_ size: Size) {
    point.column = max(0, min(size.columns - 4, point.column))
    point.row = max(0, min(size.rows - 1, point.row))
  }

  func draw(into frame: inout Frame) {
    frame.write("◀━━", at: Point(column: point.column + 1, row: point.row), .selection)
    frame.cursor = point
  }
}

extension Application {
  /// Shows the pointer at the gate at work, or takes it away.
  mutating func togglePointer() {
    guard pointer == nil else {
      pointer = nil
      return
    }
    let middle = Point(column: size.columns / 2, row: size.rows / 2)
    pointer = Pointer(at: view.cursor ?? middle, in: size)
    message = "arrow keys move the pointer, Esc takes it away"
  }
}
