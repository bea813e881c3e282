import ComputationGraph

/// The chain rule written out: along each path from the output to a node the product of the local
/// gradients, and over all paths the sum, which is the gradient.
public struct PathProducts: Hashable, Sendable {
  /// One gate on a path, and the operand through which the path goes on.
  public struct Link: Hashable, Sendable {
    /// The gate.
    public let gate: Node.ID
    /// The operand.
    public let operand: Node.ID
    /// The slot of the gate in which it is; a gate may take a node twice, and then two paths lead there.
    public let slot: Int
    /// ∂gate/∂operand, where both are single numbers.
    public let local: Double?
  }

  /// The links from the output to the node, for each of the first paths.
  public let paths: [[Link]]
  /// The number of paths; an estimate where there are more than 2⁵³.
  public let count: Double

  /// The product along a path; `nil` where vectors or matrices are on it.
  public static func product(of path: [Link]) -> Double? {
    path.reduce(1) { product, link in
      product.flatMap { product in link.local.map { product * $0 } }
    }
  }

  /// The paths from the output of an evaluation to a node, at most `limit` of them.
  public init(to node: Node.ID, in evaluation: Evaluation, limit: Int) {
    let plan = evaluation.plan
    let output = evaluation.output
    // For every gate its links, in the order of its slots; a held gate depends on nothing.
    var links: [Node.ID: [StepPlan.Flow]] = [:]
    for flow in plan.flows where !evaluation.isHeld(plan.units[flow.unit].output) {
      links[plan.units[flow.unit].output, default: []].append(flow)
    }
    // How many paths lead from each node down to `node`, by the order of the graph.
    var counts: [Node.ID: Double] = [node: 1]
    for unit in plan.units where unit.output.index > node.index {
      let count = (links[unit.output] ?? []).reduce(0) { $0 + (counts[$1.operand] ?? 0) }
      if count > 0 { counts[unit.output] = count }
    }
    count = counts[output] ?? 0

    // Depth first with a stack of its own: a path may be longer than a call stack is deep.
    var found: [[Link]] = []
    var path: [Link] = []
    func open(_ gate: Node.ID) -> [StepPlan.Flow] {
      (links[gate] ?? []).filter { counts[$0.operand] != nil }.reversed()
    }
    var branches = count > 0 ? [open(output)] : []
    if output == node { found.append([]) }
    while !branches.isEmpty, found.count < limit {
      guard let flow = branches[branches.count - 1].popLast() else {
        branches.removeLast()
        _ = path.popLast()
        continue
      }
      path.append(
        Link(
          gate: plan.units[flow.unit].output, operand: flow.operand, slot: flow.slot,
          local: evaluation.localDerivative(of: flow)))
      if flow.operand == node {
        found.append(path)
        path.removeLast()
      } else {
        branches.append(open(flow.operand))
      }
    }
    paths = found
  }
}

extension Evaluation {
  /// ∂gate/∂operand of a flow between single numbers; `nil` if one of them, or a node inside a
  /// closed gate, is not one.
  func localDerivative(of flow: StepPlan.Flow) -> Double? {
    let unit = plan.units[flow.unit]
    guard graph.shape(of: unit.output).isScalar, graph.shape(of: flow.operand).isScalar else {
      return nil
    }
    guard unit.compoundGate != nil else {
      return graph.localGradient(of: unit.output, slot: flow.slot, at: numbers)?.scalar
    }
    // The backward pass through the inside, from 1 at its output.
    var adjoints: [Node.ID: Double] = [unit.output: 1]
    for index in unit.nodes.reversed() {
      let node = Node.ID(index)
      guard let adjoint = adjoints[node], let primitive = graph.primitive(of: node) else {
        continue
      }
      if isHeld(node) { continue }
      guard graph.shape(of: node).isScalar else { return nil }
      for (slot, operand) in graph.operands(of: node).enumerated()
      where primitive.sendsGradient(to: slot) {
        guard let local = graph.localGradient(of: node, slot: slot, at: numbers)?.scalar else {
          return nil
        }
        adjoints[operand, default: 0] += adjoint * local
      }
    }
    return adjoints[flow.operand] ?? 0
  }
}
