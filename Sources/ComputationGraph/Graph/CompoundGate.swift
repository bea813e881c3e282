/// A call of a function, drawn as one gate that opens into the gates it is made of.
///
/// Its nodes stand next to each other in the graph and only the last one is used outside, so no
/// path leaves a compound gate and comes back: it can be closed without making a cycle.
public struct CompoundGate: Hashable, Sendable {
  /// The function's name.
  public let name: String
  /// The places of its nodes in the order of the graph, literals included.
  public let nodes: Range<Int>
  /// The nodes outside that it is computed from, each once, in the order of their first use.
  public let operands: [Node.ID]
  /// The nodes that the function is called with, in the order in which the file writes them. A node
  /// may occur twice, and one that the function does not use occurs too.
  public let arguments: [Node.ID]

  /// The node whose value is the result.
  public var output: Node.ID { Node.ID(nodes.upperBound - 1) }
}
