import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences

/// The chain rule at one operand: upstream, local and downstream by name, in symbols and numbers.
struct FlowExplanation {
  let flow: GradientFlow
  let place: StepPlan.Flow
  let stage: Stage
  let words: Wording

  var graph: Graph { words.document.graph }
  var unit: StepPlan.Unit { words.snapshot.plan.units[place.unit] }
  /// The number of stages reached after upstream: local, its number, downstream, sum.
  var reached: Int { Action.flow(0).stages.firstIndex(of: stage) ?? 0 }

  /// The explanation of the flow up to its stage.
  var explanation: Explanation {
    let isScalar = graph.shape(of: flow.gate).isScalar && graph.shape(of: flow.operand).isScalar
    let primitive = graph.primitive(of: flow.gate)
    var remark = primitive?.elementwise?.pattern?.remark ?? "local gradient × upstream"
    let lines: [Line]
    if words.snapshot.isHeld(flow.gate) {
      remark = "held: the path ends here"
      lines = heldLines
    } else if case .elementwise(let local) = flow.local, isScalar {
      lines = scalarLines(local)
      if local.elements == [0.5], primitive?.elementwise?.pattern == .router {
        remark = "a tie: shared equally"
      }
    } else {
      lines = tensorLines
      if primitive == .matrixProduct { remark = "the shapes say which product" }
    }
    return Explanation(
      heading:
        "\(words.inside(flow.gate))\(words.gate(unit)) \(words.name(flow.gate)) → "
        + words.name(flow.operand),
      remark: unit.compoundGate != nil ? "closed: Enter opens it" : remark,
      lines: lines + earlierFlows)
  }

  func upstreamRow(_ note: String) -> ExplanationRow {
    ExplanationRow(
      .upstream, words.gradientName(flow.gate), number: words.text(flow.upstream), note)
  }

  /// The lines for a held gate, which depends on nothing and so passes no gradient on.
  private var heldLines: [Line] {
    let (gate, operand) = (words.name(flow.gate), words.name(flow.operand))
    let upstream = ExplanationRow.lines([upstreamRow(words.origin(of: flow.gate))])
    guard reached >= 1 else { return upstream }
    var downstream = Line(label: "downstream", 13).appending("nothing goes on to \(operand)")
    downstream.isTelling = true
    return upstream + [
      Line(label: "held", 13).appending("\(gate) is held and does not depend on \(operand) now"),
      downstream,
    ]
  }

  private func scalarLines(_ localGradient: Tensor) -> [Line] {
    var rows = [upstreamRow(words.origin(of: flow.gate))]
    if reached >= 1 { rows += localRows(localGradient) }
    if reached >= 3 {
      rows.append(
        ExplanationRow(
          .downstream, "\(words.text(flow.upstream)) × \(words.factor(localGradient))",
          number: words.text(flow.downstream), "goes to \(words.name(flow.operand))"))
    }
    if reached >= 4 { rows.append(sumRow) }
    return ExplanationRow.lines(rows)
  }

  /// The gradient that the operand has collected, including the one that has just arrived.
  private var sumRow: ExplanationRow {
    let name = words.gradientName(flow.operand)
    if words.replaces(flow) {
      return ExplanationRow(
        .sum, name, number: words.text(flow.after),
        "replaces \(words.text(flow.before)), by mistake")
    }
    let sum = "\(words.text(flow.before)) + \(words.factor(flow.downstream))"
    return ExplanationRow(
      .sum, name + (words.isRiddle ? ": " : " = ") + sum, number: words.text(flow.after),
      words.arrivals(at: flow.operand), gives: words.gives)
  }

  /// ∂gate/∂operand in symbols, and in numbers if those add anything.
  private func localRows(_ localGradient: Tensor) -> [ExplanationRow] {
    let name = words.derivative(flow.gate, by: flow.operand)
    let withNumber = reached >= 2
    let number = withNumber ? words.text(localGradient) : ""
    func row(_ symbols: String, _ note: String = "") -> [ExplanationRow] {
      [ExplanationRow(.local, symbols, number: number, note)]
    }
    guard unit.compoundGate == nil, let primitive = graph.primitive(of: flow.gate)?.elementwise
    else { return row(name, "all paths through its inside") }
    let operands = unit.operands(in: graph)
    func written(_ text: (Node.ID) -> String) -> String {
      primitive.localFormula(place.slot).text(
        BoardFormula.Names(operands.map(text), output: text(flow.gate)))
    }
    let symbols = written(words.factor)
    if localGradient.scalar == 0.5, primitive.pattern == .router {
      return row("\(name) = ½, both are equal")
    }
    if operands.count(where: { $0 == flow.operand }) > 1 {
      return row("\(name) = \(symbols)", "as operand \(place.slot + 1) of \(operands.count)")
    }
    let isSaturated = withNumber && localGradient.elements.allSatisfy { $0 == 0 }
    let note = isSaturated ? "nothing gets through" : ""
    let numbers = written { words.factor(words.value($0)) }
    guard withNumber, !numbers.isEmpty, numbers != words.factor(localGradient), numbers != symbols
    else { return row("\(name) = \(symbols)", note) }
    return [
      ExplanationRow(.local, "\(name) = \(symbols)", number: "", note),
      ExplanationRow(.localInNumbers, "= \(numbers)", number: number, note),
    ]
  }

  /// The earlier flows of the same gate, one line each.
  private var earlierFlows: [Line] {
    guard case .flow(let index)? = words.snapshot.step?.action,
      !words.snapshot.isHeld(unit.output), words.snapshot.rules.areRight
    else { return [] }
    return words.snapshot.plan.flows[(index - place.placeInUnit)..<index].map { flow in
      let line = Line(label: "before", 13).appending("\(words.name(flow.operand)) got ")
      let upstream = words.gradient(unit.output)
      guard unit.compoundGate == nil, graph.shape(of: unit.output).isScalar,
        let local = graph.localGradient(
          of: unit.output, slot: flow.slot, at: words.snapshot.numbers)
      else { return line.appending(words.text(words.gradient(flow.operand)), .gradient) }
      let downstream = Tensor(shape: upstream.shape) { upstream.elements[$0] * local.elements[$0] }
      return line.appending("\(words.text(upstream)) × \(words.factor(local)) = ")
        .appending(words.text(downstream), .gradient)
    }
  }
}

extension Wording {
  /// Whether a gradient replaces others, by a mistake that may be revealed.
  func replaces(_ flow: GradientFlow) -> Bool {
    rules.replaces(at: flow.operand) && flow.before.elements.contains { $0 != 0 }
  }

  /// The origin of a gate's own gradient: `from +, ×; 2 of 2 in`.
  func origin(of gate: Node.ID) -> String {
    let sources = sources(of: gate)
    return sources == "the seed" ? sources : "from \(sources); \(arrivals(at: gate))"
  }
}
