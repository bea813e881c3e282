/// A graph in which some primitives have been replaced by the gates they are made of.
///
/// Each opened primitive is a compound gate of the new graph, so that it is drawn and stepped
/// through like an opened function. To close it, open only the others, on the old graph.
public struct OpenedGraph: Sendable {
  /// The graph with the insides.
  public let graph: Graph
  /// For every node of the old graph, its node in the new one, of the same shape. An opened
  /// primitive becomes the result of its inside.
  public let newID: [Node.ID]
  /// For every compound gate of the old graph, its place in `graph.compoundGates`.
  public let newGate: [Int]
  /// The places in `graph.compoundGates` of the opened primitives, ascending.
  public let openedGates: [Int]
  /// The labels of the nodes inside, by their place in the new graph. A node without a label is
  /// named after its primitive.
  public let labels: [Node.ID: InnerLabel]
}

/// The relation of a node inside an opened primitive to the nodes around it. All nodes are those of
/// the new graph.
public enum InnerLabel: Hashable, Sendable {
  /// One element of an operand, with an index for each of its axes: `W[0,1]`.
  case entry(of: Node.ID, indices: [Int])
  /// A number that becomes one element of the opened primitive's result.
  case result(of: Node.ID, indices: [Int])
  /// A number that belongs to the formula, as it is written.
  case literal(String)
}

extension Graph {
  /// The graph in which those of `nodes` that can be opened are replaced by their insides.
  ///
  /// All values and gradients of the old nodes stay what they were, up to rounding, as long as the
  /// numbers inside are finite. The closed primitive may do better where they are not: a sigmoid at
  /// −800, a norm at 0. Nodes that cannot be opened stay closed; see
  /// `Primitive.canOpen(operands:limit:)`.
  ///
  /// Throws `GraphError.tooLarge`.
  public func opening(_ nodes: Set<Node.ID>, limit: Int = 64) throws(GraphError) -> OpenedGraph {
    var expansion = Expansion()
    var firstNew: [Int] = []
    var newID: [Node.ID] = []
    var newGate: [Int] = []
    var openedGates: [Int] = []
    firstNew.reserveCapacity(count)
    newID.reserveCapacity(count)
    for node in ids {
      let first = expansion.graph.count
      firstNew.append(first)
      let operands = operands(of: node).map { newID[Int($0.index)] }
      if let primitive = primitive(of: node) {
        if nodes.contains(node), canOpen(node, limit: limit) {
          newID.append(try expansion.append(insideOf: primitive, operands))
          openedGates.append(
            expansion.close(named: primitive.nameOfInside, from: first, arguments: operands))
        } else {
          newID.append(try expansion.append(primitive, operands))
        }
      } else {
        newID.append(
          try expansion.graph.appendLeaf(
            Array(initialValue(of: node)), shape: shape(of: node), role: role(of: node)))
      }
      while newGate.count < compoundGates.count {
        // Compound gates stand in the order of their ends, each after those inside.
        let gate = compoundGates[newGate.count]
        guard gate.output == node else { break }
        newGate.append(
          expansion.close(
            named: gate.name, from: firstNew[gate.nodes.lowerBound],
            arguments: gate.arguments.map { newID[Int($0.index)] }))
      }
    }
    return OpenedGraph(
      graph: expansion.graph, newID: newID, newGate: newGate, openedGates: openedGates,
      labels: expansion.labels)
  }

  /// Whether `opening` replaces this node.
  public func canOpen(_ node: Node.ID, limit: Int = 64) -> Bool {
    let operands = operands(of: node).map { shape(of: $0) }
    return primitive(of: node)?.canOpen(operands: operands, limit: limit) == true
  }
}
