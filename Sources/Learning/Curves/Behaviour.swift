/// What a loss does over the iterations, as far as its curve tells.
///
/// A curve is judged by the medians of its last quarters, so that neither the noise of batches nor
/// a single spike decides. Two medians differ where they are further apart than three times the
/// error that the noise leaves them; see `CurveStatistics`. Below, *progress* is how far the last
/// quarter lies below where the curve began.
public enum Behaviour: Hashable, Sendable {
  /// The loss is NaN or infinite, for the first time in this iteration.
  case notFinite(since: Int)
  /// The last quarter lies above the one before it and above the first values.
  ///
  /// It overshoots where a gradient has changed its sign twice: steps jump over the minimum. A
  /// step in the wrong direction makes the loss grow, too, and no learning rate mends that.
  case diverging(overshoots: Bool)
  /// The loss is below 0, falls, and has not become slower from quarter to quarter. A loss with a
  /// minimum slows down as it comes near.
  case fallingWithoutBound
  /// A gradient, or the change of the loss, goes up and down in regular half-waves; they become
  /// smaller if it settles. See `Oscillation`.
  case oscillating(settles: Bool)
  /// It goes up and down as much as before, but falls over whole waves; see `Oscillation`.
  case convergingUnevenly
  /// The loss of the test rows is higher than it was in this iteration, by more than its noise and
  /// a twentieth, while that of the training rows has fallen by more than a twentieth since.
  case overfitting(lowestAt: Int)
  /// The last two quarters differ by less than a thousandth of the progress, in however few
  /// iterations that was made.
  case converged
  /// The progress is less than a thousandth of the loss: it saturates, or the learning rate is too
  /// small.
  case flat
  /// The last quarter lies below the one before it.
  case converging
  /// The last quarter lies above the one before it, but not above where the curve began; the loss
  /// was lowest in this iteration.
  case risingAgain(lowestAt: Int)
  /// None of these.
  case unclear

  /// How many values of a loss are judged at least.
  public static let leastCount = 6

  /// Judges a loss: that of all training rows, or of batches.
  ///
  /// The loss of the test rows tells about overfitting. Gradients that change their sign tell
  /// whether steps jump over a minimum: the loss alone, (w − 3)², falls just the same with the
  /// learning rates 0.1 and 0.9. What happened before the iteration `start` does not count.
  /// Returns `nil` for fewer than `leastCount` values.
  public init?(
    loss: Curve, test: Curve? = nil, gradients: [Curve] = [], since start: Int = 0
  ) {
    let loss = loss.values(since: start)
    if let index = loss.values.firstIndex(where: { !$0.isFinite }) {
      self = .notFinite(since: loss.iteration(of: index))
      return
    }
    guard loss.values.count >= Self.leastCount else { return nil }
    let statistics = CurveStatistics(loss.values)
    let gradients = gradients.map { $0.values(since: start) }
    // A parameter whose gradient is small beside the others' does not decide.
    let decisive = (gradients.map(\.recentSize).max() ?? 0) / 10
    let oscillation =
      gradients.compactMap { Oscillation(ofGradient: $0) }.filter { $0.size >= decisive }
      .max { $0.size < $1.size } ?? Oscillation(ofLoss: loss.values)
    let overshoots = gradients.contains { $0.recentSize >= decisive && $0.changesSignTwice }
    self =
      statistics.growth(overshoots: overshoots) ?? statistics.lasting(oscillation, loss)
      ?? Self.overfitting(loss, test?.values(since: start))
      ?? (statistics.isConverged
        ? .converged : oscillation.map { _ in .oscillating(settles: true) })
      ?? statistics.ofTheRest(loss)
  }

  private static func overfitting(_ training: IteratedValues, _ test: IteratedValues?) -> Behaviour?
  {
    guard let test, test.values.count >= 8, test.values.allSatisfy(\.isFinite) else { return nil }
    let statistics = CurveStatistics(test.values)
    // Medians of twelve parts, of which the lowest is low by chance as well.
    let length = max(1, test.values.count / 12)
    let parts = stride(
      from: test.values.startIndex, through: test.values.endIndex - length, by: length
    ).map {
      $0..<$0 + length
    }
    let medians = parts.map { median(test.values[$0]) }
    guard let least = medians.indices.min(by: { medians[$0] < medians[$1] }),
      let lowest = parts[least].min(by: { test.values[$0] < test.values[$1] })
    else { return nil }
    let quarter = CurveStatistics.errorOfMedian(of: test.values.count / 4)
    let margin = 3 * statistics.noise * (CurveStatistics.errorOfMedian(of: length) + quarter)
    let rise = statistics.last - medians[least]
    let scale = max(abs(medians[least]), abs(statistics.last))
    guard least + 2 < parts.count, rise > margin, rise > clearShare * scale else { return nil }
    let iteration = test.iteration(of: lowest)
    let index = training.index(ofIteration: iteration)
    let around = max(training.values.startIndex, index - training.values.count / 24)...index
    let before = median(training.values[around])
    guard before - CurveStatistics(training.values).last > clearShare * abs(before) else {
      return nil
    }
    return .overfitting(lowestAt: iteration)
  }

  /// Which share of a loss it must rise or fall by at least, where one speaks of overfitting: two
  /// curves that have come to rest still creep a hundredth this way or that.
  private static let clearShare = 0.05
}

extension CurveStatistics {
  /// What a loss does that goes to infinity.
  fileprivate func growth(overshoots: Bool) -> Behaviour? {
    if last - quarters[2] > margin, last - quarters[0] > margin, last - first > progressMargin {
      return .diverging(overshoots: overshoots)
    }
    let falls = zip(quarters, quarters.dropFirst()).map { $0 - $1 }
    let doesNotSlowDown = zip(falls, falls.dropFirst()).allSatisfy { $1 >= $0 * (1 - 1e-6) }
    return last < 0 && falls[0] > margin && doesNotSlowDown ? .fallingWithoutBound : nil
  }

  /// What a loss does that goes up and down for good.
  fileprivate func lasting(_ oscillation: Oscillation?, _ loss: IteratedValues) -> Behaviour? {
    guard let oscillation, !oscillation.settles else { return nil }
    // Quarters cut waves anywhere: the last one may be lower for having one crest less.
    return quarters[2] - last > margin && oscillation.falls(loss.values)
      ? .convergingUnevenly : .oscillating(settles: false)
  }

  fileprivate var isConverged: Bool {
    progress > max(progressMargin, 0.001 * abs(first))
      && abs(quarters[2] - last) <= 0.001 * progress + margin
  }

  fileprivate func ofTheRest(_ loss: IteratedValues) -> Behaviour {
    if abs(progress) <= 0.001 * abs(first) + progressMargin,
      abs(quarters[0] - last) <= 0.001 * abs(first) + margin
    {
      return .flat
    }
    if quarters[2] - last > margin { return .converging }
    guard last - quarters[2] > margin,
      let lowest = loss.values.indices.min(by: { loss.values[$0] < loss.values[$1] })
    else { return .unclear }
    return .risingAgain(lowestAt: loss.iteration(of: lowest))
  }
}

/// The values of a curve from some iteration on.
struct IteratedValues: Hashable, Sendable {
  /// The values; their indices count those of the whole curve.
  let values: ArraySlice<Double>
  let stride: Int

  func iteration(of index: Int) -> Int { index * stride }

  /// The value at an iteration or the last one before it.
  func index(ofIteration iteration: Int) -> Int {
    max(values.startIndex, min(values.endIndex - 1, iteration / stride))
  }
}

extension Curve {
  /// The values from an iteration on.
  func values(since start: Int) -> IteratedValues {
    let skipped = min(values.count, (max(0, start) + stride - 1) / stride)
    return IteratedValues(values: values[skipped...], stride: stride)
  }
}
