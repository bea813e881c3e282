import Backpropagation
import ComputationGraph
import Debugging
import Screen

// How the numbers of a node look at a step.
extension Emphasis {
  /// The style of a value in a state.
  func valueStyle(of node: Node.ID, _ state: Snapshot.NumberState) -> Style {
    state == .stale ? .staleValue : changedValues.contains(node) ? .newValue : .value
  }

  /// The style of a gradient in a state.
  func gradientStyle(of node: Node.ID, _ state: Snapshot.NumberState) -> Style {
    state == .stale ? .staleGradient : changedGradients.contains(node) ? .newGradient : .gradient
  }
}
