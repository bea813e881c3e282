import Cells
import Debugging
import Screen

/// A mark on the screen that a teacher moves, visible from afar and without colours.
struct Pointer: GraphlessLayer {
  /// The cell that it points at; the mark stands to the right of it.
  private(set) var point: Point

  /// A pointer as near to a cell as the size of the screen allows.
  init(at point: Point, in size: Size) {
    self.point = point
    fit(size)
  }

  /// The keys that move it, twice as far to the sides, where cells are half as wide.
  static let rows: [KeyRow<(point: Point, times: Int)>] = [
    KeyRow(.left, help: "moves the pointer to the left") { $0.point.column -= 2 * $0.times },
    KeyRow(.right, help: "to the right") { $0.point.column += 2 * $0.times },
    KeyRow(.up, help: "up") { $0.point.row -= $0.times },
    KeyRow(.down, help: "down") { $0.point.row += $0.times },
    KeyRow(.escape, help: "takes it away", answers: { _ in .closed }),
  ]

  mutating func take(_ key: Key, _ debugger: Debugger?, _ context: LayerContext) -> LayerAnswer {
    var moved = (point: point, times: context.count ?? 1)
    let answer = Self.rows.answer(to: key, for: &moved)
    self = Pointer(at: moved.point, in: context.size)
    return answer
  }

  mutating func click(_ point: Point, _ debugger: Debugger?, _ context: LayerContext) -> LayerAnswer
  {
    self = Pointer(at: point, in: context.size)
    return .taken(nil)
  }

  mutating func fit(_ debugger: Debugger?, _ context: LayerContext) { fit(context.size) }

  /// Keeps it on the screen.
  private mutating func fit(_ size: Size) {
    point.column = max(0, min(size.columns - 4, point.column))
    point.row = max(0, min(size.rows - 1, point.row))
  }

  func help(_ debugger: Debugger?) -> [KeyHelp] { [KeyHelp("Pointer", Self.rows)] }

  func draw(_ debugger: Debugger?, _ context: LayerContext, into frame: inout Frame) {
    frame.write("◀━━", at: Point(column: point.column + 1, row: point.row), .selection)
    frame.cursor = point
  }
}
