import Backpropagation
import ComputationGraph
import Sentences

// Numbers that are predicted before they are seen.
extension Debugger {
  /// Asks for the next number.
  package mutating func predict() -> Note? {
    let note = pause()
    let place = timeline.nextQuestion(after: position, withSeed: !score.hasSeed)
    let origin = position
    arrive(at: max(position, place.asked))
    exercise.prediction = Prediction(
      Question(place, at: snapshot, decimals: decimals, seed: nil), origin: origin)
    return note
  }

  /// Handles a typed answer. The right number makes the step.
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

  /// Returns to the place of the question; nothing is lost.
  package mutating func leavePrediction() {
    guard let origin = exercise.prediction?.origin else { return }
    exercise.prediction = nil
    arrive(at: origin)
  }

  /// Starts a quiz with its first question; a quiz grades with right numbers only.
  package mutating func start(_ quiz: Quiz) throws(Refusal) {
    guard exercise.hunt == nil else {
      throw Refusal("a mistake is on, so no answer could be graded; :bug off first")
    }
    exercise.quiz = quiz
    askNext()
  }

  /// Asks the next question of the quiz; when there is none, the quiz is over.
  package mutating func askNext() {
    // The questions are about the graph with all gates closed.
    if !timeline.openGates.isEmpty { setAllGates(open: false) }
    while let (place, seed) = exercise.quiz?.nextPlace() {
      if timeline.isHeld(place) { continue }
      let origin = position
      arrive(at: place.asked)
      exercise.prediction = Prediction(
        Question(place, at: snapshot, decimals: decimals, seed: seed), origin: origin)
      return
    }
  }

  /// Ends the quiz, including the answers to the open question.
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
  /// Whether the value of a node is the hidden number.
  package func hidesValue(of node: Node.ID) -> Bool { place.number == .value && node == self.node }

  /// Whether the gradient of a node is the hidden number; what has arrived before is known.
  package func hidesGradient(of node: Node.ID, _ state: Snapshot.NumberState) -> Bool {
    place.action.phase == .backward && node == self.node && state != .partial
  }

  /// Whether the number asked for is added to what has already arrived at a node.
  package func asksForMore(of node: Node.ID, _ state: Snapshot.NumberState) -> Bool {
    place.action.phase == .backward && node == self.node && state == .partial
  }
}
