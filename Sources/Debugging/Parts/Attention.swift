import ComputationGraph

/// The focus of attention besides the step; every arrival at a position clears it.
package struct Attention: Sendable {
  /// The focused node; `nil` while the view follows the step.
  package var focus: Node.ID? {
    didSet { study = nil }
  }
  /// The open study of a node.
  package var study: Study?

  init(focus: Node.ID? = nil) { self.focus = focus }

  /// Selects the next or the previous contribution to a number.
  package mutating func selectReason(by step: Int) {
    guard case .why(var why) = study else { return }
    why.select(why.selected + step)
    study = .why(why)
  }
}
