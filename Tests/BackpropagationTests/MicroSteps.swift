import Backpropagation
import ComputationGraph

// Positions by how many micro-steps lead there from the beginning: tests go through all of them.
extension StepPlan {
  func position(afterMicroSteps count: Int) -> Position {
    position(count % stepsPerIteration, in: count / stepsPerIteration)
  }

  func count(_ position: Position) -> Int {
    position.iteration * stepsPerIteration + position.progress
  }
}

extension Timeline {
  mutating func snapshot(at count: Int) -> Snapshot {
    snapshot(at: plan.position(afterMicroSteps: count))
  }

  mutating func edit(_ node: Node.ID, to value: Tensor, at count: Int) -> Position? {
    edit(node, to: value, at: plan.position(afterMicroSteps: count))
  }
}
