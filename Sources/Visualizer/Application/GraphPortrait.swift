import Backpropagation
import Cells
import Debugging
import Explanations
import GraphPicture
import Screen
import Sentences

/// The graph apart from the screen, for files that are drawings.
package struct GraphPortrait {
  /// The graph alone in its own size, with what the pane says of the step below it if that was asked
  /// for. It has the form that was chosen, or else the one that a large screen has room for.
  package let frame: Frame
  /// The name of the file and where the debugger stands, in one line.
  package let title: String
  /// What the pane says of the step, as a text.
  package let summary: String

  /// `nil` as long as there is no graph.
  package init?(of application: Application, withBoard: Bool) {
    guard let debugger = application.debugger, let view = application.layers.first as? GraphView
    else { return nil }
    frame = view.portrait(of: debugger, withBoard: withBoard)
    title = Self.title(of: debugger)
    let explanation = Explanation(of: debugger)
    summary = ([explanation.heading] + explanation.lines.map(\.text)).joined(separator: "\n")
  }

  private static func title(of debugger: Debugger) -> String {
    let snapshot = debugger.snapshot
    guard let step = snapshot.step, let count = debugger.cursor.plan.count(at: debugger.position)
    else { return debugger.name }
    return "\(debugger.name), iteration \(snapshot.iteration), \(step.action.phase.name) "
      + "\(count.step) of \(count.of)"
  }
}

extension GraphView {
  /// The size of a large screen, in which a form is chosen.
  private static let large = Size(columns: 160, rows: 60)

  fileprivate func portrait(of debugger: Debugger, withBoard: Bool) -> Frame {
    let picture = largePicture(of: debugger)
    let graph = Size(
      columns: max(picture.size.columns, withBoard ? 80 : 0), rows: picture.size.rows)
    let lines = withBoard ? Explanation(of: debugger).lines.count + 1 : 0
    var frame = Frame(
      size: Size(columns: graph.columns, rows: graph.rows + (withBoard ? lines + 1 : 0)))
    picture.draw(
      debugger, in: graph.band(from: 0, rows: graph.rows), offset: Point(column: 0, row: 0),
      into: &frame)
    if withBoard {
      let pane = frame.size.band(from: graph.rows + 1, rows: lines)
      drawExplanation(of: debugger, pane, into: &frame)
    }
    return frame
  }

  private func largePicture(of debugger: Debugger) -> any Picture {
    var choice = PictureChoice(
      of: debugger.document, debugger.timeline.plan, decimals: debugger.decimals)
    guard let chosenForm else { return choice.fittingPicture(in: Self.large, following: picture) }
    return choice.picture(chosenForm, in: Self.large, following: picture)
  }
}
