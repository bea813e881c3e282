import Backpropagation
import Cells
import Debugging
import ExpressionLanguage
import Learning
import Plots
import Screen
import Sentences

/// The flow of gradients through the graph, layer by layer, filling the screen.
///
/// It shows the last backward pass that is complete, and so moves on while the graph is stepped.
struct HealthView: View {
  /// The number of rows in the table.
  private let rowCount: Int
  /// The selected row; the view scrolls to keep it visible.
  private(set) var row = 0

  /// The health of a debugger's graph, which has the same rows at all times.
  init(of debugger: Debugger) {
    var training = debugger.timeline.training
    let health = training.health(
      ofIteration: debugger.timeline.plan.firstIteration, isMoved: false)
    rowCount = health.layers.count + health.parameters.count
  }

  static let heading = "Health"
  static let rows: [KeyRow<HealthView>] = [
    KeyRow("k", .up, help: "the row above", hint: Hint("j k", "move")) {
      $0.row = max(0, $0.row - 1)
    },
    KeyRow("j", .down, help: "the row below") { $0.row = max(0, min($0.rowCount - 1, $0.row + 1)) },
    goingOn(.iteration, meaning: "iteration"),
    closing("H", .enter),
  ]

  func remade(for new: Debugger, after old: Debugger?) -> (any Layer)? {
    old == nil ? nil : HealthView(of: new)
  }

  /// Draws the table over the picture and the pane.
  func draw(_ debugger: Debugger, into frame: inout Frame) {
    let size = frame.size
    var heading = StyledLine(" health", .title)
    guard let (iteration, health) = debugger.cursor.health else {
      frame.write(
        [heading, "", " no backward pass is complete yet: i makes an iteration"], from: 0)
      return
    }
    let batch = debugger.document.feed?.data.batchPlace(ofIteration: iteration)
    heading.append(
      "   after the backward pass of iteration \(iteration)"
        + (batch.map { ", \($0.words)" } ?? ""))
    frame.write(heading, row: 0)
    let table = HealthTable(health, of: debugger.file, writing: debugger.writing)
    let lines = table.lines
    // The last row of the screen is the hint's, and the one above says why the verdict is what it is.
    let judgement = table.judgement(ofRow: row)
    let room = max(0, size.rows - (judgement == nil ? 2 : 3))
    if let judgement, size.rows > 3 { frame.write(judgement, row: size.rows - 2) }
    let picked = lines.firstIndex { $0.row == row } ?? 0
    // The first row brings the headings above it into view.
    let wanted = row == 0 ? 0 : picked - room / 2
    let first = max(0, min(wanted, lines.count - room))
    for (index, line) in lines.dropFirst(first).prefix(room).enumerated() {
      let point = Point(column: 0, row: index + 1)
      frame.write(line.text, row: point.row)
      guard line.row == row else { continue }
      frame.write("▸", at: point, .focus)
      frame.cursor = point
    }
    let hidden = lines.count - first - room
    guard first > 0 || hidden > 0 else { return }
    let more = "more " + (first > 0 ? "▲" : "") + (hidden > 0 ? "▼" : "") + " "
    frame.write(more, at: Point(column: size.columns - more.columns, row: 0), .faint)
  }
}
