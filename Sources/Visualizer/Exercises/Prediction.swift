import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage
import Sentences

/// A number that somebody predicts before it is seen: what was typed, and what came of it.
package struct Prediction: Sendable {
  /// How much of the solution is shown.
  enum Hint: Int, Comparable, Sendable {
    case nothing, symbols, numbers

    static func < (a: Hint, b: Hint) -> Bool { a.rawValue < b.rawValue }

    var next: Hint { Hint(rawValue: rawValue + 1) ?? self }
  }

  /// Something typed that was an answer, right or wrong.
  struct Try: Hashable, Sendable {
    let text: String
    let verdict: Verdict
  }

  let question: Question
  /// The position to return to when it is left.
  let origin: Position
  private(set) var tries: [Try] = []
  private(set) var hint = Hint.nothing
  /// What there is to say about what was typed last.
  private(set) var response: String?
  /// Whether that was an answer and wrong, and not something that cannot be read.
  private(set) var isWrong = false
  private(set) var hasGivenUp = false
  /// Whether more of the solution was asked for since the last answer.
  private(set) var hasAskedSince = false

  init(_ question: Question, origin: Position) {
    self.question = question
    self.origin = origin
  }

  /// Whether nothing more is to be answered.
  var isOver: Bool { hasGivenUp || tries.last?.verdict == .right }

  /// Whether the first answer was right.
  var isRightAtOnce: Bool { tries.first?.verdict == .right && !(hasGivenUp && tries.count == 1) }

  /// The mistake of the first answer that was a known one.
  var mistake: Mistake? {
    for attempt in tries {
      if case .mistake(let mistake) = attempt.verdict { return mistake }
    }
    return nil
  }

  /// Something else is typed.
  mutating func forgetResponse() { response = nil }

  /// Takes an answer: a number, or a formula of what is known.
  mutating func answer(_ text: String, _ words: Wording) {
    isWrong = false
    hasAskedSince = false
    let text = text.trimmed
    guard !text.isEmpty else {
      response = "type a number or a formula; ? shows the formula"
      return
    }
    let answer: Answer
    if let written = WrittenNumber(text) {
      answer = .written(written)
    } else {
      do throws(Formula.Problem) {
        answer = .computed(
          try Formula(text).value { (reference) throws(Formula.Problem) in
            try words.known(reference, asking: question)
          })
      } catch {
        response = error.sentence
        return
      }
    }
    let verdict = question.verdict(on: answer)
    response = words.sentence(for: verdict, on: text, question)
    if verdict == .imprecise { return }
    tries.append(Try(text: text, verdict: verdict))
    isWrong = verdict != .right
    if isWrong { hint = max(hint, tries.count == 1 ? .symbols : .numbers) }
  }

  /// Shows more of the solution; when all is shown, gives up.
  mutating func showMore() {
    hasAskedSince = true
    if hint == .numbers { hasGivenUp = true }
    hint = hint.next
  }
}

/// How many numbers were predicted, and how many of them right at once.
package struct PredictionScore: Hashable, Sendable {
  package private(set) var right = 0
  package private(set) var count = 0
  /// The place that was counted last: coming back to it does not count again.
  private var last: Position?

  package init() {}

  /// Counts a question when its first answer is known.
  mutating func note(_ prediction: Prediction) {
    guard prediction.hasGivenUp || !prediction.tries.isEmpty,
      last != prediction.question.place.answered
    else { return }
    last = prediction.question.place.answered
    count += 1
    right += prediction.isRightAtOnce ? 1 : 0
  }

  /// `7 of 9 right`.
  package var text: String { "\(right) of \(count) right" }
}

extension String {
  /// Without the blanks at both ends.
  var trimmed: String {
    let start = drop { $0.isWhitespace }
    return String(String(start.reversed().drop { $0.isWhitespace }).reversed())
  }
}
