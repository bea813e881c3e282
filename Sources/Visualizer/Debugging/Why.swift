import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences

/// What came together in a number, in order: each part is a place to ask on at.
struct Why: Sendable {
  /// The number that was asked about.
  enum Subject: Sendable {
    case gradient(Node.ID)
    case value(StepPlan.Unit)
  }

  /// One part of the number.
  enum Contribution: Sendable {
    case flow(GradientFlow)
    case operand(Node.ID)

    /// The node to ask on at.
    var node: Node.ID {
      switch self {
      case .flow(let flow): flow.gate
      case .operand(let node): node
      }
    }
  }

  /// As many as digits can choose.
  static let mostContributions = 9

  let subject: Subject
  let contributions: [Contribution]
  /// What was there before anything arrived, where it was not cleared.
  private(set) var leftover: Tensor?
  /// How many gradients have arrived besides those listed.
  private(set) var unlisted = 0
  /// How many paths lead from the output to the node; `nil` in graphs too large to count them.
  private(set) var pathCount: Double?
  private(set) var selected = 0

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
    let arrived = flows.prefix(Self.mostContributions).compactMap { flow -> GradientFlow? in
      let end = timeline.plan.end(of: .flow(flow), in: snapshot.iteration)
      guard case .flowed(let outcome)? = timeline.snapshot(at: end).outcome else { return nil }
      return outcome
    }
    contributions = arrived.map { .flow($0) }
    guard let first = arrived.first else { return }
    leftover = first.before.elements.contains { $0 != 0 } ? first.before : nil
    unlisted = flows.count - arrived.count
    if timeline.plan.flows.count < 100_000 {
      pathCount = PathProducts(to: node, in: timeline.evaluation(at: snapshot), limit: 0).count
    }
  }

  mutating func select(_ index: Int) {
    selected = contributions.isEmpty ? 0 : (index + contributions.count) % contributions.count
  }
}

extension Session {
  /// Jumps to the step that last changed a node's number, its gradient once that is being computed,
  /// and asks what it is made of.
  mutating func askWhy(_ node: Node.ID) throws(Refusal) -> Note? {
    let plan = timeline.plan
    let isRestarted = !snapshot.justEdited.isEmpty
    let hasGradient =
      !isRestarted && position.progress > plan.range(ofPhase: .backward).lowerBound
      && [.partial, .fresh].contains(snapshot.gradientState(of: node))
    if hasGradient {
      let flows = plan.flows.indices.filter { plan.flows[$0].operand == node }
        .prefix(snapshot.arrivals(at: node).made)
      let why = Why(gradientOf: node, flows: Array(flows), at: snapshot, on: timeline)
      let action = flows.last.map(Action.flow) ?? (node == document.output ? .seed : nil)
      if let action { jump(to: plan.end(of: action, in: position.iteration)) }
      attention.study = .why(why)
      return nil
    }
    guard let index = plan.units.firstIndex(where: { $0.output == node }) else {
      return askWhyLeaf(node)
    }
    guard snapshot.valueState(of: node) != .unknown else {
      throw Refusal("there is no number yet: n computes the next gate")
    }
    // Before it is computed in this iteration, its number is from the one before.
    let iteration = isRestarted ? cursor.iterationToCome : position.iteration
    let isOld = position.progress < plan.range(of: .forward(unit: index)).upperBound
    jump(to: plan.end(of: .forward(unit: index), in: max(0, iteration - (isOld ? 1 : 0))))
    attention.study = .why(Why(valueOf: plan.units[index], in: document.graph))
    return nil
  }

  /// Asks on at one of the contributions.
  mutating func follow(_ why: Why, _ index: Int) throws(Refusal) -> Note? {
    guard why.contributions.indices.contains(index) else {
      throw Refusal(
        why.contributions.isEmpty
          ? "this is where it begins" : "there are \(why.contributions.count) to ask on at")
    }
    return try askWhy(why.contributions[index].node)
  }

  private mutating func askWhyLeaf(_ node: Node.ID) -> Note {
    let plan = timeline.plan
    let name = words.name(node)
    if let index = plan.parameters.firstIndex(of: node), position >= plan.end(of: 0) {
      let isMoved = position.progress >= plan.range(of: .update(index)).upperBound
      let iteration = position.iteration - (isMoved ? 0 : 1)
      jump(to: plan.end(of: .update(index), in: iteration))
      return "\(name) was moved by this update"
    }
    return "\(name) is a leaf: the file, or e, gives its value"
  }
}
