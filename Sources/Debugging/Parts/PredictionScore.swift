import Backpropagation

/// The number of predictions, and of those that were right at once.
package struct PredictionScore: Hashable, Sendable {
  package private(set) var right = 0
  package private(set) var count = 0
  /// Whether the seed has been asked for; it is always the same, so once is enough.
  package private(set) var hasSeed = false
  /// The place that was counted last; returning to it does not count again.
  private var last: Position?

  /// Before the first prediction, perhaps of somebody who has answered for the seed in another file.
  package init(hasSeed: Bool = false) { self.hasSeed = hasSeed }

  /// Counts a question once its first answer is known.
  package mutating func note(_ prediction: Prediction) {
    guard prediction.hasGivenUp || !prediction.tries.isEmpty,
      last != prediction.question.place.answered
    else { return }
    last = prediction.question.place.answered
    if prediction.question.place.number == .seed { hasSeed = true }
    count += 1
    right += prediction.isRightAtOnce ? 1 : 0
  }

  /// `7 of 9 right`.
  package var text: String { "\(right) of \(count) right" }
}
