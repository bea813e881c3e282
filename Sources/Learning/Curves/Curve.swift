/// A number over the iterations, in bounded memory: when there are too many values, every second
/// one is dropped and the stride doubles.
public struct Curve: Hashable, Sendable {
  /// The number of iterations between two values.
  public private(set) var stride: Int
  /// The values at iterations 0, `stride`, 2 · `stride` and so on.
  public private(set) var values: [Double] = []
  private let capacity: Int

  /// An empty curve that keeps one value every `stride` iterations.
  public init(stride: Int = 1, capacity: Int = 32_768) {
    self.stride = stride
    self.capacity = capacity
  }

  /// The iteration of the next value.
  public var nextIteration: Int { values.count * stride }

  /// The value at an iteration, if the curve has it.
  public subscript(iteration: Int) -> Double? {
    guard iteration >= 0, iteration % stride == 0, iteration / stride < values.count else {
      return nil
    }
    return values[iteration / stride]
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
    let kept = (iteration + stride - 1) / stride
    if kept < values.count { values.removeSubrange(kept...) }
  }
}
