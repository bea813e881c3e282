/// The learning rate of every iteration: what it was at first, and where it was changed on the way.
public struct LearningRates: Hashable, Sendable {
  private struct Change: Hashable, Sendable {
    let iteration: Int
    let rate: Double
  }

  /// Ascending by iteration; the first one is at iteration 0.
  private var changes: [Change]

  /// One rate for all iterations.
  public init(_ rate: Double) { changes = [Change(iteration: 0, rate: rate)] }

  /// The rate with which the parameters move in an iteration.
  public subscript(iteration: Int) -> Double {
    (changes.last { $0.iteration <= iteration } ?? changes[0]).rate
  }

  /// Sets the rate of `iteration` and of all after it.
  public mutating func set(_ rate: Double, from iteration: Int) {
    changes.removeAll { $0.iteration >= iteration }
    changes.append(Change(iteration: iteration, rate: rate))
  }
}
