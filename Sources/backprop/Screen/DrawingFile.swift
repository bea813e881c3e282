import ArgumentParser
import CursesTerminal
import Drawings
import Limits
import Screen
import Visualizer

extension Draw {
  /// Prints the graph as a drawing: at the step where the application is, or at all of its phase.
  func printDrawing(_ application: Application) throws(ExitCode) {
    let (limit, cells) = (Limits.playedSteps.value, Limits.drawingCells.value)
    guard let states = animate ? application.statesOfPhase(limit: limit) : [application] else {
      complain(
        "the phase is too long to be played: at most \(limit) drawings are; without --animate the "
          + "step alone is drawn")
      throw ExitStatus.usage
    }
    var drawings: [Drawing] = []
    for state in states {
      guard let frame = state.portrait(withBoard: board) else { continue }
      guard states.count * frame.cells.count <= cells else {
        complain(
          "the graph is too large for a drawing: it takes \(states.count * frame.cells.count) cells, and "
            + "at most \(cells) are drawn"
            + (animate ? "; without --animate the step alone is drawn" : ""))
        throw ExitStatus.usage
      }
      drawings.append(Drawing(of: frame))
    }
    guard let last = states.last, !drawings.isEmpty else {
      complain("there is no graph to draw; \(application.view.lines.first ?? "")")
      throw ExitStatus.badFile
    }
    let svg = SVG(
      drawings, title: last.portraitTitle, summary: last.portraitSummary,
      palette == .colourBlind ? .colourBlind : .standard)
    try Output.print(svg.text, terminator: "")
  }
}
