import Cells
import Debugging
import Screen

/// Lines to read in a frame of their own over everything else: the help, or the file.
struct TextPane: GraphlessLayer {
  let title: String
  let lines: [StyledLine]
  /// The first line that is shown.
  private(set) var top = 0

  /// The keys that scroll; every other key closes.
  static let rows: [KeyRow<(pane: TextPane, rows: Int)>] = [
    KeyRow("j", .down, help: "scrolls down") { $0.pane.scroll(by: 1, rows: $0.rows) },
    KeyRow("k", .up, help: "scrolls up") { $0.pane.scroll(by: -1, rows: $0.rows) },
    KeyRow(.pageDown, " ", help: "a page down") { $0.pane.scroll(by: $0.rows, rows: $0.rows) },
    KeyRow(.pageUp, .backspace, help: "a page up") {
      $0.pane.scroll(by: -$0.rows, rows: $0.rows)
    },
  ]

  mutating func take(_ key: Key, rows: Int) -> LayerAnswer {
    var scrolled = (pane: self, rows: rows)
    let answer = Self.rows.answer(to: key, for: &scrolled)
    self = scrolled.pane
    if case .passed = answer { return .closed }
    return answer
  }

  mutating func take(_ key: Key, _ debugger: Debugger?, _ context: LayerContext) -> LayerAnswer {
    take(key, rows: context.size.rows - 2)
  }

  /// Scrolls by some lines, of which `rows` are visible at once.
  private mutating func scroll(by count: Int, rows: Int) {
    top = max(0, min(lines.count - max(1, rows), top + count))
  }

  func help(_ debugger: Debugger?) -> [KeyHelp] { [KeyHelp("Reading", Self.rows)] }

  func draw(_ debugger: Debugger?, _ context: LayerContext, into frame: inout Frame) {
    draw(into: &frame)
  }

  /// Draws the pane over the middle of the screen, as wide as the screen.
  func draw(into frame: inout Frame) {
    let size = frame.size
    let height = min(size.rows, lines.count + 2)
    let first = (size.rows - height) / 2
    frame.clear(rows: height, from: first)
    let scrolling = lines.count + 2 > height ? "j k scroll, " : ""
    var heading = StyledLine("── ", .faint).appending(title, .title)
    heading.append(" — \(scrolling)Esc closes ")
    heading.rule(to: size.columns)
    frame.write(heading, row: first)
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
