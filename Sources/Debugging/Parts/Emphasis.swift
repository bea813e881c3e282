import Backpropagation
import ComputationGraph

/// The emphasis of the current step: the node at work, the wires that its number travels along,
/// and the numbers it has changed.
package struct Emphasis: Sendable {
  /// The node whose gate, or whose parameter, is at work.
  package let node: Node.ID?
  /// The wires that are heavy: from a source node into the box of another.
  package private(set) var wires: [(source: Node.ID, target: Node.ID, slots: Set<Int>)] = []
  /// The node that a gradient is on its way to.
  package private(set) var receiver: Node.ID?
  package let changedValues: Set<Node.ID>
  package let changedGradients: Set<Node.ID>

  package init(of snapshot: Snapshot) {
    changedValues = Set(snapshot.changedValues)
    changedGradients = Set(snapshot.changedGradients)
    guard snapshot.justEdited.isEmpty else {
      node = snapshot.justEdited.last
      return
    }
    let plan = snapshot.plan
    switch snapshot.step?.action {
    case .forward(let index):
      let unit = plan.units[index]
      node = unit.output
      wires = unit.operands(in: snapshot.graph).map { ($0, unit.output, []) }
    case .flow(let index):
      let flow = plan.flows[index]
      let unit = plan.units[flow.unit]
      node = unit.output
      wires = [(flow.operand, unit.output, [flow.slot])]
      receiver = flow.operand
    case .seed: node = snapshot.output
    case .update(let index): node = plan.parameters[index]
    case .zero, nil: node = nil
    }
  }
}
