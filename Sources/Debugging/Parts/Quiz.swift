import Backpropagation
import Learning
import Sentences

/// Questions about an iteration, and their results.
package struct Quiz: Sendable {
  /// The result of one question.
  package struct Record: Sendable {
    /// The number asked for: `∂f/∂x`, `q[0, 1]`.
    package let question: String
    package let phase: Phase
    package let number: QuestionPlace.Number
    package let expected: Double
    /// The typed answers in order.
    package let answers: [String]
    /// Whether the first answer was right.
    package let isRight: Bool
    /// The mistake of the first answer with a known one.
    package let mistake: Mistake?
    package let hasGivenUp: Bool
  }

  package let seed: UInt64
  private let places: [QuestionPlace]
  private var next = 0
  package private(set) var records: [Record] = []
  /// Whether the quiz is over.
  package private(set) var isOver = false

  /// Questions about the first iteration: all of them, or `count` of them, chosen by the seed and
  /// asked in their order. The seed of the backward pass, which is the same in every quiz, and
  /// gradients of data are asked for only where there is nothing else.
  package init(about plan: StepPlan, phases: Set<Phase>, count: Int?, seed: UInt64) {
    self.seed = seed
    let every = plan.questions(ofIteration: plan.firstIteration, in: phases)
    let wanted = every.filter { $0.number != .seed && !plan.isAboutData($0) }
    let all = wanted.isEmpty ? every : wanted
    guard let count, count < all.count else {
      places = all
      return
    }
    var random = RandomNumbers(seed: seed)
    var order = Array(all.indices)
    for index in 0..<count { order.swapAt(index, index + random.below(order.count - index)) }
    places = order[..<count].sorted().map { all[$0] }
  }

  /// The number of questions.
  package var count: Int { places.count }

  /// The next place, and the seed that chooses its entry.
  package mutating func nextPlace() -> (QuestionPlace, seed: UInt64)? {
    guard next < places.count, !isOver else {
      isOver = true
      return nil
    }
    next += 1
    return (places[next - 1], seed &+ UInt64(next))
  }

  /// Ends the quiz; questions that were not asked do not count.
  package mutating func end() { isOver = true }

  /// Notes a question that has been answered, rightly or not.
  package mutating func note(_ prediction: Prediction, _ words: Wording) {
    guard prediction.hasGivenUp || !prediction.tries.isEmpty else { return }
    let question = prediction.question
    records.append(
      Record(
        question: words.subject(question), phase: question.place.action.phase,
        number: question.place.number, expected: question.number,
        answers: prediction.tries.map(\.text), isRight: prediction.isRightAtOnce,
        mistake: prediction.mistake, hasGivenUp: prediction.hasGivenUp))
  }

  /// The number that were right at once.
  package var score: Int { records.count(where: \.isRight) }
}
