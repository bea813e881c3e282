import Backpropagation
import ComputationGraph
import Sentences

// Numbers that are predicted before they are seen.
extension Debugger {
  /// Asks for the next number; where nobody can compute it, says so.
  package mutating func predict() throws(Refusal) -> Note? {
    let note = pause()
    let place = timeline.nextQuestion(after: position)
    if !ask(place, from: max(position, place.asked), seed: nil) {
      throw Refusal("the next number is not finite: there is nothing to predict")
    }
    return note
  }

  /// Asks for a number where everything before it has happened. Returns whether it is computed and
  /// finite.
  mutating func ask(_ place: QuestionPlace, from start: Position, seed: UInt64?) -> Bool {
    if timeline.isHeld(place) { return false }
    let origin = position
    arrive(at: start)
    let question = Question(place, at: snapshot, decimals: decimals, seed: seed)
    guard question.number.isFinite else {
      arrive(at: origin)
      return false
    }
    exercise.prediction = Prediction(question, origin: origin)
    return true
  }

  /// Takes what was typed. The right number makes the step.
  package mutating func answer(_ text: String) -> Note? {
    let words = words
    exercise.prediction?.answer(text, words)
    return settle(words)
  }

  /// Shows more of the solution, at last the number.
  package mutating func showMoreOfSolution() -> Note? {
    let words = words
    exercise.prediction?.showMore()
    return settle(words)
  }

  /// Returns to where it was asked; nothing is lost.
  package mutating func leavePrediction() {
    guard let origin = exercise.prediction?.origin else { return }
    exercise.prediction = nil
    arrive(at: origin)
  }

  /// Starts a quiz with its first question; it grades with right numbers only.
  package mutating func start(_ quiz: Quiz) throws(Refusal) {
    guard exercise.hunt == nil else {
      throw Refusal("a mistake is on, so no answer could be graded; :bug off first")
    }
    exercise.quiz = quiz
    askNext()
  }

  /// Asks the next question of the quiz; when there is none, the quiz is over.
  package mutating func askNext() {
    // The questions are about the gates as they are when none is open.
    if !timeline.openGates.isEmpty { setAllGates(open: false) }
    while let (place, seed) = exercise.quiz?.nextPlace() {
      if ask(place, from: place.asked, seed: seed) { return }
    }
  }

  /// Ends the quiz, with what was answered of the question that is open.
  package mutating func endQuiz() {
    if let prediction = exercise.prediction {
      let words = words
      exercise.quiz?.note(prediction, words)
      leavePrediction()
    }
    exercise.quiz?.end()
  }

  private mutating func settle(_ words: Wording) -> Note? {
    guard let prediction = exercise.prediction else { return nil }
    score.note(prediction)
    guard prediction.isOver else { return nil }
    let question = prediction.question
    let number = "\(words.subject(question)) = \(words.answer(question))"
    let next = exercise.quiz == nil ? "p asks the next" : "Enter asks the next"
    exercise.quiz?.note(prediction, words)
    exercise.prediction = nil
    arrive(at: question.place.answered)
    return "\(prediction.hasGivenUp ? "it is" : "✓ right:") \(number)   \(score.text)   \(next)"
  }
}

extension Question {
  /// Whether the value of a node is the number that must not be seen.
  package func hidesValue(of node: Node.ID) -> Bool { place.number == .value && node == self.node }

  /// Whether the gradient of a node is; what has arrived before is known.
  package func hidesGradient(of node: Node.ID, _ state: Snapshot.NumberState) -> Bool {
    place.action.phase == .backward && node == self.node && state != .partial
  }

  /// Whether something that is asked for comes to what has arrived at a node before.
  package func asksForMore(of node: Node.ID, _ state: Snapshot.NumberState) -> Bool {
    place.action.phase == .backward && node == self.node && state == .partial
  }
}
