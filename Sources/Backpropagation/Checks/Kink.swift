/// A place at which a function of one number has two slopes.
public struct Kink: Hashable, Sendable {
  /// The slope below the place and the slope above it.
  public let left: Double, right: Double

  /// Whether a gradient is one of the slopes or lies between them, up to a margin.
  public func contains(_ gradient: Double, margin: Double) -> Bool {
    let margin = margin + Self.leastShare * abs(right - left)
    return gradient >= min(left, right) - margin && gradient <= max(left, right) + margin
  }

  /// The least difference of the slopes, as a share of the larger one.
  static let leastShare = 1e-3

  /// The kink between two differences, the second of which has a ten times larger h; `nil` where
  /// there is none, or where rounding hides it.
  ///
  /// The slopes on the two sides of a smooth place differ by h · f″, so ten times less for an h ten
  /// times smaller. At a kink their difference stays.
  init?(_ near: CentralDifference, _ far: CentralDifference) {
    let (difference, farther) = (near.slopeDifference, far.slopeDifference)
    let size = max(abs(near.left), abs(near.right))
    guard difference.isFinite, farther.isFinite, near.hidesNothing,
      abs(difference) > Self.leastShare * size + 4 * near.rounding,
      abs(farther - difference) <= 0.5 * abs(difference) + 4 * near.rounding
    else { return nil }
    (left, right) = (near.left, near.right)
  }
}

extension CentralDifference {
  /// The slope below the value and the slope above it.
  var left: Double { (loss - below) / h }
  var right: Double { (above - loss) / h }

  /// By how much the slope above is the larger one.
  var slopeDifference: Double { right - left }

  /// Whether slopes that differ by as little as a kink's could be told from rounding.
  var hidesNothing: Bool { 4 * rounding <= 0.05 * max(abs(left), abs(right)) }

  /// Whether a kink lies within h, seen beside the difference for half of h: without one the slopes on
  /// the two sides differ half as much there.
  func hasKink(beside half: CentralDifference) -> Bool {
    let difference = slopeDifference
    let error = abs(half.slopeDifference - difference / 2)
    return abs(difference) > Kink.leastShare * max(abs(left), abs(right)) + 4 * rounding
      && error > 0.02 * abs(difference) + 8 * half.rounding
  }
}
