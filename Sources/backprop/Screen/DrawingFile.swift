import ArgumentParser
import CursesTerminal
import Drawings
import Screen
import Visualizer

extension Draw {
  /// Prints the graph as a drawing: at the step where the application is, or at all of its phase.
  func printDrawing(_ application: Application) throws(ExitCode) {
    let states = animate ? application.statesOfPhase : [application]
    let drawings = states.compactMap { $0.portrait(withBoard: board).map { Drawing(of: $0) } }
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
