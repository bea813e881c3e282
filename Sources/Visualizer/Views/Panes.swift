import Cells

/// The division of the screen; as it shrinks, panes disappear one by one, the picture last.
struct Panes: Hashable, Sendable {
  /// The area of everything but the line of the bug lab.
  let size: Size
  let header: Int?
  let picture: Rectangle
  let explanation: Rectangle?
  let hint: Int?
  /// The line that says that numbers are wrong on purpose; it covers a screen of one row.
  let banner: Rectangle?

  init(_ screen: Size, hasBanner: Bool = false) {
    let bannerRows = hasBanner && screen.rows > 1 ? 1 : 0
    size = Size(columns: screen.columns, rows: screen.rows - bannerRows)
    banner = hasBanner ? screen.band(from: screen.rows - 1, rows: 1) : nil
    var rows = size.rows
    hint = rows >= 8 ? rows - 1 : nil
    if hint != nil { rows -= 1 }
    header = rows >= 4 ? 0 : nil
    let top = header == nil ? 0 : 1
    let wanted = size.rows >= 36 ? 9 : size.rows >= 20 ? 7 : 5
    let explanationRows = rows - top >= 12 ? wanted : 0
    rows -= explanationRows
    explanation = explanationRows == 0 ? nil : size.band(from: rows, rows: explanationRows)
    picture = size.band(from: top, rows: rows - top)
  }
}
