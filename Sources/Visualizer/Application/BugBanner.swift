import Cells
import Debugging
import Screen

extension Frame {
  /// The frame with a line below it that says that numbers are wrong on purpose.
  func withBanner(of hunt: BugHunt, _ debugger: Debugger, in row: Rectangle) -> Frame {
    var frame = extended(toRows: row.origin.row + 1)
    let columns = row.size.columns
    frame.fill(row, with: " ", .alarm)
    var text = " BUG LAB   " + hunt.description(debugger.words)
    if hunt.answers > 0 {
      text += hunt.isFound ? ", found with answer \(hunt.answers)" : "   answers: \(hunt.answers)"
    }
    frame.write(text.fitted(to: columns), at: row.origin, .alarm)
    let keys = hunt.isRiddle ? "B says which   :bug off ends it " : ":bug off ends it "
    let column = columns - keys.columns
    if text.columns + 2 <= column {
      frame.write(keys, at: Point(column: column, row: row.origin.row), .alarm)
    }
    return frame
  }
}
