import Backpropagation

/// The number of predictions, and of those that were right at once.
package struct PredictionScore: Hashable, Sendable {
  package private(set) var right = 0
  package private(set) var count = 0
  /// The place that was counted last; returning to it does not count again.
  private var last: Position?

  package init() {}

  /// Counts a question once its first answer is known.
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
