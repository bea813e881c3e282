import Backpropagation
import Debugging
import ExpressionLanguage
import Sentences
import Trainings

/// A quiz line by line, for use without a terminal to draw on.
package struct QuizDialogue: Sendable {
  /// The questions and answers so far.
  package private(set) var quiz: Quiz
  private let document: Document
  private var timeline: Timeline
  private var snapshot: Snapshot
  private var prediction: Prediction?
  private var number = 0

  package init(_ document: Document, phases: Set<Phase>, count: Int?, seed: UInt64) {
    self.document = document
    timeline = Timeline(Training(of: document))
    snapshot = timeline.snapshot(at: timeline.plan.beginning)
    quiz = Quiz(about: timeline.plan, phases: phases, count: count, seed: seed)
  }

  private var words: Wording {
    Wording(document: document, snapshot: snapshot, writing: Writing(decimals: 2))
  }

  /// Returns the next question in words; `nil` if there are no more.
  package mutating func ask() -> String? {
    guard let (place, seed) = quiz.nextPlace() else { return nil }
    number += 1
    snapshot = timeline.snapshot(at: place.asked)
    let question = Question(place, at: snapshot, decimals: 2, seed: seed)
    prediction = Prediction(question, origin: timeline.plan.beginning)
    let given = words.given(question).map { "\($0.name) = \($0.text)" }
    return """
      \(number)/\(quiz.count)  \(place.action.phase.name)  \(words.sentence(question))
        given: \(given.joined(separator: ", "))
        \(words.subject(question)) = ?
      """
  }

  /// Takes an answer, or `?` for more of the solution, and returns the reply.
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
      switch current.hint {
      case .nothing: break
      case .part:
        if let part = words.wrongPart(current) { lines.append("look at \(part)") }
      case .symbols: lines.append("= \(words.symbols(question))")
      case .numbers:
        let numbers = words.numbers(question)
        if !numbers.isEmpty { lines.append("= \(numbers)") }
      }
    }
    return lines.map { "  " + $0 }.joined(separator: "\n")
  }

  /// Whether the last question still waits for an answer.
  package var isOpen: Bool { prediction != nil }

  /// Ends the quiz with the answers so far.
  package mutating func end() {
    if let prediction { quiz.note(prediction, words) }
    prediction = nil
    quiz.end()
  }
}
