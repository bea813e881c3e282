import Backpropagation
import Debugging
import ExpressionLanguage
import Sentences
import Trainings

/// A quiz line by line, for those who have no terminal to draw on.
package struct QuizDialogue: Sendable {
  /// What has been asked and answered.
  package private(set) var quiz: Quiz
  private let document: Document
  private var timeline: Timeline
  private var snapshot: Snapshot
  private var prediction: Prediction?
  private var number = 0

  package init(_ document: Document, phases: Set<Phase>, count: Int?, seed: UInt64) {
    self.document = document
    timeline = Timeline(Training(of: document))
    snapshot = timeline.snapshot(at: .beginning)
    quiz = Quiz(about: timeline.plan, phases: phases, count: count, seed: seed)
  }

  private var words: Wording {
    Wording(document: document, snapshot: snapshot, writing: Writing(decimals: 2))
  }

  /// The next question in words; `nil` when there is none.
  package mutating func ask() -> String? {
    while let (place, seed) = quiz.nextPlace() {
      number += 1
      snapshot = timeline.snapshot(at: place.asked)
      let question = Question(place, at: snapshot, decimals: 2, seed: seed)
      guard question.number.isFinite else { continue }
      prediction = Prediction(question, origin: .beginning)
      let given = words.given(question).map { "\($0.name) = \($0.text)" }
      return """
        \(number)/\(quiz.count)  \(place.action.phase.name)  \(words.sentence(question))
          given: \(given.joined(separator: ", "))
          \(words.subject(question)) = ?
        """
    }
    return nil
  }

  /// Takes an answer, or `?` for more of the solution, and says what there is to say.
  package mutating func take(_ line: String) -> String {
    guard var current = prediction else { return "" }
    let hintBefore = current.hint
    if line.trimmed == "?" {
      current.showMore()
    } else {
      current.answer(line, words)
    }
    prediction = current
    let question = current.question
    guard !current.isOver else {
      quiz.note(current, words)
      prediction = nil
      return "  \(current.hasGivenUp ? "it is" : "right:") "
        + "\(words.subject(question)) = \(words.answer(question))"
    }
    var lines: [String] = []
    if !current.hasAskedSince,
      let response = current.response.flatMap({ words.sentence(for: $0, question) })
    {
      lines.append(response)
    }
    if current.hint > hintBefore {
      let hint = current.hint == .symbols ? words.symbols(question) : words.numbers(question)
      if !hint.isEmpty { lines.append("= \(hint)") }
    }
    return lines.map { "  " + $0 }.joined(separator: "\n")
  }

  /// Whether the question that was asked last waits for an answer.
  package var isOpen: Bool { prediction != nil }

  /// Ends it, with what was answered so far.
  package mutating func end() {
    if let prediction { quiz.note(prediction, words) }
    prediction = nil
    quiz.end()
  }
}
