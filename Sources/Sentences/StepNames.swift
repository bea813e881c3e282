import Backpropagation
import ComputationGraph

/// Unique names for the nodes of a graph, by which they are found again after the file has changed.
package struct NodeNames: Sendable {
  private let names: [String]
  private let nodes: [String: Node.ID]

  /// Names made from labels; repetitions of a label are numbered.
  package init(_ labels: [String]) {
    var counts: [String: Int] = [:]
    names = labels.map { label in
      let count = counts[label, default: 0]
      counts[label] = count + 1
      return count == 0 ? label : "\(label)\u{0}\(count)"
    }
    nodes = Dictionary(
      uniqueKeysWithValues: names.enumerated().map { ($0.element, Node.ID($0.offset)) })
  }

  package subscript(node: Node.ID) -> String { names[Int(node.index)] }

  /// The node with this name.
  package func node(named name: String) -> Node.ID? { nodes[name] }
}

/// The actions of a plan by name, to find a step of an old plan in the new one after the file has
/// changed.
package struct StepNames {
  private enum Name: Hashable {
    case forward(String)
    case zero, seed
    case flow(String, slot: Int, to: String)
    case update(String)
  }

  private let plan: StepPlan
  private let nodes: NodeNames
  private let actions: [Name: Action]

  package init(_ plan: StepPlan, _ nodes: NodeNames) {
    self.plan = plan
    self.nodes = nodes
    let all =
      plan.units.indices.map { Action.forward(unit: $0) } + [.zero, .seed]
      + plan.flows.indices.map { .flow($0) } + plan.parameters.indices.map { .update($0) }
    actions = Dictionary(
      all.map { (Self.name(of: $0, plan, nodes), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The position in this plan that matches one of another plan: the same step of the same
  /// iteration, or else the end of the last step before it that still exists.
  package func position(
    matching position: Position, of other: StepPlan, _ otherNodes: NodeNames
  ) -> Position {
    let iteration = position.iteration
    var progress = position.progress
    while progress > 0, let step = other.step(at: other.position(progress, in: iteration)) {
      if let action = actions[Self.name(of: step.action, other, otherNodes)] {
        let stage = step.action.stages.firstIndex(of: step.stage) ?? 0
        return plan.position(plan.range(of: action).lowerBound + stage + 1, in: iteration)
      }
      progress = other.range(of: step.action).lowerBound
    }
    return plan.beginning(of: iteration)
  }

  private static func name(of action: Action, _ plan: StepPlan, _ nodes: NodeNames) -> Name {
    switch action {
    case .forward(let unit): .forward(nodes[plan.units[unit].output])
    case .zero: .zero
    case .seed: .seed
    case .flow(let index):
      .flow(
        nodes[plan.units[plan.flows[index].unit].output], slot: plan.flows[index].slot,
        to: nodes[plan.flows[index].operand])
    case .update(let index): .update(nodes[plan.parameters[index]])
    }
  }
}
