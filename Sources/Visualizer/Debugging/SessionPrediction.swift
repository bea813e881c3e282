import Backpropagation
import Cells
import ComputationGraph
import Sentences

// Numbers that are predicted before they are seen.
extension Session {
  /// Asks for the next number; where nobody can compute it, says so.
  mutating func predict() throws(Refusal) -> Note? {
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
    prediction = Prediction(question, origin: origin)
    return true
  }

  /// Asks, in a file that was read again, what was being asked.
  mutating func askAgain(_ old: Prediction?) {
    guard old != nil, hunt == nil else { return }
    _ = try? predict()
  }

  /// Takes what was typed. The right number makes the step.
  mutating func answer(_ text: String) -> Note? {
    let words = words
    prediction?.answer(text, words)
    return settle(words)
  }

  /// Shows more of the solution, at last the number.
  mutating func showMoreOfSolution() -> Note? {
    let words = words
    prediction?.showMore()
    return settle(words)
  }

  /// Returns to where it was asked; nothing is lost.
  mutating func leavePrediction() {
    guard let origin = prediction?.origin else { return }
    prediction = nil
    arrive(at: origin)
  }

  private mutating func settle(_ words: Wording) -> Note? {
    guard let prediction else { return nil }
    score.note(prediction)
    guard prediction.isOver else { return nil }
    let question = prediction.question
    let number = "\(words.subject(question)) = \(words.answer(question))"
    let next = quiz == nil ? "p asks the next" : "Enter asks the next"
    quiz?.note(prediction, words)
    self.prediction = nil
    arrive(at: question.place.answered)
    return "\(prediction.hasGivenUp ? "it is" : "✓ right:") \(number)   \(score.text)   \(next)"
  }

  /// Names and numbers as they are written here.
  var words: Wording {
    Wording(
      document: document, snapshot: snapshot, writing: writing, isRiddle: hunt?.isRiddle == true)
  }
}

extension Question {
  /// Whether the value of a node is the number that must not be seen.
  func hidesValue(of node: Node.ID) -> Bool { place.number == .value && node == self.node }

  /// Whether the gradient of a node is; what has arrived before is known.
  func hidesGradient(of node: Node.ID, _ state: Snapshot.NumberState) -> Bool {
    place.action.phase == .backward && node == self.node && state != .partial
  }

  /// Whether something that is asked for comes to what has arrived at a node before.
  func asksForMore(of node: Node.ID, _ state: Snapshot.NumberState) -> Bool {
    place.action.phase == .backward && node == self.node && state == .partial
  }
}
