/// Statistics of the last quarters of a curve, and of its noise.
struct CurveStatistics: Hashable, Sendable {
  /// The median of the first three values.
  let first: Double
  /// The start of the curve: its first value if that lies above the median of the first three by
  /// more than noise, as when one step makes nearly all of the progress; otherwise that median.
  let start: Double
  /// The medians of four windows of equal length at the end of the curve.
  let quarters: [Double]
  /// The least difference between two of these medians that means anything.
  let margin: Double
  /// The least difference between the last of them and the first values that means anything.
  let progressMargin: Double
  /// The standard deviation of the noise in single values.
  let noise: Double

  /// The median of the last quarter.
  var last: Double { quarters[3] }
  /// The distance by which the curve has come down.
  var progress: Double { start - last }

  /// The statistics of at least four finite values.
  init(_ values: ArraySlice<Double>) {
    // Scaled so that the largest is 1, and nothing overflows on the way.
    let largest = values.lazy.map(abs).max() ?? 0
    let scale = largest > 0 ? largest : 1
    let scaled = values.map { $0 / scale }
    let length = scaled.count / 4
    let start = scaled.count - 4 * length
    let first = median(scaled.prefix(3))
    self.first = scale * first
    quarters = (0..<4).map {
      scale * median(scaled[start + $0 * length..<start + ($0 + 1) * length])
    }
    let noise = Self.noise(of: scaled.suffix(2 * length + 3))
    let chance = 3 * noise * (Self.errorOfMedian(of: 1) + Self.errorOfMedian(of: 3))
    self.start = scale * (scaled[0] - first > chance ? scaled[0] : first)
    let error = noise * Self.errorOfMedian(of: length)
    // The small factors first: three times the largest number may be none.
    margin = 3 * error * 2.0.squareRoot() * scale
    progressMargin = 3 * (noise * Self.errorOfMedian(of: 3) + error) * scale
    self.noise = scale * noise
  }

  /// The standard deviation of the median of `count` values of standard normal noise.
  static func errorOfMedian(of count: Int) -> Double { 1.2533 / Double(max(1, count)).squareRoot() }

  /// The standard deviation σ of the noise in `values`.
  ///
  /// It is estimated from their third differences, which are near 0 for a smooth curve. Those of
  /// independent noise have standard deviation √20 σ, and the median of their absolute values is
  /// 0.6745 times that.
  private static func noise(of values: ArraySlice<Double>) -> Double {
    let third = values.indices.dropFirst(3).map {
      abs(values[$0] - 3 * values[$0 - 1] + 3 * values[$0 - 2] - values[$0 - 3])
    }
    return median(third[...]) / (0.6745 * 20.0.squareRoot())
  }
}

/// The middle value, or the mean of the two middle values; 0 for no values.
func median(_ values: ArraySlice<Double>) -> Double {
  let sorted = values.sorted()
  guard !sorted.isEmpty else { return 0 }
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
