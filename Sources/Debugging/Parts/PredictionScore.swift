import Backpropagation

/// How many numbers were predicted, and how many of them right at once.
package struct PredictionScore: Hashable, Sendable {
  package private(set) var right = 0
  package private(set) var count = 0
  /// The place that was counted last: coming back to it does not count again.
  private var last: Position?

  package init() {}

  /// Counts a question when its first answer is known.
  package mutating func note(_ prediction: Prediction) {
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
