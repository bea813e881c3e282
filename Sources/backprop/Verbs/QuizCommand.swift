import ArgumentParser
import Backpropagation
import ExpressionLanguage
import Sentences
import Debugging
import Exercises

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Questions over a whole graph: each number is typed before it is seen.
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
    if let questions, !(1...1_000_000).contains(questions) {
      throw ValidationError("The number of questions is from 1 to 1000000.")
    }
  }

  func run() throws {
    let source = try source.requiredSource()
    let document = try source.document(self.source.inputs.values)
    var dialogue = QuizDialogue(document, phases: phase.phases, count: questions, seed: seed)
    let isOnScreen = !plain && isatty(0) == 1 && isatty(1) == 1
    let quiz =
      try isOnScreen
      ? askOnScreen(dialogue.quiz, source, document) ?? askInLines(&dialogue)
      : askInLines(&dialogue)
    if json { print(Self.json(of: quiz, file: source.name).text) }
  }

  /// Asks line by line until the questions or the lines end.
  private func askInLines(_ dialogue: inout QuizDialogue) -> Quiz {
    asking: while let question = dialogue.ask() {
      say(question)
      while dialogue.isOpen {
        guard let line = readLine() else { break asking }
        say(dialogue.take(line))
      }
    }
    dialogue.end()
    say("\n" + dialogue.quiz.resultLines.joined(separator: "\n"))
    return dialogue.quiz
  }

  /// Says something at once, beside the object that standard output may be kept for.
  private func say(_ text: String) {
    if json {
      complain(text)
    } else {
      print(text)
      fflush(nil)
    }
  }

  /// A number where every reader of JSON keeps all of its digits, else a string.
  private static func seed(_ seed: UInt64) -> JSON {
    seed <= 1 << 53 ? .integer(Int(seed)) : .string(String(seed))
  }

  private static func json(of quiz: Quiz, file: String) -> JSON {
    .object([
      ("file", .string(file)), ("seed", seed(quiz.seed)),
      ("score", .integer(quiz.score)), ("of", .integer(quiz.records.count)),
      ("unanswered", .integer(quiz.count - quiz.records.count)),
      (
        "questions",
        .array(
          quiz.records.map { record in
            .object([
              ("question", .string(record.question)), ("phase", .string(record.phase.name)),
              ("asked", .string(record.number.rawValue)), ("expected", .number(record.expected)),
              ("answers", .array(record.answers.map { .string($0) })),
              ("tries", .integer(record.answers.count)), ("right", .bool(record.isRight)),
              ("mistake", record.mistake.map { .string($0.rawValue) } ?? .null),
              ("gaveUp", .bool(record.hasGivenUp)),
            ])
          })
      ),
    ])
  }
}

/// Which phases are asked about.
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
