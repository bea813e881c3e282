import Cells
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

  /// Draws the upper side of the frame, with what the function is called with.
  mutating func drawTop(of call: CallFrame) {
    let inside = call.region.size.columns
    let title = " " + call.title.fittedInTheMiddle(to: max(1, inside - 4)) + " "
    let rest = String(repeating: "╌", count: max(0, inside - 1 - title.columns))
    write(
      "┌╌" + title + rest + "┐", call.region.origin.column - 1, call.region.origin.row - 1, .faint)
  }
}
