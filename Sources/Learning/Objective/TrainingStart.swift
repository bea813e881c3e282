/// What a training begins with, besides the values that the graph gives its parameters.
public struct TrainingStart: Hashable, Sendable {
  /// The iteration that comes first, which is also the number of updates made before.
  public let iteration: Int
  /// The optimizer's memory of each parameter that is trained, laid out as `Optimizer.move` takes
  /// it, one parameter after the other; `nil` where it remembers nothing yet.
  public let moments: [Double]?

  /// The start of a training that goes on after some updates.
  public init(iteration: Int, moments: [Double]?) {
    self.iteration = iteration
    self.moments = moments
  }

  /// The start of a training from its first iteration on.
  public static let first = TrainingStart(iteration: 0, moments: nil)
}
