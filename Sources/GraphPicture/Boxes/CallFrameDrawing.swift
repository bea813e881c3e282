import Cells
import GraphLayout
import Screen
import Sentences

// The frames around open calls.
extension BoxPictureDrawing {
  /// Draws the frame of a call one cell outside of its gates, where boxes and wires leave it room.
  mutating func drawSides(of call: CallFrame) {
    let (top, left) = (call.region.origin.row - 1, call.region.origin.column - 1)
    let bottom = top + call.region.size.rows + 1
    let inside = call.region.size.columns
    write("└" + String(repeating: "╌", count: inside) + "┘", left, bottom, .faint)
    for row in top + 1..<bottom {
      write("╎", left, row, .faint)
      write("╎", left + inside + 1, row, .faint)
    }
  }

  /// Draws the upper side of the frame, with what the function is called with: behind the first wire
  /// that crosses the side, if it does not fit before it, and whole or not at all.
  mutating func drawTop(of call: CallFrame) {
    let inside = call.region.size.columns
    let (column, row) = (call.region.origin.column - 1, call.region.origin.row - 1)
    write("┌" + String(repeating: "╌", count: inside) + "┐", column, row, .faint)
    let title = " " + call.title.fittedInTheMiddle(to: max(1, inside - 4)) + " "
    let last = max(2, inside - title.columns)
    let wires = picture.layout.wireCells(
      meeting: Rectangle(
        origin: Point(column: column, row: row), size: Size(columns: inside + 2, rows: 1)))
    let taken = Set(wires.filter { $0.point.row == row }.map { $0.point.column - column })
    let start = (2...last).first { taken.isDisjoint(with: $0..<$0 + title.columns) }
    if let start { write(title, column + start, row, .faint) }
  }
}
