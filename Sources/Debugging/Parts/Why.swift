import Backpropagation
import ComputationGraph
import Sentences

/// The contributions to a number, in order; each can be asked about in turn.
package struct Why: Sendable {
  /// The number in question.
  package enum Subject: Sendable {
    case gradient(Node.ID)
    case value(StepPlan.Unit)
  }

  /// One part of the number.
  package enum Contribution: Sendable {
    /// What a gate has sent, and the flow that it is in the plan.
    case flow(GradientFlow, StepPlan.Flow)
    case operand(Node.ID)

    /// The node to ask about next.
    package var node: Node.ID {
      switch self {
      case .flow(let flow, _): flow.gate
      case .operand(let node): node
      }
    }
  }

  /// The number of parts that digits can choose.
  static let mostContributions = 9

  package let subject: Subject
  package let contributions: [Contribution]
  /// The gradient before anything arrived, where it was not cleared.
  package private(set) var leftover: Tensor?
  /// The number of gradients that have arrived besides those listed.
  package private(set) var unlisted = 0
  /// The number of paths from the output to the node; `nil` in graphs too large to count them.
  package private(set) var pathCount: Double?
  package private(set) var selected = 0
  /// Where one was when the first of these questions was asked.
  package internal(set) var origin: Origin?

  /// A place, and what was looked at there.
  package struct Origin: Sendable {
    package let position: Position
    package let focus: Node.ID?
  }

  /// The value of a unit, by its operands.
  init(valueOf unit: StepPlan.Unit, in graph: Graph) {
    subject = .value(unit)
    contributions = unit.operands(in: graph).filter { graph.role(of: $0) != .constant }
      .prefix(Self.mostContributions).map { .operand($0) }
  }

  /// The gradient of a node, by the `flows` of an iteration that have brought it.
  init(gradientOf node: Node.ID, flows: [Int], at snapshot: Snapshot, on timeline: Timeline) {
    var timeline = timeline
    subject = .gradient(node)
    let plan = timeline.plan
    let arrived = flows.prefix(Self.mostContributions).compactMap {
      flow -> (GradientFlow, StepPlan.Flow)? in
      let end = plan.end(of: .flow(flow), in: snapshot.iteration)
      guard case .flowed(let outcome)? = timeline.snapshot(at: end).outcome else { return nil }
      return (outcome, plan.flows[flow])
    }
    contributions = arrived.map { .flow($0, $1) }
    guard let first = arrived.first?.0 else { return }
    leftover = first.before.elements.contains { $0 != 0 } ? first.before : nil
    unlisted = flows.count - arrived.count
    if timeline.plan.flows.count < 100_000 {
      pathCount = PathProducts(to: node, in: timeline.evaluation(at: snapshot), limit: 0).count
    }
  }

  /// The node of a contribution, to ask about next.
  package func node(ofContribution index: Int) throws(Refusal) -> Node.ID {
    guard contributions.indices.contains(index) else {
      throw Refusal(
        contributions.isEmpty
          ? "this is where it begins" : "there are \(contributions.count) to ask on at")
    }
    return contributions[index].node
  }

  mutating func select(_ index: Int) {
    selected = contributions.isEmpty ? 0 : (index + contributions.count) % contributions.count
  }
}
