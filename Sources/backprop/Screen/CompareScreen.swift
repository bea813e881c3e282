import CursesTerminal
import Screen
import Trainings
import Visualizer

extension Compare {
  /// Trains on the screen until the person leaves, and returns how far it has come; `nil`, and a
  /// word about it, where there is no terminal for it.
  func showOnScreen(_ trainings: ComparedTrainings) -> ComparedTrainings? {
    do throws(TerminalError) {
      var comparison = Comparison(trainings)
      if let notice = try show(&comparison) { complain("backprop: \(notice)") }
      return comparison.trainings
    } catch {
      complain("backprop: \(error.message)\n\(error.hint)")
      return nil
    }
  }

  private func show(_ comparison: inout Comparison) throws(TerminalError) -> String? {
    let terminal = try CursesTerminal(screen.options())
    comparison.update(.resize(terminal.size))
    terminal.run(&comparison)
    return terminal.notice
  }
}
