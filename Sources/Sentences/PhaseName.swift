import Backpropagation

extension Phase {
  /// The name of the phase on the screen.
  package var name: String {
    switch self {
    case .forward: "forward"
    case .zero: "zero"
    case .backward: "backward"
    case .update: "update"
    }
  }
}
