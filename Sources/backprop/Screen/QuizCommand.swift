import ArgumentParser
import Backpropagation
import CursesTerminal
import Debugging
import Exercises
import ExpressionLanguage
import Limits
import Visualizer

/// Questions about a whole graph: each number is typed before it is seen.
struct QuizCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quiz", abstract: "Ask for the numbers of an iteration, one after the other.",
    discussion: """
      An answer is a number or a formula of what is known, such as 'upstream * x0' or \
      'grad q * z'; '?' shows the formula, then its numbers, then the answer. Without a terminal \
      questions and answers are lines. --json prints an object at the end; what is said before \
      goes to standard error then.
      """)

  @OptionGroup var source: SourceArguments
  @Option(help: "Ask so many questions, chosen by the seed; otherwise all.") var questions: Int?
  @Option(help: "Chooses the questions, and the entries of vectors and matrices.") var seed:
    UInt64 = 1
  @Option(help: "Ask about one phase: forward, backward, update; or all.") var phase = QuizPhase.all
  @Flag(help: "Line by line, also in a terminal.") var plain = false
  @Flag(help: "A JSON object with every answer, at the end.") var json = false
  @OptionGroup var screen: ScreenArguments

  func validate() throws {
    if let questions, !(1...Limits.questions.value).contains(questions) {
      throw ValidationError("The number of questions is from 1 to 1000000.")
    }
  }

  func run() throws {
    let source = try source.requiredSource()
    let isOnScreen = !plain && isTerminal(0) && isTerminal(1)
    let values = self.source.inputs.values
    let document =
      try isOnScreen ? source.document(values) : source.documentWithNotes(values)
    var lines = QuizLines(
      dialogue: QuizDialogue(document, phases: phase.phases, count: questions, seed: seed),
      isForProgram: json)
    let quiz =
      try isOnScreen
      ? askOnScreen(lines.dialogue.quiz, source, document) ?? lines.ask()
      : lines.ask()
    let notes: JSON = ["notes": document.notesJSON]
    if json { try Output.print((QuizLines.json(of: quiz, file: source.name) + notes).text) }
  }

  /// The quiz as it was left on the screen; `nil` on a terminal that cannot place text.
  private func askOnScreen(
    _ quiz: Quiz, _ source: Source, _ document: Document
  ) throws(ExitCode) -> Quiz? {
    try CursesTerminal.session(screen.options()) { terminal in
      var application = source.application(document, terminal.size)
      application.hasTints = terminal.hasTints
      application.start(quiz)
      terminal.run(&application)
      return application.debugger?.exercise.quiz ?? quiz
    }
  }
}

/// The phases that are asked about.
enum QuizPhase: String, CaseIterable, ExpressibleByArgument {
  case forward, backward, update, all

  var phases: Set<Phase> {
    switch self {
    case .forward: [.forward]
    case .backward: [.backward]
    case .update: [.update]
    case .all: Set(Phase.allCases)
    }
  }
}
