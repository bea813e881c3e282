/// The loss on both sides of a value, h away from it.
public struct CentralDifference: Hashable, Sendable {
  /// The distance by which the value was moved.
  public let h: Double
  /// The loss at the value, at the value + h and at the value − h.
  public let loss: Double, above: Double, below: Double

  /// (L(x + h) − L(x − h)) / 2h.
  public var numeric: Double { (above - below) / (2 * h) }

  /// The error that the rounding of the losses may leave in the quotient.
  public var rounding: Double { 4 * Double.ulpOfOne * max(abs(above), abs(below), 1) / h }

  /// |analytic − numeric| / max(|analytic|, |numeric|), and 0 when both are 0. Only the part of the
  /// difference above an allowance counts.
  public func relativeError(of analytic: Double, beyond allowance: Double = 0) -> Double {
    let error = max(0, abs(analytic - numeric) - allowance)
    return error == 0 ? 0 : error / max(abs(analytic), abs(numeric))
  }

  /// The words of the notes of CS231n (“Neural Networks 3”, gradient checks) for the relative error
  /// that one h leaves. Whether a gradient is right is an `Agreement`, for which several h are tried.
  public enum Closeness: Hashable, Sendable {
    /// At most 1e-7: “you should be happy”.
    case happy
    /// At most 1e-4: “usually okay for objectives with kinks”, else too high.
    case okay
    /// At most 1e-2: “should make you feel uncomfortable”.
    case uncomfortable
    /// More: “usually means the gradient is probably wrong”.
    case wrong
    /// A kink lies within h: the slopes left and right of it differ.
    case kink
    /// The difference is no larger than the error that rounding leaves with such a small h.
    case rounding
    /// A number is not finite.
    case undefined
  }

  /// The closeness of an analytic gradient to the quotient; `half` is the difference for half of h.
  public func closeness(of analytic: Double, beside half: CentralDifference) -> Closeness {
    guard numeric.isFinite, analytic.isFinite else { return .undefined }
    let error = relativeError(of: analytic)
    if error <= 1e-7 { return .happy }
    if abs(analytic - numeric) <= rounding { return .rounding }
    if hasKink(beside: half) { return .kink }
    return error <= 1e-4 ? .okay : error <= 1e-2 ? .uncomfortable : .wrong
  }
}
