#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Half-waves of equal length in the last 256 values of a curve.
///
/// A half-wave is a run of values with the same sign. Noise has runs of all lengths, half of them
/// of length 1. An oscillation has runs of nearly the same length: at least four whole ones, nine
/// in ten of them within a third of their mean length, or within half a value.
struct Oscillation: Hashable, Sendable {
  /// The height of the half-waves of the second half, divided by that of the first; geometric means.
  let ratio: Double
  /// The height of the latest half-waves.
  let size: Double
  /// The mean number of values in a half-wave.
  private let length: Double

  /// The ratio below which the half-waves shrink: those of the second half are 5 % lower.
  static let settlingRatio = 0.95

  /// Whether the half-waves shrink.
  var settles: Bool { ratio < Self.settlingRatio }

  /// The oscillation of a gradient around 0; `nil` if there is none, or if it has shrunk to a
  /// thousandth of its first height.
  init?(ofGradient gradient: IteratedValues) {
    // Every second value of an alternating gradient looks steady.
    guard gradient.stride == 1 else { return nil }
    self.init(gradient.values, beside: gradient.values.lazy.map(abs).max() ?? 0)
  }

  /// The oscillation of a loss, which is that of its changes.
  init?(ofLoss loss: ArraySlice<Double>) {
    let changes = zip(loss.suffix(257), loss.suffix(257).dropFirst()).map { $1 - $0 }
    let range = (loss.max() ?? 0) - (loss.min() ?? 0)
    self.init(changes[...], beside: range)
  }

  private init?(_ numbers: ArraySlice<Double>, beside largest: Double) {
    var heights: [Double] = []
    var lengths: [Int] = []
    var sign = 0.0
    for number in numbers.suffix(256) {
      guard number.isFinite else { return nil }
      let own: Double = number > 0 ? 1 : number < 0 ? -1 : 0
      if own == sign, let last = heights.indices.last {
        heights[last] = max(heights[last], abs(number))
        lengths[last] += 1
      } else {
        heights.append(abs(number))
        lengths.append(1)
        sign = own
      }
    }
    // The first and the last run may be cut off.
    let whole = lengths.dropFirst().dropLast()
    let waves = heights.dropFirst().dropLast().filter { $0 > 0 }
    guard whole.count >= 4, waves.count == whole.count else { return nil }
    let mean = Double(whole.reduce(0, +)) / Double(whole.count)
    let regular = whole.count { abs(Double($0) - mean) <= max(mean / 3, 0.5) }
    guard 10 * regular >= 9 * whole.count else { return nil }
    length = mean
    let half = waves.count / 2
    size = waves.suffix(half).max() ?? 0
    guard size >= 0.001 * largest else { return nil }
    ratio = exp(Self.meanLogarithm(waves.suffix(half)) - Self.meanLogarithm(waves.prefix(half)))
  }

  /// Whether a loss falls over whole waves: its mean over the whole waves of its last half lies
  /// below its mean over as many waves before them, by a tenth of the swing.
  ///
  /// Two half-waves of a gradient make two waves of the loss; two of the loss's changes make one.
  func falls(_ loss: ArraySlice<Double>) -> Bool {
    let waves = (Double(loss.count / 2) / (2 * length)).rounded(.down)
    let count = min(loss.count / 2, Int((waves * 2 * length).rounded()))
    guard count > 0 else { return false }
    let (last, before) = (loss.suffix(count), loss.dropLast(count).suffix(count))
    let swing = (last.max() ?? 0) - (last.min() ?? 0)
    return (zip(before, last).reduce(0) { $0 + ($1.0 - $1.1) / Double(count) }) > 0.1 * swing
  }

  private static func meanLogarithm(_ waves: ArraySlice<Double>) -> Double {
    waves.reduce(0) { $0 + log($1) } / Double(max(1, waves.count))
  }
}
