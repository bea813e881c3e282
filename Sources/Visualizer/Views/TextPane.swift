import Cells
import Screen

/// Lines to read in a frame of their own, over everything else: the help, or the file.
struct TextPane: Hashable, Sendable {
  let title: String
  let lines: [StyledLine]
  /// The first line that is shown.
  private(set) var top = 0

  init(title: String, lines: [StyledLine]) {
    self.title = title
    self.lines = lines
  }

  /// Scrolls by some lines, of which `rows` are seen at once.
  mutating func scroll(by count: Int, rows: Int) {
    top = max(0, min(lines.count - max(1, rows), top + count))
  }

  /// Draws the pane over the middle of the screen, as wide as the screen.
  func draw(into frame: inout Frame) {
    let size = frame.size
    let height = min(size.rows, lines.count + 2)
    let first = (size.rows - height) / 2
    frame.fill(
      Rectangle(
        origin: Point(column: 0, row: first), size: Size(columns: size.columns, rows: height)),
      with: " ", .plain)
    let scrolling = lines.count + 2 > height ? "j k scroll, " : ""
    var heading = StyledLine("── ", .faint).appending(title, .title)
    heading.append(" — \(scrolling)Esc closes ")
    heading.append(String(repeating: "─", count: max(0, size.columns - heading.columns)), .faint)
    frame.write(heading, at: Point(column: 0, row: first), width: size.columns)
    for row in 1..<max(1, height - 1) where lines.indices.contains(top + row - 1) {
      frame.write(
        lines[top + row - 1], at: Point(column: 1, row: first + row), width: size.columns - 1)
    }
    frame.write(
      String(repeating: "─", count: size.columns), at: Point(column: 0, row: first + height - 1),
      .faint)
    frame.cursor = nil
  }
}
