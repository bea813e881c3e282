import Limits

/// A number over the iterations, in bounded memory: when there are too many values, every second
/// one is dropped and the stride doubles.
public struct Curve: Hashable, Sendable {
  /// The number of iterations between two values.
  public private(set) var stride: Int
  /// The iteration of the first value.
  public let first: Int
  /// The values at iterations `first`, `first` + `stride`, `first` + 2 · `stride` and so on.
  public private(set) var values: [Double] = []
  private let capacity: Int

  /// The largest number of values of a curve, where nothing else is said.
  public static let mostValues = Limits.curveValues.value

  /// An empty curve that keeps one value every `stride` iterations, from `first` on.
  public init(from first: Int = 0, stride: Int = 1, capacity: Int = Curve.mostValues) {
    self.first = first
    self.stride = stride
    self.capacity = capacity
  }

  /// The iteration of the next value.
  public var nextIteration: Int { first + values.count * stride }

  /// The value at an iteration, if the curve has it.
  public subscript(iteration: Int) -> Double? {
    let (index, rest) = (iteration - first).quotientAndRemainder(dividingBy: stride)
    return rest == 0 && values.indices.contains(index) ? values[index] : nil
  }

  /// Keeps the value of an iteration if it is the next one due.
  public mutating func note(_ value: Double, at iteration: Int) {
    guard iteration == nextIteration else { return }
    values.append(value)
    guard values.count > capacity else { return }
    values = values.indices.filter { $0 % 2 == 0 }.map { values[$0] }
    stride *= 2
  }

  /// Drops the values at `iteration` and after it.
  public mutating func forget(from iteration: Int) {
    let kept = max(0, iteration - first + stride - 1) / stride
    if kept < values.count { values.removeSubrange(kept...) }
  }
}
