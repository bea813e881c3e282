import ComputationGraph

// Looking for breakpoints along the timeline, in both directions.
extension Timeline {
  /// The first place after `position` at which a breakpoint holds, in these iterations.
  public mutating func firstStop(
    at breakpoints: [Breakpoint], after position: Position, in iterations: Range<Int>
  ) -> Breakpoint.Stop? {
    var found: Breakpoint.Stop?
    scan(iterations, breakpoints) { stops in
      found = stops.first { $0.position > position }
      return found == nil
    }
    return found
  }

  /// The last place before `position` at which a breakpoint holds, in these iterations.
  ///
  /// The iterations are searched forwards, because each follows from the one before it.
  public mutating func lastStop(
    at breakpoints: [Breakpoint], before position: Position, in iterations: Range<Int>
  ) -> Breakpoint.Stop? {
    var found: Breakpoint.Stop?
    scan(iterations, breakpoints) { stops in
      found = stops.last { $0.position < position } ?? found
      return true
    }
    return found
  }

  /// Passes the stops of each iteration to `body`, in order, until it returns `false`.
  private mutating func scan(
    _ iterations: Range<Int>, _ breakpoints: [Breakpoint], _ body: ([Breakpoint.Stop]) -> Bool
  ) {
    guard !iterations.isEmpty else { return }
    let watch = BreakpointWatch(breakpoints, over: plan, of: graph, output: output)
    if watch.needsLoss, !watch.needsNumbers { return scanLosses(iterations, watch, body) }
    var earlier = watch.needsLoss ? loss(ofIteration: iterations.lowerBound - 1) : nil
    for iteration in iterations {
      let now = watch.needsLoss ? loss(ofIteration: iteration) : nil
      let finished = watch.needsNumbers ? numbers(atEndOf: iteration) : nil
      var hits = watch.hits(finished, rises: Self.rises(from: earlier, to: now))
      if watch.needsFinite, finished?.isFinite == false {
        outcomes(ofIteration: iteration) { hits += watch.notFiniteHits($0, $1) }
      }
      earlier = now
      guard body(watch.stops(hits, in: iteration)) else { return }
    }
  }

  /// The same where only losses are asked for: training can go on at its own speed.
  private mutating func scanLosses(
    _ iterations: Range<Int>, _ watch: BreakpointWatch, _ body: ([Breakpoint.Stop]) -> Bool
  ) {
    var earlier: Double?
    let first = max(plan.firstIteration, iterations.lowerBound - 1)
    _ = run(from: first, count: iterations.upperBound - first) { iteration, loss, _ in
      defer { earlier = loss }
      guard iteration >= iterations.lowerBound else { return false }
      let hits = watch.hits(nil, rises: Self.rises(from: earlier, to: loss))
      return !body(watch.stops(hits, in: iteration))
    }
  }

  private static func rises(from earlier: Double?, to loss: Double?) -> Bool {
    guard let earlier, let loss else { return false }
    return loss > earlier
  }

  /// The loss as training measures it; `nil` before the first iteration.
  private mutating func loss(ofIteration iteration: Int) -> Double? {
    guard iteration >= plan.firstIteration else { return nil }
    var measured: Double?
    _ = run(from: iteration, count: 1) { _, loss, _ in
      measured = loss
      return true
    }
    return measured
  }
}

/// Breakpoints as steps of an iteration, which are the same in all of them.
///
/// A complete gradient stays until the next zeroing, and a value until the next forward pass, so
/// the numbers at the end of an iteration tell about all of its steps.
struct BreakpointWatch {
  /// A place where a breakpoint holds, in micro-steps of an iteration.
  struct Hit {
    let progress: Int
    let index: Int
    let node: Node.ID
  }

  private let plan: StepPlan
  private let graph: Graph
  private let output: Node.ID
  /// The stops that need no numbers: gates at work.
  private var fixed: [Hit] = []
  /// The places where gradients are complete, with the conditions on them.
  private var gradients: [(hit: Hit, test: Breakpoint.GradientTest)] = []
  private var finiteIndex: Int?
  private var lossHit: Hit?

  var needsNumbers: Bool { !gradients.isEmpty || needsFinite }
  var needsFinite: Bool { finiteIndex != nil }
  var needsLoss: Bool { lossHit != nil }

  init(_ breakpoints: [Breakpoint], over plan: StepPlan, of graph: Graph, output: Node.ID) {
    self.plan = plan
    self.graph = graph
    self.output = output
    for (index, breakpoint) in breakpoints.enumerated() {
      func hit(_ progress: Int, _ node: Node.ID) -> Hit {
        Hit(progress: progress, index: index, node: node)
      }
      switch breakpoint {
      case .node(let node):
        fixed += Self.work(of: node, in: plan, output: output).map { hit($0, node) }
      case .gradient(let node?, let test):
        if let end = plan.endOfArrivals(at: node, output: output) {
          gradients.append((hit(end, node), test))
        }
      case .gradient(nil, let test):
        for node in graph.ids where node != output {
          guard let end = plan.endOfArrivals(at: node, output: output) else { continue }
          gradients.append((hit(end, node), test))
        }
      case .notFinite:
        finiteIndex = finiteIndex ?? index
      case .lossRises:
        let unit = plan.units.firstIndex { $0.output == output }
        let end = unit.map { plan.range(of: .forward(unit: $0)).upperBound }
        lossHit = lossHit ?? end.map { hit($0, output) }
      }
    }
  }

  /// The places where a node is at work, counted in micro-steps of an iteration.
  private static func work(of node: Node.ID, in plan: StepPlan, output: Node.ID) -> [Int] {
    var actions: [Action] = []
    if let unit = plan.units.firstIndex(where: { $0.output == node }) {
      actions.append(.forward(unit: unit))
      if let last = plan.flows.lastIndex(where: { $0.unit == unit }) { actions.append(.flow(last)) }
    }
    var ends = actions.map { plan.range(of: $0).upperBound }
    if actions.isEmpty, let end = plan.endOfArrivals(at: node, output: output) { ends.append(end) }
    if let parameter = plan.parameters.firstIndex(of: node) {
      ends.append(plan.range(of: .update(parameter)).upperBound)
    }
    return ends
  }

  /// The places where breakpoints hold in an iteration with these numbers at its end, except those
  /// where a number is not finite.
  func hits(_ numbers: Numbers?, rises: Bool) -> [Hit] {
    var hits = fixed
    if rises, let lossHit { hits.append(lossHit) }
    guard let numbers else { return hits }
    for (hit, test) in gradients
    where test.passes(numbers.gradients(at: graph.places(of: hit.node))) {
      hits.append(hit)
    }
    return hits
  }

  /// The place where an action makes a number that is not finite, if it does.
  func notFiniteHits(_ action: Action, _ outcome: Outcome) -> [Hit] {
    let made: (tensor: Tensor, node: Node.ID)? =
      switch outcome {
      case .computed(let node, let value): (value, node)
      case .flowed(let flow): (flow.after, flow.operand)
      case .updated(let update): (update.new, update.parameter)
      case .zeroed, .seeded: nil
      }
    guard let finiteIndex, let made, !made.tensor.elements.allSatisfy(\.isFinite) else { return [] }
    return [Hit(progress: plan.end(ofGateStepWith: action), index: finiteIndex, node: made.node)]
  }

  /// The stops as positions of the timeline, ascending; where several breakpoints hold, the first.
  func stops(_ hits: [Hit], in iteration: Int) -> [Breakpoint.Stop] {
    let sorted = hits.enumerated().sorted { a, b in
      (a.element.progress, a.element.index, a.offset)
        < (b.element.progress, b.element.index, b.offset)
    }
    var stops: [Breakpoint.Stop] = []
    for (_, hit) in sorted {
      let position = plan.position(hit.progress, in: iteration)
      guard stops.last?.position != position else { continue }
      stops.append(Breakpoint.Stop(position: position, index: hit.index, node: hit.node))
    }
    return stops
  }
}

extension StepPlan {
  /// The micro-step of an iteration after which the gate-sized step that an action belongs to is
  /// finished: a gate sends to all of its operands in one.
  func end(ofGateStepWith action: Action) -> Int {
    guard case .flow(let index) = action else { return range(of: action).upperBound }
    return range(of: .flow(flowsOfUnit(around: index).upperBound - 1)).upperBound
  }

  /// The micro-step of an iteration after which all gradients of a node have arrived; `nil` if none
  /// ever arrives.
  func endOfArrivals(at node: Node.ID, output: Node.ID) -> Int? {
    if node == output { return range(of: .seed).upperBound }
    return arrivals[Int(node.index)].last.map { end(ofGateStepWith: .flow(Int($0))) }
  }
}

extension Numbers {
  /// Whether no value and no gradient is NaN or infinite.
  fileprivate var isFinite: Bool {
    let places = 0..<placeCount
    return values(at: places).allSatisfy(\.isFinite) && gradients(at: places).allSatisfy(\.isFinite)
  }
}
