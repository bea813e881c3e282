import ComputationGraph

/// What one looks at besides the step; every arrival at a position empties it.
package struct Attention: Sendable {
  /// The node that was moved to; `nil` while the view follows the step.
  package var focus: Node.ID? {
    didSet { study = nil }
  }
  /// What was asked about a node.
  package var study: Study?

  init(focus: Node.ID? = nil) { self.focus = focus }

  /// Selects the next of what came together in a number, or the one before.
  package mutating func selectReason(by step: Int) {
    guard case .why(var why) = study else { return }
    why.select(why.selected + step)
    study = .why(why)
  }
}
