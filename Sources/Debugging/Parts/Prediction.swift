import Backpropagation
import ExpressionLanguage
import Sentences

/// A number that is predicted before it is seen: the answers, and their verdicts.
package struct Prediction: Sendable {
  /// The part of the solution that is shown.
  ///
  /// Each wrong answer goes one rung up this ladder, and `?` as well; above the numbers is the answer,
  /// which `?` alone tells.
  package enum Hint: Int, Comparable, Sendable {
    /// `part` is which part of a downstream gradient is wrong, which only an answer can tell.
    case nothing, part, symbols, numbers

    package static func < (a: Hint, b: Hint) -> Bool { a.rawValue < b.rawValue }

    fileprivate var next: Hint { Hint(rawValue: rawValue + 1) ?? self }
  }

  /// A typed answer, right or wrong.
  struct Try: Hashable, Sendable {
    package let text: String
    let verdict: Verdict
  }

  /// The response to the last typed text.
  package enum Response: Hashable, Sendable {
    case nothingTyped
    /// Neither a number nor a formula that can be evaluated here, with the reason.
    case unreadable(String)
    case judged(Verdict, text: String)
  }

  package let question: Question
  /// The position to return to when the question is left.
  let origin: Position
  private(set) var tries: [Try] = []
  package private(set) var hint = Hint.nothing
  package private(set) var response: Response?
  package private(set) var hasGivenUp = false
  /// Whether more of the solution was asked for since the last answer.
  package private(set) var hasAskedSince = false

  package init(_ question: Question, origin: Position) {
    self.question = question
    self.origin = origin
  }

  /// Whether the last typed text was a wrong answer.
  package var isWrong: Bool {
    if case .judged(let verdict, _) = response {
      verdict != .right && !verdict.isOpen
    } else {
      false
    }
  }

  /// Whether no further answer is expected.
  package var isOver: Bool { hasGivenUp || tries.last?.verdict == .right }

  /// Whether the first answer was right.
  var isRightAtOnce: Bool { tries.first?.verdict == .right && !(hasGivenUp && tries.count == 1) }

  /// The known mistake of the last answer; `nil` if it was none.
  package var lastMistake: Mistake? {
    if case .mistake(let mistake)? = tries.last?.verdict { mistake } else { nil }
  }

  /// The first known mistake among the answers.
  var mistake: Mistake? {
    for attempt in tries {
      if case .mistake(let mistake) = attempt.verdict { return mistake }
    }
    return nil
  }

  /// Notes that the typed text changes.
  package mutating func forgetResponse() { response = nil }

  /// Judges an answer: a number, or a formula of known numbers.
  package mutating func answer(_ text: String, _ words: Wording) {
    hasAskedSince = false
    let text = text.trimmed
    guard !text.isEmpty else {
      response = .nothingTyped
      return
    }
    let answer: Answer
    // A file may have a name that looks like a number, such as `inf`.
    if let written = WrittenNumber(text), words.document.node(named: text) == nil {
      answer = .written(written)
    } else {
      do throws(Formula.Problem) {
        answer = .computed(
          try Formula(text, functions: words.document.functions).value {
            (reference) throws(Formula.Problem) in
            try words.known(reference, asking: question)
          })
      } catch {
        response = .unreadable(error.sentence)
        return
      }
    }
    let verdict = question.verdict(on: answer)
    response = .judged(verdict, text: text)
    if verdict.isOpen { return }
    tries.append(Try(text: text, verdict: verdict))
    if isWrong { hint = hint.next }
  }

  /// Shows more of the solution; gives up when all of it is shown.
  package mutating func showMore() {
    hasAskedSince = true
    if hint == .numbers { hasGivenUp = true }
    hint = max(hint.next, .symbols)
  }
}

extension String {
  /// The text without blanks at both ends.
  package var trimmed: String {
    let start = drop { $0.isWhitespace }
    return String(String(start.reversed().drop { $0.isWhitespace }).reversed())
  }
}
