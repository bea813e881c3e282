import Debugging
import CursesTerminal
import ExpressionLanguage
import Visualizer

extension QuizCommand {
  /// Asks on the screen of a graph; `nil`, and a word about it, where the terminal can only show
  /// lines.
  func askOnScreen(_ quiz: Quiz, _ source: Source, _ document: Document) throws -> Quiz? {
    do throws(TerminalError) {
      return try show(quiz, source, document)
    } catch {
      complain("backprop: \(error.message)\n\(error.hint)")
      guard case .plain = error else { throw ExitStatus.noTerminal }
      return nil
    }
  }

  private func show(
    _ quiz: Quiz, _ source: Source, _ document: Document
  ) throws(TerminalError) -> Quiz {
    let terminal = try CursesTerminal(screen.options())
    var application = Application(
      name: source.name, source: source.file.syntax.source, document: document,
      size: terminal.size)
    application.hasTints = terminal.hasTints
    application.start(quiz)
    terminal.run(&application)
    return application.debugger?.exercise.quiz ?? quiz
  }
}
