import ArgumentParser
import Cells
import CursesTerminal
import Drawings
import Limits
import Screen
import Visualizer

extension Draw {
  /// Prints the graph as a drawing: at the step where the application is, or at all of its phase.
  func printDrawing(_ application: Application) throws(ExitCode) {
    var states = [application]
    if animate {
      let limit = Limits.playedSteps.value
      guard let played = PhaseStates(of: application, limit: limit) else {
        throw refused(
          "the phase is too long to be played: at most \(limit) drawings are; without --animate the "
            + "step alone is drawn")
      }
      states = played.all
    }
    var drawings: [Drawing] = []
    var last: GraphPortrait?
    for state in states {
      guard let portrait = GraphPortrait(of: state, withBoard: board) else { continue }
      let cells = states.count * portrait.frame.cells.count
      guard cells <= Limits.drawingCells.value else {
        throw refused(
          "the graph is too large for a drawing: it takes \(cells) cells, and at most "
            + "\(Limits.drawingCells.value) are drawn"
            + (animate ? "; without --animate the step alone is drawn" : ""))
      }
      drawings.append(Drawing(of: portrait.frame))
      last = portrait
    }
    guard let last else { throw refused("there is no graph to draw") }
    let svg = SVG(
      drawings, title: last.title, summary: last.summary,
      palette == .colourBlind ? .colourBlind : .standard)
    try Output.print(svg.text, terminator: "")
  }

  private func refused(_ reason: String) -> ExitCode {
    complain(reason)
    return ExitStatus.usage
  }
}
