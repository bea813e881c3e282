import ComputationGraph

/// All that training remembers from one iteration to the next: everything else follows from it.
public struct TrainingState: Hashable, Sendable {
  /// The iteration that begins with it, counted from 0.
  public let iteration: Int
  /// The numbers of all parameters, one parameter after the other.
  public let parameters: [Double]
  /// The optimizer's memory of each parameter, in the same order; see `Optimizer.move`.
  public let moments: [Double]
  /// All values and all gradients, where a mistake lets the next iteration find them.
  public let leftovers: Numbers?
}
