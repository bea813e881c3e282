import ComputationGraph
import Learning

/// The rules by which an iteration is carried out: those of the mathematics, or those of a program
/// that has one of them wrong.
///
/// They belong to a `Training` from its beginning on. Only the bug lab has any other than the right
/// ones.
public struct Rules: Hashable, Sendable {
  /// The nodes at which a rule is broken.
  enum Nodes: Hashable, Sendable {
    case none, all
    case one(Node.ID)

    func contains(_ node: Node.ID) -> Bool {
      switch self {
      case .none: false
      case .all: true
      case .one(let only): only == node
      }
    }
  }

  /// Zero: whether the gradients of leaves are cleared. Those of gates always are, as in PyTorch.
  public internal(set) var clearsLeaves = true
  /// Accumulate: where a gradient replaces those that have arrived before it, `=` for `+=`.
  var replacing = Nodes.none
  /// Order: the gate that sends its gradient as soon as any of it has arrived.
  var sendingEarly: Node.ID?
  /// Sign: whether parameters move along their gradients, and so uphill.
  public internal(set) var climbs = false
  /// Transpose: the matrix products that send their gradient on without it.
  var untransposed = Nodes.none
  /// When to update: whether a parameter moves as soon as its own gradient is complete, and the
  /// backward pass goes on with its new value.
  public internal(set) var movesEarly = false
  /// Compute: the gate that keeps the value of the first iteration.
  var keeping: Node.ID?

  /// The rules of the mathematics.
  public static let right = Rules()

  /// Whether nothing is done wrong.
  public var areRight: Bool { self == .right }

  /// Whether a gradient that arrives at a node replaces what was there.
  public func replaces(at node: Node.ID) -> Bool { replacing.contains(node) }

  /// Whether a gate gives the value of the first iteration in this one.
  public func keepsValue(of gate: Node.ID, in iteration: Int, from first: Int) -> Bool {
    iteration > first && keeping == gate
  }

  /// Whether a matrix product sends its gradient to the operand in a slot without the transpose,
  /// which is possible where the other factor is square.
  public func forgetsTranspose(of gate: Node.ID, slot: Int, in graph: Graph) -> Bool {
    untransposed.contains(gate) && graph.canForgetTranspose(of: gate, slot: slot)
  }

  /// The steps of an objective by these rules. Wrong ones go gate by gate, with all gates open.
  func plan(of objective: Objective) -> StepPlan {
    areRight
      ? StepPlan(of: objective)
      : StepPlan(
        of: objective, open: Set(objective.graph.compoundGates.indices),
        sendingEarly: sendingEarly)
  }
}

extension Graph {
  /// Whether the gradient of a matrix product for the operand in a slot can be computed without the
  /// transpose: the other factor is square.
  func canForgetTranspose(of gate: Node.ID, slot: Int) -> Bool {
    guard primitive(of: gate) == .matrixProduct else { return false }
    let extents = shape(of: operands(of: gate)[1 - slot]).extents
    return extents.count == 2 && extents[0] == extents[1] && extents[0] > 1
  }
}
