import Cells
import Screen

// The line at the bottom of everything that says that numbers are wrong on purpose.
extension Application {
  /// Whether a mistake is on.
  var isInBugLab: Bool {
    if case .session(let session) = scene { session.hunt != nil } else { false }
  }

  /// How many rows of the screen the line takes; where there is one row only, it covers that.
  var bugBannerRows: Int { screen.rows > 1 ? 1 : 0 }

  /// What is shown with the line below it.
  func withBugBanner(_ shown: Frame, _ session: Session) -> Frame {
    guard let hunt = session.hunt else { return shown }
    var frame = shown.extended(toRows: screen.rows)
    let row = Rectangle(
      origin: Point(column: 0, row: screen.rows - 1), size: Size(columns: screen.columns, rows: 1))
    frame.fill(row, with: " ", .alarm)
    var text = " BUG LAB   " + session.description(of: hunt)
    if hunt.answers > 0 {
      text += hunt.isFound ? ", found with answer \(hunt.answers)" : "   answers: \(hunt.answers)"
    }
    frame.write(text.fitted(to: screen.columns), at: row.origin, .alarm)
    let keys = hunt.isRiddle ? "B says which   :bug off ends it " : ":bug off ends it "
    let column = screen.columns - keys.columns
    if text.columns + 2 <= column {
      frame.write(keys, at: Point(column: column, row: row.origin.row), .alarm)
    }
    return frame
  }
}
