/// The values of a curve from an iteration on.
struct IteratedValues: Hashable, Sendable {
  /// The values, indexed as in the whole curve.
  let values: ArraySlice<Double>
  let first: Int
  let stride: Int

  func iteration(of index: Int) -> Int { first + index * stride }

  /// The values before an iteration.
  func until(_ iteration: Int) -> IteratedValues {
    let count = max(0, iteration - first + stride - 1) / stride - values.startIndex
    return IteratedValues(values: values.prefix(max(0, count)), first: first, stride: stride)
  }

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

extension IteratedValues {
  /// The largest magnitude among the last 256 values.
  var recentSize: Double { values.suffix(256).lazy.map(abs).filter(\.isFinite).max() ?? 0 }

  /// Whether the last 256 values cross 0 and come back.
  var changesSignTwice: Bool {
    let signs = values.suffix(256).lazy.filter { $0 != 0 }.map { $0 > 0 }
    return zip(signs, signs.dropFirst()).lazy.filter { $0 != $1 }.prefix(2).count == 2
  }
}
