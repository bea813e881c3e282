import ArgumentParser
import Backpropagation
import Debugging
import Exercises
import Sentences

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A quiz line by line, for those who have no terminal to draw on.
struct QuizLines {
  var dialogue: QuizDialogue
  /// Whether standard output is reserved for an object that a program reads.
  let isForProgram: Bool

  /// The next line of standard input; `nil` at its end.
  private func nextLine() -> String? {
    // An interruption noted before would be taken for one of the end, and reading go on for ever.
    errno = 0
    return readLine()
  }

  /// Asks line by line until the questions or the lines end.
  mutating func ask() throws(ExitCode) -> Quiz {
    asking: while let question = dialogue.ask() {
      try say(question)
      while dialogue.isOpen {
        guard let line = nextLine() else { break asking }
        try say(dialogue.take(line))
      }
    }
    dialogue.end()
    try say("\n" + dialogue.quiz.resultLines.joined(separator: "\n"))
    return dialogue.quiz
  }

  /// Prints a line at once, apart from the object that standard output may be reserved for.
  private func say(_ text: String) throws(ExitCode) {
    if isForProgram {
      complain(text)
    } else {
      try Output.print(text)
      try Output.flush()
    }
  }

  /// A number where every reader of JSON keeps all of its digits, else a string.
  private static func seed(_ seed: UInt64) -> JSON {
    seed <= 1 << 53 ? .integer(Int(seed)) : .string(String(seed))
  }

  static func json(of quiz: Quiz, file: String) -> JSON {
    [
      "file": file, "seed": seed(quiz.seed), "score": quiz.score, "of": quiz.records.count,
      "unanswered": quiz.count - quiz.records.count,
      "questions": quiz.records.map { record -> JSON in
        [
          "question": record.question, "phase": record.phase.name,
          "asked": record.number.rawValue, "expected": record.expected,
          "answers": record.answers, "tries": record.answers.count, "right": record.isRight,
          "mistake": record.mistake?.rawValue, "gaveUp": record.hasGivenUp,
        ]
      },
    ]
  }
}
