/// The numbers that divide single scores, and labels, into two classes.
///
/// Two different labels are divided halfway between them: −1 and 1 by 0, 0 and 1 by ½, 1 and 2 by 1½.
/// Others are divided by 0 where one of them is below it, and else by ½. So are scores, because a model that learns such labels gives numbers around them: a margin of −1 or 1, a probability, or a
/// least-squares fit of 0 and 1. A logit is none of these: it says ½ by 0, so a file whose scores
/// are logits of 0/1 labels says so with `threshold = 0`.
public struct Threshold: Hashable, Sendable {
  /// A label above it is class 1.
  public let ofLabels: Double
  /// A score above it says class 1.
  public let ofScores: Double
  /// Whether the file says what divides the scores.
  public let isWritten: Bool

  /// The threshold for labels; `written` is what the file says.
  public init(labels: some Sequence<Double>, written: Double? = nil) {
    var found: [Double] = []
    for label in labels where !found.contains(label) {
      found.append(label)
      if found.count > 2 { break }
    }
    ofLabels =
      found.count == 2
      ? found[0] / 2 + found[1] / 2 : labels.contains { $0 < 0 } ? 0 : 0.5
    ofScores = written ?? ofLabels
    isWritten = written != nil
  }

  /// The same, with labels that have been divided elsewhere.
  public init(like other: Threshold, written: Double?) {
    ofLabels = other.ofLabels
    ofScores = written ?? other.ofLabels
    isWritten = written != nil
  }

  /// The class of a single score; `nil` for NaN.
  public func `class`(ofScore score: Double) -> Int? {
    score.isNaN ? nil : score > ofScores ? 1 : 0
  }

  /// The class of a label.
  public func `class`(ofLabel label: Double) -> Int { label > ofLabels ? 1 : 0 }

  /// Of scores of 0/1 labels, which ½ divides because nothing else is said, the one that is farthest
  /// outside 0…1; `nil` where there is none, and the scores can be probabilities.
  public func farthestOutside(_ scores: some Sequence<Double>) -> Double? {
    guard !isWritten, ofScores == 0.5 else { return nil }
    return scores.filter { $0.isFinite && !(0...1).contains($0) }
      .max { abs($0 - 0.5) < abs($1 - 0.5) }
  }
}

/// The share of rows whose scores say the class of their label: the largest score is at its place,
/// and of equal ones the first counts. A single score per row is divided as the label is, by
/// `threshold`.
public func accuracy(_ scores: [Double], labels: [Double], threshold: Threshold) -> Double {
  guard !labels.isEmpty else { return .nan }
  let classes = scores.count / labels.count
  let right = labels.indices.count { row in
    guard classes > 1 else {
      return threshold.class(ofScore: scores[row]) == threshold.class(ofLabel: labels[row])
    }
    let first = row * classes
    let best = (first..<first + classes).reduce(first) { scores[$1] > scores[$0] ? $1 : $0 }
    return Double(best - first) == labels[row]
  }
  return Double(right) / Double(labels.count)
}
