import Backpropagation
import ComputationGraph
import Learning
import Sentences

/// Questions over an iteration, and what became of them.
package struct Quiz: Sendable {
  /// What became of one question.
  package struct Record: Sendable {
    /// What was asked for: `∂f/∂x`, `q[0, 1]`.
    package let question: String
    package let phase: Phase
    package let number: QuestionPlace.Number
    package let expected: Double
    /// What was typed, in its order.
    package let answers: [String]
    /// Whether the first answer was right.
    package let isRight: Bool
    /// What the first answer with a known mistake did wrong.
    package let mistake: Mistake?
    package let hasGivenUp: Bool
  }

  package let seed: UInt64
  private let places: [QuestionPlace]
  private var next = 0
  package private(set) var records: [Record] = []
  /// Whether nothing more will be asked.
  package private(set) var isOver = false

  /// Questions about the first iteration: all of them, or as many as `count`, chosen by the seed and
  /// asked in their order.
  package init(about plan: StepPlan, phases: Set<Phase>, count: Int?, seed: UInt64) {
    self.seed = seed
    let all = plan.questions(ofIteration: 0, in: phases)
    guard let count, count < all.count else {
      places = all
      return
    }
    var random = RandomNumbers(seed: seed)
    var order = Array(all.indices)
    for index in 0..<count { order.swapAt(index, index + random.below(order.count - index)) }
    places = order[..<count].sorted().map { all[$0] }
  }

  /// How many questions there are.
  package var count: Int { places.count }

  /// The next place and what chooses its entry.
  mutating func nextPlace() -> (QuestionPlace, seed: UInt64)? {
    guard next < places.count, !isOver else {
      isOver = true
      return nil
    }
    next += 1
    return (places[next - 1], seed &+ UInt64(next))
  }

  /// Ends it; questions that were not asked do not count.
  mutating func end() { isOver = true }

  /// Notes a question that has been answered, rightly or not.
  mutating func note(_ prediction: Prediction, _ words: Wording) {
    guard prediction.hasGivenUp || !prediction.tries.isEmpty else { return }
    let question = prediction.question
    records.append(
      Record(
        question: words.subject(question), phase: question.place.action.phase,
        number: question.place.number, expected: question.number,
        answers: prediction.tries.map(\.text), isRight: prediction.isRightAtOnce,
        mistake: prediction.mistake, hasGivenUp: prediction.hasGivenUp))
  }

  /// How many were right at once.
  package var score: Int { records.count(where: \.isRight) }

  /// The result: the score, the mistakes by their number, what was not right at once.
  package var resultLines: [String] {
    var lines = ["\(score) of \(records.count) right at once"]
    if records.count < count { lines[0] += ", \(count - records.count) not answered" }
    let made = Mistake.allCases.map { mistake in
      (mistake, records.count { $0.mistake == mistake })
    }.filter { $0.1 > 0 }.sorted { $0.1 > $1.1 }
    if !made.isEmpty {
      lines += ["", "mistakes"] + made.map { "  \($0.1) × \($0.0.words)" }
    }
    let missed = records.filter { !$0.isRight }
    if !missed.isEmpty {
      lines += ["", "not right at once"]
      lines += missed.map { record in
        let answers = record.answers.joined(separator: ", ")
        return "  \(record.phase.name)  \(record.question) = "
          + NumberText.shortest(record.expected) + (answers.isEmpty ? "" : "   answered \(answers)")
      }
    }
    return lines
  }
}

extension Mistake {
  /// The mistake in a few words: `forgotUpstream` as `forgot upstream`.
  var words: String {
    rawValue.reduce(into: "") { text, character in
      text += character.isUppercase ? " " + character.lowercased() : String(character)
    }
  }
}

extension Session {
  /// Starts a quiz with its first question; it grades with right numbers only.
  mutating func start(_ quiz: Quiz) throws(Refusal) {
    guard hunt == nil else {
      throw Refusal("a mistake is on, so no answer could be graded; :bug off first")
    }
    self.quiz = quiz
    askNext()
  }

  /// Asks the next question of the quiz; when there is none, the quiz is over.
  mutating func askNext() {
    // The questions are about the gates as they are when none is open.
    if !timeline.openGates.isEmpty { setAllGates(open: false) }
    while let (place, seed) = quiz?.nextPlace() {
      if ask(place, from: place.asked, seed: seed) { return }
    }
  }

  /// Ends the quiz, with what was answered of the question that is open.
  mutating func endQuiz() {
    if let prediction {
      let words = words
      quiz?.note(prediction, words)
      leavePrediction()
    }
    quiz?.end()
  }
}
