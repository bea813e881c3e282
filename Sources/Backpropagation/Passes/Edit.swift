import ComputationGraph

/// A value that somebody has changed: “what if x were 3?”
///
/// The iteration in which it was made restarts with it. The numbers computed so far in the
/// iteration are out of date until they are computed again, so none ever mixes old and new ones. A
/// parameter moves on from the new value; any other leaf keeps it. An edited gate is held: it
/// gives the value instead of computing one, and sends no gradient on.
public struct Edit: Hashable, Sendable {
  /// The node, in the graph that trains.
  public let node: Node.ID
  /// Its value from then on, in its shape.
  public let value: Tensor
  /// The iteration that begins with it, counted from 0.
  public let iteration: Int
  /// The position at which it was made, where undoing it leads back to.
  public internal(set) var madeAt: Position
}

/// The numbers that edits give to nodes in one iteration.
struct GivenValues: Sendable {
  /// The leaves; of several edits of a leaf the latest comes last.
  private(set) var leaves: [(node: Node.ID, values: [Double])] = []
  /// The gates, in the order of the graph, each once.
  private(set) var held: [HeldValue] = []

  mutating func give(_ edit: Edit, in graph: Graph) {
    guard graph.role(of: edit.node) == .gate else {
      leaves.append((edit.node, edit.value.elements))
      return
    }
    held.removeAll { $0.node == edit.node }
    held.append(HeldValue(node: edit.node, values: edit.value.elements))
    held.sort { $0.node.index < $1.node.index }
  }

  /// The same for a graph in which the nodes have moved, in their order.
  func moved(_ node: (Node.ID) -> Node.ID) -> GivenValues {
    GivenValues(
      leaves: leaves.map { (node($0.node), $0.values) },
      held: held.map { HeldValue(node: node($0.node), values: $0.values) })
  }

  func writeLeaves(into numbers: inout Numbers, of graph: Graph) {
    for (node, values) in leaves { numbers.setValues(at: graph.places(of: node), to: values) }
  }
}

/// A gate with a given output instead of a computed one.
struct HeldValue: Hashable, Sendable {
  let node: Node.ID
  let values: [Double]
}
