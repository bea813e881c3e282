import ComputationGraph

// Looking for breakpoints along the timeline, in both directions.
extension Timeline {
  /// The first place after `position` at which a breakpoint holds, in these iterations.
  public mutating func firstStop(
    at breakpoints: [Breakpoint], after position: Int, in iterations: Range<Int>
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
  /// They are looked through forwards, because that way each follows from the one before it.
  public mutating func lastStop(
    at breakpoints: [Breakpoint], before position: Int, in iterations: Range<Int>
  ) -> Breakpoint.Stop? {
    var found: Breakpoint.Stop?
    scan(iterations, breakpoints) { stops in
      found = stops.last { $0.position < position } ?? found
      return true
    }
    return found
  }

  /// Gives the stops of each iteration, in order, until told `false`.
  private mutating func scan(
    _ iterations: Range<Int>, _ breakpoints: [Breakpoint], _ body: ([Breakpoint.Stop]) -> Bool
  ) {
    guard !iterations.isEmpty else { return }
    let watch = BreakpointWatch(breakpoints, over: plan, of: graph, output: output)
    guard watch.needsNumbers else {
      scanLosses(iterations, watch, body)
      return
    }
    var earlier = watch.needsLoss ? loss(ofIteration: iterations.lowerBound - 1) : nil
    for iteration in iterations {
      let now = watch.needsLoss ? loss(ofIteration: iteration) : nil
      let finished = numbers(atEndOf: iteration)
      var isFinite = true
      if watch.needsFinite { isFinite = finished.isFinite }
      var stops = watch.stops(finished, rises: Self.rises(from: earlier, to: now))
      if !isFinite { stops += watch.notFiniteStops(outcomes: outcomes(ofIteration: iteration)) }
      earlier = now
      guard body(watch.placed(stops, in: iteration)) else { return }
    }
  }

  /// The same where no gradients are asked for: training can go on at its own speed.
  private mutating func scanLosses(
    _ iterations: Range<Int>, _ watch: BreakpointWatch, _ body: ([Breakpoint.Stop]) -> Bool
  ) {
    guard watch.needsLoss else {
      for iteration in iterations {
        guard body(watch.placed(watch.stops(nil, rises: false), in: iteration)) else { return }
      }
      return
    }
    var earlier: Double?
    let first = max(0, iterations.lowerBound - 1)
    _ = run(from: first, count: iterations.upperBound - first) { iteration, loss, _ in
      defer { earlier = loss }
      guard iteration >= iterations.lowerBound else { return false }
      let stops = watch.stops(nil, rises: Self.rises(from: earlier, to: loss))
      return !body(watch.placed(stops, in: iteration))
    }
  }

  private static func rises(from earlier: Double?, to loss: Double?) -> Bool {
    guard let earlier, let loss else { return false }
    return loss > earlier
  }

  /// The loss as training measures it; `nil` before the first iteration.
  private mutating func loss(ofIteration iteration: Int) -> Double? {
    guard iteration >= 0 else { return nil }
    var measured: Double?
    _ = run(from: iteration, count: 1) { _, loss, _ in
      measured = loss
      return true
    }
    return measured
  }

  /// What happens in an iteration, in order.
  private mutating func outcomes(ofIteration iteration: Int) -> [(Action, Outcome)] {
    var all: [(Action, Outcome)] = []
    outcomes(ofIteration: iteration) { action, outcome in
      all.append((action, outcome))
      return true
    }
    return all
  }
}

/// Breakpoints as places in an iteration, which are the same in all of them.
///
/// A gradient keeps what it was when it was complete until the next zeroing, and a value until the
/// next forward pass, so the numbers at the end of an iteration tell about all of its steps.
struct BreakpointWatch {
  private let plan: StepPlan
  private let graph: Graph
  private let output: Node.ID
  /// Stops that need no numbers: gates at work.
  private var fixed: [Breakpoint.Stop] = []
  /// Where gradients are complete, and what is asked of them.
  private var gradients: [(stop: Breakpoint.Stop, test: Breakpoint.GradientTest)] = []
  private var finiteIndex: Int?
  private var lossStop: Breakpoint.Stop?

  var needsNumbers: Bool { !gradients.isEmpty || needsFinite }
  var needsFinite: Bool { finiteIndex != nil }
  var needsLoss: Bool { lossStop != nil }

  init(_ breakpoints: [Breakpoint], over plan: StepPlan, of graph: Graph, output: Node.ID) {
    self.plan = plan
    self.graph = graph
    self.output = output
    for (index, breakpoint) in breakpoints.enumerated() {
      func stop(_ position: Int, _ node: Node.ID) -> Breakpoint.Stop {
        Breakpoint.Stop(position: position, index: index, node: node)
      }
      switch breakpoint {
      case .node(let node):
        fixed += Self.work(of: node, in: plan, output: output).map { stop($0, node) }
      case .gradient(let node?, let test):
        if let end = plan.endOfArrivals(at: node, output: output) {
          gradients.append((stop(end, node), test))
        }
      case .gradient(nil, let test):
        for node in graph.ids where node != output {
          guard let end = plan.endOfArrivals(at: node, output: output) else { continue }
          gradients.append((stop(end, node), test))
        }
      case .notFinite:
        finiteIndex = finiteIndex ?? index
      case .lossRises:
        let unit = plan.units.firstIndex { $0.output == output }
        let end = unit.map { plan.range(of: .forward(unit: $0)).upperBound }
        lossStop = lossStop ?? end.map { stop($0, output) }
      }
    }
  }

  /// Where a node is at work, counted in micro-steps of an iteration.
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

  /// The stops of an iteration with these numbers at its end, but those for what is not finite.
  func stops(_ numbers: Numbers?, rises: Bool) -> [Breakpoint.Stop] {
    var stops = fixed
    if rises, let lossStop { stops.append(lossStop) }
    guard let numbers else { return stops }
    for (stop, test) in gradients
    where test.passes(numbers.gradients(at: graph.places(of: stop.node))) {
      stops.append(stop)
    }
    return stops
  }

  /// The stops where a step makes a number that is not finite.
  func notFiniteStops(outcomes: [(Action, Outcome)]) -> [Breakpoint.Stop] {
    guard let finiteIndex else { return [] }
    return outcomes.compactMap { action, outcome in
      let made: (tensor: Tensor, node: Node.ID)? =
        switch outcome {
        case .computed(let node, let value): (value, node)
        case .flowed(let flow): (flow.after, flow.operand)
        case .updated(let update): (update.new, update.parameter)
        case .zeroed, .seeded: nil
        }
      guard let made, !made.tensor.elements.allSatisfy(\.isFinite) else { return nil }
      return Breakpoint.Stop(
        position: plan.end(ofGateStepWith: action), index: finiteIndex, node: made.node)
    }
  }

  /// The stops as positions of the timeline, ascending; where several breakpoints hold, the first.
  func placed(_ stops: [Breakpoint.Stop], in iteration: Int) -> [Breakpoint.Stop] {
    let start = iteration * plan.stepsPerIteration
    let sorted = stops.enumerated().sorted { a, b in
      (a.element.position, a.element.index, a.offset)
        < (b.element.position, b.element.index, b.offset)
    }
    var placed: [Breakpoint.Stop] = []
    for (_, stop) in sorted where placed.last?.position != start + stop.position {
      placed.append(
        Breakpoint.Stop(position: start + stop.position, index: stop.index, node: stop.node))
    }
    return placed
  }
}

extension StepPlan {
  /// The micro-step of an iteration after which the gate-sized step that an action belongs to is
  /// finished: a gate sends to all of its operands in one.
  func end(ofGateStepWith action: Action) -> Int {
    guard case .flow(let index) = action else { return range(of: action).upperBound }
    let last = index - flows[index].placeInUnit + flows[index].countOfUnit - 1
    return range(of: .flow(last)).upperBound
  }

  /// The micro-step of an iteration after which all gradients of a node have arrived; `nil` where
  /// none ever does.
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
