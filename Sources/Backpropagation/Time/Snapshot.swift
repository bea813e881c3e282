import ComputationGraph

/// Everything known at one position of a timeline, and how far each number can be trusted.
public struct Snapshot: Sendable {
  /// The four honest states of a number.
  public enum NumberState: Hashable, Sendable {
    /// Not computed yet, or never: shown as nothing, never as zero.
    case unknown
    /// A gradient that has collected some, but not all of its contributions.
    case partial
    /// True now. A fresh zero is truly zero.
    case fresh
    /// From before an update or an edit that changed what it depends on.
    case stale
  }

  /// The position on the timeline.
  public let position: Position
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
  /// The outcome of the current action, with its numbers even before they are written; `nil` at the
  /// beginning.
  public let outcome: Outcome?
  /// The gates with a given output instead of a computed one.
  var heldValues: [HeldValue] = []
  /// The state of the iteration each time an edit restarted it, the last time first.
  var leftovers: [Leftover] = []
  /// The rules by which the iteration is carried out.
  public internal(set) var rules = Rules.right
  /// For every node, whether it is computed from a parameter that has moved too early.
  var isBehindEarlyUpdate: [Bool] = []
  /// The nodes that were edited here, while nothing has been computed since.
  public internal(set) var justEdited: [Node.ID] = []

  /// The state of an iteration when an edit restarted it.
  struct Leftover: Sendable {
    /// In micro-steps; 0 where nothing had been done.
    let progress: Int
    /// For every node, whether it is computed from what was edited.
    let isAffected: [Bool]
  }

  /// Whether a gate has a given output instead of a computed one.
  public func isHeld(_ node: Node.ID) -> Bool { heldValues.contains { $0.node == node } }

  /// The number of micro-steps made in the iteration, since an edit restarted it.
  private var progress: Int { justEdited.isEmpty ? position.progress : 0 }

  /// Whether there was an iteration before the one that is under way.
  private var hasEarlierIteration: Bool {
    justEdited.isEmpty ? iteration > plan.firstIteration : !position.isBeginning
  }

  /// The micro-step made last; `nil` at the beginning.
  public var step: Step? { plan.step(at: position) }
  /// Counted from 0.
  public var iteration: Int { position.iteration }
  /// The phase of the last step; forward at the beginning.
  public var phase: Phase { step?.action.phase ?? .forward }

  /// The state of a node's value.
  public func valueState(of node: Node.ID) -> NumberState {
    guard graph.role(of: node) == .gate, !isHeld(node) else { return .fresh }
    let parameter = plan.firstParameter[Int(node.index)]
    if isComputed(node, after: progress) {
      let isBehind = !isBehindEarlyUpdate.isEmpty && isBehindEarlyUpdate[Int(node.index)]
      return isBehind || parameter < parametersMoved ? .stale : .fresh
    }
    var isAffected = false
    for leftover in leftovers {
      isAffected = isAffected || leftover.isAffected[Int(node.index)]
      if isComputed(node, after: leftover.progress) { return isAffected ? .stale : .fresh }
    }
    guard hasEarlierIteration else { return .unknown }
    return isAffected || parameter <= plan.parameters.count ? .stale : .fresh
  }

  /// The state of a node's gradient.
  public func gradientState(of node: Node.ID) -> NumberState {
    guard plan.reachesOutput[Int(node.index)], graph.role(of: node) != .constant else {
      return .unknown
    }
    let first = plan.range(ofPhase: .backward).lowerBound
    if progress >= first { return gradientState(of: node, after: progress) }
    if let leftover = leftovers.first(where: { $0.progress >= first }) {
      let state = gradientState(of: node, after: leftover.progress)
      return state == .unknown ? .unknown : .stale
    }
    return hasEarlierIteration ? .stale : .unknown
  }

  private func isComputed(_ node: Node.ID, after progress: Int) -> Bool {
    let unitsDone = min(progress / 3, plan.units.count)
    return unitsDone > 0 && node.index < plan.units[unitsDone - 1].nodes.upperBound
  }

  /// The state of a gradient after `progress` micro-steps, zeroing among them.
  private func gradientState(of node: Node.ID, after progress: Int) -> NumberState {
    let backward = plan.range(ofPhase: .backward)
    if node == output { return progress > backward.lowerBound ? .fresh : .unknown }
    let flows = plan.arrivals[Int(node.index)]
    // A node inside a closed compound gate gets its gradient when the gate has sent all of its own.
    if flows.isEmpty { return progress >= backward.upperBound ? .fresh : .unknown }
    let made = flows.count { plan.range(of: .flow(Int($0))).upperBound <= progress }
    // What was not cleared is from the iteration before.
    if made == 0, iteration > plan.firstIteration, graph.role(of: node) != .gate,
      numbers.gradients(at: graph.places(of: node)).contains(where: { $0 != 0 })
    {
      return .stale
    }
    return made == 0 ? .unknown : made < flows.count ? .partial : .fresh
  }

  /// The number of gradients that have arrived at a node in this iteration, and of all that will.
  public func arrivals(at node: Node.ID) -> (made: Int, total: Int) {
    let flows = plan.arrivals[Int(node.index)]
    return (flows.count { plan.range(of: .flow(Int($0))).upperBound <= progress }, flows.count)
  }

  /// The flows into a node, in the order in which they arrive.
  public func flows(into node: Node.ID) -> [StepPlan.Flow] { plan.flows(into: node) }

  /// The nodes whose value the current gate-sized step has changed by now.
  public var changedValues: [Node.ID] {
    if !justEdited.isEmpty { return justEdited }
    guard let step, step.isDone else { return [] }
    switch step.action {
    case .forward(let unit): return [plan.units[unit].output]
    case .update(let index): return [plan.parameters[index]]
    case .zero, .seed, .flow: return []
    }
  }

  /// The nodes whose gradient the current gate-sized step has changed by now.
  public var changedGradients: [Node.ID] {
    switch justEdited.isEmpty ? step?.action : nil {
    case .seed: return [output]
    case .flow(let index):
      let first = plan.flowsOfUnit(around: index).lowerBound
      return plan.flows[first..<(step?.isDone == true ? index + 1 : index)].map(\.operand)
    case .forward, .zero, .update, nil: return []
    }
  }

  private var parametersMoved: Int {
    max(0, progress - plan.range(ofPhase: .update).lowerBound) / 2
  }
}
