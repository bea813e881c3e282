/// The judgement on what the loss of a run does, with the number it was judged on and the bound of
/// that number.
///
/// It is the one judgement of `train`, `compare`, the learning curves and their JSON.
public struct LossVerdict: Hashable, Sendable {
  /// What the loss does; `nil` where there are too few values to say.
  public let behaviour: Behaviour?
  /// What the number is.
  public let measure: Measure
  /// The number that decided.
  public let number: Double
  /// The bound that it lies beyond, or within.
  public let bound: Double
  /// The first loss that is not finite.
  public internal(set) var end: End?

  /// What a verdict is judged on.
  public enum Measure: Hashable, Sendable {
    /// The number of values; at least the bound is needed. They are this many iterations apart.
    case count(apart: Int)
    /// The loss itself, of which the magnitude has to be below the bound.
    case loss
    /// The median of the last quarter of the curve, less that of the quarter before.
    case rise
    /// The fall from quarter to quarter divided by the fall before, the least such quotient.
    case steadiness
    /// The height of the later half-waves divided by that of the earlier ones.
    case swing
    /// The rise of the test loss from its lowest median, divided by the larger of the two.
    case testRise
    /// The distance between the last two quarters, divided by the progress.
    case rest
    /// The progress, divided by the first loss; where that is 0, the progress.
    case progress
  }

  /// A loss that is NaN or infinite.
  public struct End: Hashable, Sendable {
    /// Its iteration.
    public let iteration: Int
    /// The loss there.
    public let loss: Double
    /// Whether it is the first iteration of the run, so that no update has led there.
    public let isBeforeAnyUpdate: Bool
    /// What the loss did before; `nil` where there was too little of it.
    public let before: Behaviour?
    /// Whether the gradients were finite when they were measured last before, so that the learning
    /// rate decided where they led.
    public let hadFiniteGradients: Bool
  }

  /// The least number of values that is judged.
  public static let leastCount = 6

  init(_ behaviour: Behaviour?, _ measure: Measure, _ number: Double, bound: Double) {
    self.behaviour = behaviour
    self.measure = measure
    self.number = number
    self.bound = bound
  }

  /// Judges the loss of all training rows, or of batches.
  ///
  /// The test loss reveals overfitting. Gradients that change their sign reveal steps that jump
  /// over a minimum, which the loss alone does not: (w − 3)² falls in the same way with learning
  /// rates 0.1 and 0.9. Values before the iteration `start` are ignored.
  public init(loss: Curve, test: Curve? = nil, gradients: [Curve] = [], since start: Int = 0) {
    let values = loss.values(since: start)
    let test = test?.values(since: start)
    let gradients = gradients.map { $0.values(since: start) }
    guard let index = values.values.firstIndex(where: { !$0.isFinite }) else {
      self.init(values, test, gradients)
      return
    }
    let iteration = values.iteration(of: index)
    let (ending, before) = (values.values[index], values.until(iteration))
    let earlier = LossVerdict(
      before, test?.until(iteration), gradients.map { $0.until(iteration) })
    // What falls without bound has no other end than this.
    let isSame = ending == -.infinity && earlier.behaviour == .fallingWithoutBound
    self =
      isSame ? earlier : LossVerdict(.notFinite(since: iteration), .loss, ending, bound: .infinity)
    end = End(
      iteration: iteration, loss: ending, isBeforeAnyUpdate: iteration == loss.first,
      before: earlier.behaviour,
      hadFiniteGradients: gradients.allSatisfy {
        $0.until(iteration).values.last?.isFinite != false
      })
  }

  /// Judges finite values.
  private init(_ loss: IteratedValues, _ test: IteratedValues?, _ gradients: [IteratedValues]) {
    guard loss.values.count >= Self.leastCount else {
      self.init(
        nil, .count(apart: loss.stride), Double(loss.values.count), bound: Double(Self.leastCount))
      return
    }
    let statistics = CurveStatistics(loss.values)
    // A parameter whose gradient is small compared with the others is ignored.
    let decisive = (gradients.map(\.recentSize).max() ?? 0) / 10
    let oscillation =
      gradients.compactMap { Oscillation(ofGradient: $0) }.filter { $0.size >= decisive }
      .max { $0.size < $1.size } ?? Oscillation(ofLoss: loss.values)
    let overshoots = gradients.contains { $0.recentSize >= decisive && $0.changesSignTwice }
    self =
      statistics.growth(overshoots: overshoots) ?? statistics.lasting(oscillation, loss)
      ?? Self.overfitting(loss, test) ?? statistics.converged
      ?? oscillation.map {
        LossVerdict(.oscillating(settles: true), .swing, $0.ratio, bound: Oscillation.settlingRatio)
      } ?? statistics.ofTheRest(loss)
  }

  private static func overfitting(
    _ training: IteratedValues, _ test: IteratedValues?
  ) -> LossVerdict? {
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
    return LossVerdict(
      .overfitting(lowestAt: iteration), .testRise, rise / scale,
      bound: max(clearShare, margin / scale))
  }

  /// The least relative change that counts towards overfitting: curves that have come to rest still
  /// drift by a hundredth either way.
  private static let clearShare = 0.05
}

extension CurveStatistics {
  private var rise: Double { last - quarters[2] }

  /// The verdict on a loss that goes to infinity.
  fileprivate func growth(overshoots: Bool) -> LossVerdict? {
    if rise > margin, last - quarters[0] > margin, last - first > progressMargin {
      return LossVerdict(.diverging(overshoots: overshoots), .rise, rise, bound: margin)
    }
    let falls = zip(quarters, quarters.dropFirst()).map { $0 - $1 }
    let quotient = zip(falls, falls.dropFirst()).map { $1 / $0 }.min() ?? 0
    let bound = 1 - 1e-6
    // What falls ever faster has no noise that its first quarters could be lost in.
    let isClear = falls[0] > margin || falls[0] >= 0 && falls[2] > margin && falls[2] > 2 * falls[0]
    return last < 0 && isClear && quotient >= bound
      ? LossVerdict(.fallingWithoutBound, .steadiness, quotient, bound: bound) : nil
  }

  /// The verdict on a loss that keeps going up and down.
  fileprivate func lasting(_ oscillation: Oscillation?, _ loss: IteratedValues) -> LossVerdict? {
    guard let oscillation, !oscillation.settles else { return nil }
    // Quarters cut waves anywhere: the last may be lower only because it has one crest fewer.
    let falls = -rise > margin && oscillation.falls(loss.values)
    return LossVerdict(
      falls ? .convergingUnevenly : .oscillating(settles: false), .swing, oscillation.ratio,
      bound: Oscillation.settlingRatio)
  }

  /// The verdict on a loss that has come to rest.
  fileprivate var converged: LossVerdict? {
    guard progress > max(progressMargin, 0.001 * abs(first)),
      abs(rise) <= 0.001 * progress + margin
    else { return nil }
    return LossVerdict(
      .converged, .rest, abs(rise) / progress, bound: 0.001 + margin / progress)
  }

  /// The verdict on any other loss.
  fileprivate func ofTheRest(_ loss: IteratedValues) -> LossVerdict {
    if abs(progress) <= 0.001 * abs(first) + progressMargin,
      abs(quarters[0] - last) <= 0.001 * abs(first) + margin
    {
      let scale = first == 0 ? 1 : abs(first)
      return LossVerdict(
        .flat, .progress, abs(progress) / scale,
        bound: (first == 0 ? 0 : 0.001) + progressMargin / scale)
    }
    if -rise > margin { return LossVerdict(.converging, .rise, rise, bound: -margin) }
    guard rise > margin,
      let lowest = loss.values.indices.min(by: { loss.values[$0] < loss.values[$1] })
    else { return LossVerdict(.unclear, .rise, rise, bound: margin) }
    return LossVerdict(
      .risingAgain(lowestAt: loss.iteration(of: lowest)), .rise, rise, bound: margin)
  }
}
