import ComputationGraph
import Learning

/// The sizes of a parameter, its gradient and its move.
public struct ParameterHealth: Hashable, Sendable {
  /// The parameter.
  public let parameter: Node.ID
  /// Its norm before the update: the square root of the sum of the squares.
  public let norm: Double
  /// The norm of its gradient.
  public let gradientNorm: Double
  /// The mean of |∂L/∂parameter| over its elements.
  public let meanGradient: Double
  /// The norm of its move divided by its norm; `nil` before the update and for a norm of 0.
  public let updateRatio: Double?
  /// The verdict on the gradients that get this far.
  public let verdict: GradientVerdict

  /// `moved` has its numbers after the update; `largest` is the largest mean gradient of the graph.
  /// `isStopped` if `stop_gradient` is on every way to the output.
  init(
    of parameter: Node.ID, in graph: Graph, at numbers: Numbers, moved: ArraySlice<Double>?,
    largest: Double, isStopped: Bool
  ) {
    let values = numbers.values(at: graph.places(of: parameter))
    let gradients = numbers.gradients(at: graph.places(of: parameter))
    let norm = values.euclideanNorm
    self.parameter = parameter
    self.norm = norm
    gradientNorm = gradients.euclideanNorm
    meanGradient = gradients.meanSize
    updateRatio = moved.flatMap { moved in
      norm == 0 ? nil : zip(moved, values).map { $0 - $1 }[...].euclideanNorm / norm
    }
    verdict = GradientVerdict(
      meanGradient, largest: largest, value: norm.isFinite ? nil : norm, isStopped: isStopped)
  }
}

extension Training {
  /// The health of an iteration after its backward pass; `isMoved` adds how far its parameters
  /// move.
  public mutating func health(ofIteration iteration: Int, isMoved: Bool = true) -> Health {
    var timeline = Timeline(self)
    let plan = timeline.plan
    let end = plan.end(of: .backward, in: iteration)
    return Health(
      of: timeline.snapshot(at: end), feed: objective.feed,
      moved: isMoved ? state(atBeginningOf: iteration + 1).parameters : nil)
  }
}
