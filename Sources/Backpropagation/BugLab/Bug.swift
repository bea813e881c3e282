import ComputationGraph

/// A classic mistake in a program that trains, made on purpose so that it can be found.
public struct Bug: Hashable, Sendable {
  /// The kind of mistake.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// The gradients of leaves are not cleared, so they go on from those of the iteration before.
    case noZeroing = "no-zeroing"
    /// A gradient that arrives replaces those that have arrived before it: `=` for `+=`.
    case overwrite
    /// Parameters move along their gradients: w ← w + learning rate · gradient.
    case wrongSign = "wrong-sign"
    /// A parameter moves as soon as its own gradient is complete, and the rest of the backward pass
    /// goes on with the new value.
    case earlyUpdate = "early-update"
    /// In the gradient of a matrix product the other factor is not transposed.
    case missingTranspose = "missing-transpose"
    /// A gate keeps the value that it had in the first iteration.
    case staleValue = "stale-value"
    /// A gate sends its gradient on before all of it has arrived.
    case wrongOrder = "wrong-order"

    /// Whether it is always made at one node, which must be chosen.
    public var needsNode: Bool { self == .staleValue || self == .wrongOrder }

    /// Whether it can be made at one node only: the one that receives for `overwrite`, else a gate.
    public var takesNode: Bool { needsNode || self == .overwrite || self == .missingTranspose }
  }

  /// The kind of mistake.
  public let kind: Kind
  /// The node at which it is made, if it is made at one only.
  public let node: Node.ID?

  /// The rules of a program that makes the mistake.
  public var rules: Rules {
    var rules = Rules.right
    let nodes = node.map(Rules.Nodes.one) ?? .all
    switch kind {
    case .noZeroing: rules.clearsLeaves = false
    case .overwrite: rules.replacing = nodes
    case .wrongSign: rules.climbs = true
    case .earlyUpdate: rules.movesEarly = true
    case .missingTranspose: rules.untransposed = nodes
    case .staleValue: rules.keeping = node
    case .wrongOrder: rules.sendingEarly = node
    }
    return rules
  }
}
