import ComputationGraph

/// Everything known at one position of a timeline, and how far each number can be trusted.
public struct Snapshot: Sendable {
  /// The four honest states of a number, and how a gradient gets there.
  public enum NumberState: Hashable, Sendable {
    /// Not computed yet, or never: shown as nothing, never as zero.
    case unknown
    /// A gradient that has collected some, but not all of its contributions.
    case partial
    /// True now. A fresh zero is truly zero.
    case fresh
    /// From before an update that changed what it depends on.
    case stale
  }

  /// How many micro-steps have been made since the beginning.
  public let position: Int
  /// The graph that is stepped through.
  public let graph: Graph
  /// The node whose gradient is 1.
  public let output: Node.ID
  /// The steps of each iteration.
  public let plan: StepPlan
  /// All values and gradients as they are now; `valueState` and `gradientState` tell which to trust.
  public let numbers: Numbers
  /// The learning rate of this iteration.
  public let learningRate: Double
  /// What the current action does, with its numbers even before they are written; `nil` at the
  /// beginning.
  public let outcome: Outcome?

  /// The micro-step made last; `nil` at the beginning.
  public var step: Step? { plan.step(at: position) }
  /// Counted from 0.
  public var iteration: Int { plan.iteration(at: position) }
  /// The phase of the last step; forward at the beginning.
  public var phase: Phase { step?.action.phase ?? .forward }

  /// How far the value of a node can be trusted.
  public func valueState(of node: Node.ID) -> NumberState {
    guard graph.role(of: node) == .gate else { return .fresh }
    let progress = plan.progress(at: position)
    let unitsDone = min(progress / 3, plan.units.count)
    let nodesDone = unitsDone > 0 ? plan.units[unitsDone - 1].nodes.upperBound : 0
    let isComputed = node.index < nodesDone
    guard isComputed || iteration > 0 else { return .unknown }
    let movedParameters = isComputed ? parametersMoved : plan.parameters.count
    return plan.firstParameter[Int(node.index)] < movedParameters ? .stale : .fresh
  }

  /// How far the gradient of a node can be trusted.
  public func gradientState(of node: Node.ID) -> NumberState {
    guard plan.reachesOutput[Int(node.index)], graph.role(of: node) != .constant else {
      return .unknown
    }
    let progress = plan.progress(at: position)
    let backward = plan.range(ofPhase: .backward)
    if progress < backward.lowerBound { return iteration > 0 ? .stale : .unknown }
    if node == output { return progress > backward.lowerBound ? .fresh : .unknown }
    let arrivals = arrivals(at: node)
    if arrivals.made == 0 { return arrivals.total == 0 ? insideState(of: node) : .unknown }
    return arrivals.made < arrivals.total ? .partial : .fresh
  }

  /// How many of the gradients that flow into a node have arrived in this iteration, of how many.
  public func arrivals(at node: Node.ID) -> (made: Int, total: Int) {
    let flows = plan.arrivals[Int(node.index)]
    let progress = plan.progress(at: position)
    return (flows.count { plan.range(of: .flow(Int($0))).upperBound <= progress }, flows.count)
  }

  /// The flows into a node, in the order in which they arrive.
  public func flows(into node: Node.ID) -> [StepPlan.Flow] {
    plan.arrivals[Int(node.index)].map { plan.flows[Int($0)] }
  }

  /// The nodes whose value the current gate-sized step has changed by now.
  public var changedValues: [Node.ID] {
    guard let step, step.isDone else { return [] }
    switch step.action {
    case .forward(let unit): return [plan.units[unit].output]
    case .update(let index): return [plan.parameters[index]]
    case .zero, .seed, .flow: return []
    }
  }

  /// The nodes whose gradient the current gate-sized step has changed by now.
  public var changedGradients: [Node.ID] {
    switch step?.action {
    case .seed: return [output]
    case .flow(let index):
      let first = index - plan.flows[index].placeInUnit
      return plan.flows[first..<(step?.isDone == true ? index + 1 : index)].map(\.operand)
    case .forward, .zero, .update, nil: return []
    }
  }

  /// A node inside a closed compound gate gets its gradient when the gate has sent all of its own.
  private func insideState(of node: Node.ID) -> NumberState {
    plan.progress(at: position) >= plan.range(ofPhase: .backward).upperBound ? .fresh : .unknown
  }

  private var parametersMoved: Int {
    max(0, plan.progress(at: position) - plan.range(ofPhase: .update).lowerBound) / 2
  }
}
