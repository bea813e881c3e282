import Backpropagation
import ComputationGraph

// Measurements at the cursor.
extension Cursor {
  /// The numbers of all parameters as they are now, one parameter after the other.
  package var parameters: [Double] {
    timeline.plan.parameters.flatMap {
      snapshot.numbers.values(at: timeline.graph.places(of: $0))
    }
  }

  /// The movement of a parameter in this iteration; `nil` where it has not moved, or is not one.
  package func update(of node: Node.ID) -> ParameterUpdate? {
    let plan = timeline.plan
    guard let index = plan.parameters.firstIndex(of: node) else { return nil }
    let end = plan.end(of: .update(index), in: position.iteration)
    guard position >= end else { return nil }
    var timeline = timeline
    guard case .updated(let update) = timeline.snapshot(at: end).outcome else { return nil }
    return update
  }

  /// The last iteration whose backward pass is complete, and how healthy it was; `nil` before.
  package var health: (iteration: Int, Health)? {
    let plan = timeline.plan
    let current = position.iteration
    let isComplete = position.progress >= plan.range(ofPhase: .backward).upperBound
    let iteration = isComplete ? current : current - 1
    guard iteration >= plan.firstIteration else { return nil }
    let isMoved = iteration < current || plan.isEnd(position)
    var training = timeline.training
    return (iteration, training.health(ofIteration: iteration, isMoved: isMoved))
  }
}
