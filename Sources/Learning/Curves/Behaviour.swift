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
}
