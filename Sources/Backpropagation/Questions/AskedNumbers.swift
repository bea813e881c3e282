import ComputationGraph

/// The numbers that a question asks for, with what is behind them.
struct AskedNumbers {
  let node: Node.ID
  /// The numbers that are asked for, as the iteration has them.
  let expected: Tensor
  let facts: any QuestionFacts
}

extension Snapshot {
  /// The numbers that are asked for at a place whose `asked` is this position.
  func numbers(askedAt place: QuestionPlace) -> AskedNumbers {
    func value(_ node: Node.ID) -> Tensor { numbers.value(of: node, in: graph) }
    func alone(_ unit: StepPlan.Unit) -> UnitAlone { UnitAlone(unit, of: graph) }
    switch (place.number, place.action, outcome) {
    case (.value, .forward(let index), .computed(let node, let output)):
      let unit = plan.units[index]
      return AskedNumbers(
        node: node, expected: output,
        facts: ValueFacts(
          gate: alone(unit), operands: unit.operands(in: graph).map(value),
          before: valueState(of: node) == .unknown ? nil : value(node)))
    case (.downstream, .flow(let index), .flowed(let flow)):
      let place = plan.flows[index]
      let unit = plan.units[place.unit]
      return AskedNumbers(
        node: flow.operand, expected: flow.downstream,
        facts: FlowFacts(
          gate: alone(unit), slot: place.slot, operands: unit.operands(in: graph).map(value),
          output: value(flow.gate), upstream: flow.upstream,
          before: arrivals(at: flow.operand).made == 0 ? nil : flow.before, kind: flow.local,
          upstreamsLeavingOut: upstreamsLeavingOut(above: flow.gate)))
    case (.sum, _, .flowed(let flow)):
      return AskedNumbers(
        node: flow.operand, expected: flow.after,
        facts: SumFacts(
          before: flow.before, arriving: flow.downstream, value: value(flow.operand)))
    case (.update, _, .updated(let update)):
      return AskedNumbers(
        node: update.parameter, expected: update.new, facts: UpdateFacts(update))
    default:
      let facts = SeedFacts(output: value(output))
      return AskedNumbers(node: output, expected: value(output).map { _ in 1 }, facts: facts)
    }
  }

  /// How far up a gate is looked for that can be left out, and the most elements that it can have.
  private static let longestChain = 4
  private static let mostElements = 4096

  /// The gradients of a node that come out where one of the gates above it hands its own on as it is,
  /// as long as only one gate uses each.
  private func upstreamsLeavingOut(above node: Node.ID) -> [Tensor] {
    typealias Link = (unit: UnitAlone, slot: Int, operands: [Tensor])
    var path: [Link] = []
    var upstreams: [Tensor] = []
    var node = node
    while path.count < Self.longestChain, graph.shape(of: node).count <= Self.mostElements {
      let flows = flows(into: node)
      guard flows.count == 1 else { break }
      let unit = plan.units[flows[0].unit]
      if isHeld(unit.output) { break }
      let above = numbers.gradient(of: unit.output, in: graph)
      let skipped = above.handedOn(to: graph.shape(of: node))
      let sent = path.reversed().reduce(skipped) { gradient, link in
        gradient.flatMap { link.unit.downstream(link.slot, from: $0, link.operands) }
      }
      if let sent { upstreams.append(sent) }
      path.append(
        (
          UnitAlone(unit, of: graph), flows[0].slot,
          unit.operands(in: graph).map { numbers.value(of: $0, in: graph) }
        ))
      node = unit.output
    }
    return upstreams
  }
}
