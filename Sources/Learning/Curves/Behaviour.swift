/// The behaviour of a loss over the iterations, as its curve shows it.
///
/// A curve is judged by the medians of its last quarters, so that neither batch noise nor a single
/// spike decides. Two medians differ if they are further apart than three times their standard
/// error; see `CurveStatistics`. Below, *progress* is the distance from the start of the curve down
/// to its last quarter.
public enum Behaviour: Hashable, Sendable {
  /// The loss is NaN or infinite, from this iteration on.
  case notFinite(since: Int)
  /// The last quarter lies above the one before it and above the first values.
  ///
  /// It overshoots if a gradient has changed its sign twice: steps jump over the minimum. Steps in
  /// the wrong direction also make the loss grow, and no learning rate fixes that.
  case diverging(overshoots: Bool)
  /// The loss is below 0, falls, and has not slowed down from quarter to quarter. A loss that has a
  /// minimum slows down as it approaches it.
  case fallingWithoutBound
  /// A gradient, or the change of the loss, goes up and down in regular half-waves, which shrink if
  /// it settles. See `Oscillation`.
  case oscillating(settles: Bool)
  /// The swings stay as large, but the loss falls over whole waves; see `Oscillation`.
  case convergingUnevenly
  /// The test loss is higher than it was in this iteration, by more than its noise and a twentieth,
  /// while the training loss has fallen by more than a twentieth since.
  case overfitting(lowestAt: Int)
  /// The last two quarters differ by less than a thousandth of the progress, however few iterations
  /// it took.
  case converged
  /// The progress is less than a thousandth of the loss: gates saturate, or the learning rate is
  /// too small.
  case flat
  /// The last quarter lies below the one before it.
  case converging
  /// The last quarter lies above the one before it, but not above the start of the curve; the loss
  /// was lowest in this iteration.
  case risingAgain(lowestAt: Int)
  /// None of these.
  case unclear

  /// The least number of values that is judged.
  public static let leastCount = 6

  /// Judges the loss of all training rows, or of batches.
  ///
  /// The test loss reveals overfitting. Gradients that change their sign reveal steps that jump
  /// over a minimum, which the loss alone does not: (w − 3)² falls in the same way with learning
  /// rates 0.1 and 0.9. Values before the iteration `start` are ignored. Returns `nil` for fewer
  /// than `leastCount` values.
  public init?(loss: Curve, test: Curve? = nil, gradients: [Curve] = [], since start: Int = 0) {
    let loss = loss.values(since: start)
    if let index = loss.values.firstIndex(where: { !$0.isFinite }) {
      self = .notFinite(since: loss.iteration(of: index))
      return
    }
    guard loss.values.count >= Self.leastCount else { return nil }
    let statistics = CurveStatistics(loss.values)
    let gradients = gradients.map { $0.values(since: start) }
    // A parameter whose gradient is small compared with the others is ignored.
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
    // Medians of twelve parts, the lowest of which is low partly by chance.
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

  /// The least relative change that counts towards overfitting: curves that have come to rest still
  /// drift by a hundredth either way.
  private static let clearShare = 0.05
}

extension CurveStatistics {
  /// The behaviour of a loss that goes to infinity.
  fileprivate func growth(overshoots: Bool) -> Behaviour? {
    if last - quarters[2] > margin, last - quarters[0] > margin, last - first > progressMargin {
      return .diverging(overshoots: overshoots)
    }
    let falls = zip(quarters, quarters.dropFirst()).map { $0 - $1 }
    let doesNotSlowDown = zip(falls, falls.dropFirst()).allSatisfy { $1 >= $0 * (1 - 1e-6) }
    return last < 0 && falls[0] > margin && doesNotSlowDown ? .fallingWithoutBound : nil
  }

  /// The behaviour of a loss that keeps going up and down.
  fileprivate func lasting(_ oscillation: Oscillation?, _ loss: IteratedValues) -> Behaviour? {
    guard let oscillation, !oscillation.settles else { return nil }
    // Quarters cut waves anywhere: the last may be lower only because it has one crest fewer.
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

/// The values of a curve from an iteration on.
struct IteratedValues: Hashable, Sendable {
  /// The values, indexed as in the whole curve.
  let values: ArraySlice<Double>
  let first: Int
  let stride: Int

  func iteration(of index: Int) -> Int { first + index * stride }

  /// The value at an iteration or the last one before it.
  func index(ofIteration iteration: Int) -> Int {
    max(values.startIndex, min(values.endIndex - 1, (iteration - first) / stride))
  }
}

extension Curve {
  /// The values from an iteration on.
  func values(since start: Int) -> IteratedValues {
    let skipped = min(values.count, (max(0, start - first) + stride - 1) / stride)
    return IteratedValues(values: values[skipped...], first: first, stride: stride)
  }
}
