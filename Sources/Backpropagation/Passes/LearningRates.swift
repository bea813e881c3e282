import Learning

/// The learning rate of every iteration: the schedule's, or one that was set on the way.
public struct LearningRates: Hashable, Sendable {
  /// A rate that was set on the way.
  public struct Change: Hashable, Sendable {
    /// The iteration from which on it holds.
    public let iteration: Int
    /// The rate.
    public let rate: Double
  }

  /// The schedule that holds before the first change.
  public let schedule: Schedule
  /// The changes made on the way, ascending by iteration.
  public private(set) var changes: [Change] = []

  /// The rates of a schedule.
  public init(_ schedule: Schedule) { self.schedule = schedule }

  /// The rate with which the parameters move in an iteration.
  public subscript(iteration: Int) -> Double {
    changes.last { $0.iteration <= iteration }?.rate ?? schedule[iteration]
  }

  /// Whether the rate of an iteration is the schedule's and was not set on the way.
  public func areScheduled(at iteration: Int) -> Bool {
    !changes.contains { $0.iteration <= iteration }
  }

  /// The iteration from which on the rate that was set last holds; `nil` if none was.
  public var lastChange: Int? { changes.last?.iteration }

  /// Sets the rate of `iteration` and of all after it, whatever the schedule says.
  public mutating func set(_ rate: Double, from iteration: Int) {
    changes.removeAll { $0.iteration >= iteration }
    changes.append(Change(iteration: iteration, rate: rate))
  }
}
