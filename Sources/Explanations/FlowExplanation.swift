import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences

/// The chain rule at one operand: upstream, local and downstream by name, in symbols and numbers.
extension Explanation {
  /// What is said of one flow up to `stage`.
  init(_ flow: GradientFlow, at place: StepPlan.Flow, stage: Stage, words: Wording) {
    let unit = words.snapshot.plan.units[place.unit]
    let reached = Action.flow(0).stages.firstIndex(of: stage) ?? 0
    let graph = words.document.graph
    let isScalar = graph.shape(of: flow.gate).isScalar && graph.shape(of: flow.operand).isScalar
    let pattern = graph.primitive(of: flow.gate)?.elementwise?.pattern
    var remark = pattern?.remark ?? "local gradient × upstream"
    let lines: [Line]
    if words.snapshot.isHeld(flow.gate) {
      remark = "held: the path ends here"
      lines = Self.heldLines(flow, words, reached)
    } else if case .elementwise(let local) = flow.local, isScalar {
      lines = Self.scalarLines(flow, local, place, unit, words, reached)
      if local.elements == [0.5], pattern == .router { remark = "a tie: shared equally" }
    } else {
      lines = Self.tensorLines(flow, place, unit, words, reached)
      if graph.primitive(of: flow.gate) == .matrixProduct {
        remark = "the shapes say which product"
      }
    }
    self.init(
      heading: "\(words.gate(unit)) \(words.name(flow.gate)) → \(words.name(flow.operand))",
      remark: unit.compoundGate != nil ? "closed: Enter opens it" : remark,
      lines: lines + Self.earlier(place, unit, words))
  }

  /// What is said of a gate that is held: it depends on nothing, so nothing goes on.
  private static func heldLines(
    _ flow: GradientFlow, _ words: Wording, _ reached: Int
  ) -> [Line] {
    let (gate, operand) = (words.name(flow.gate), words.name(flow.operand))
    let upstream = ExplanationRow.lines([
      ExplanationRow(
        .upstream, words.gradientName(flow.gate), number: words.text(flow.upstream),
        words.origin(of: flow.gate))
    ])
    guard reached >= 1 else { return upstream }
    var downstream = Line(label: "downstream", 13).appending("nothing goes on to \(operand)")
    downstream.isTelling = true
    return upstream + [
      Line(label: "held", 13).appending(
        "\(gate) is held and does not depend on \(operand) now"),
      downstream,
    ]
  }

  private static func scalarLines(
    _ flow: GradientFlow, _ localGradient: Tensor, _ place: StepPlan.Flow, _ unit: StepPlan.Unit,
    _ words: Wording, _ reached: Int
  ) -> [Line] {
    let local = local(flow, localGradient, place, unit, words, withNumber: reached >= 2)
    let upstream = words.text(flow.upstream)
    var rows = [
      ExplanationRow(
        .upstream, words.gradientName(flow.gate), number: upstream, words.origin(of: flow.gate))
    ]
    if reached >= 1 {
      let isShort = local.numbers.isEmpty
      let number = reached >= 2 ? words.text(localGradient) : ""
      rows.append(ExplanationRow(.local, local.symbols, number: isShort ? number : "", local.note))
      if !isShort {
        rows.append(
          ExplanationRow(.localInNumbers, "= \(local.numbers)", number: number, local.note))
      }
    }
    if reached >= 3 {
      rows.append(
        ExplanationRow(
          .downstream, "\(upstream) × \(words.factor(localGradient))",
          number: words.text(flow.downstream), "goes to \(words.name(flow.operand))"))
    }
    if reached >= 4 { rows.append(sum(flow, words)) }
    return ExplanationRow.lines(rows)
  }

  /// What an operand has collected, with what has just arrived.
  static func sum(_ flow: GradientFlow, _ words: Wording) -> ExplanationRow {
    let name = words.gradientName(flow.operand)
    if words.replaces(flow) {
      return ExplanationRow(
        .sum, name, number: words.text(flow.after),
        "replaces \(words.text(flow.before)), by mistake")
    }
    return ExplanationRow(
      .sum,
      name + (words.isRiddle ? ": " : " = ") + "\(words.text(flow.before)) + "
        + words.factor(flow.downstream),
      number: words.text(flow.after), words.arrivals(at: flow.operand), gives: words.gives)
  }

  /// ∂gate/∂operand in symbols, and with numbers where they say more.
  private static func local(
    _ flow: GradientFlow, _ localGradient: Tensor, _ place: StepPlan.Flow,
    _ unit: StepPlan.Unit, _ words: Wording, withNumber: Bool
  ) -> (symbols: String, numbers: String, note: String) {
    let name = words.derivative(flow.gate, by: flow.operand)
    guard unit.compoundGate == nil,
      let primitive = words.document.graph.primitive(of: flow.gate)?.elementwise
    else { return (name, "", "all paths through its inside") }
    let operands = unit.operands(in: words.document.graph)
    func written(_ text: (Node.ID) -> String) -> String {
      primitive.localFormula(place.slot).text(
        BoardFormula.Names(operands.map(text), output: text(flow.gate)))
    }
    let symbols = written(words.factor)
    if localGradient.scalar == 0.5, primitive.pattern == .router {
      return ("\(name) = ½, both are equal", "", "")
    }
    if operands.count(where: { $0 == flow.operand }) > 1 {
      return ("\(name) = \(symbols)", "", "as operand \(place.slot + 1) of \(operands.count)")
    }
    let isSaturated = withNumber && localGradient.elements.allSatisfy { $0 == 0 }
    let note = isSaturated ? "nothing gets through" : ""
    let numbers = written { words.factor(words.value($0)) }
    let isTelling = withNumber && numbers != words.factor(localGradient) && numbers != symbols
    return ("\(name) = \(symbols)", isTelling ? numbers : "", note)
  }

  /// The flows of the same gate that happened before this one, a line each.
  private static func earlier(
    _ place: StepPlan.Flow, _ unit: StepPlan.Unit, _ words: Wording
  ) -> [Line] {
    let plan = words.snapshot.plan
    guard case .flow(let index)? = words.snapshot.step?.action,
      !words.snapshot.isHeld(unit.output), words.snapshot.rules.areRight
    else { return [] }
    return plan.flows[(index - place.placeInUnit)..<index].map { flow in
      let line = Line(label: "before", 13).appending("\(words.name(flow.operand)) got ")
      let graph = words.document.graph
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
  /// Whether a gradient takes the place of others, by a mistake that may be told.
  func replaces(_ flow: GradientFlow) -> Bool {
    rules.replaces(at: flow.operand) && flow.before.elements.contains { $0 != 0 }
  }

  /// Where a gate's own gradient came from: `from +, ×; 2 of 2 in`.
  func origin(of gate: Node.ID) -> String {
    let sources = sources(of: gate)
    return sources == "the seed" ? sources : "from \(sources); \(arrivals(at: gate))"
  }
}
