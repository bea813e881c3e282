import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Screen

/// The chain rule at one operand: upstream, local and downstream by name, in symbols and numbers.
extension Explanation {
  /// What is said of one flow up to `stage`.
  init(_ flow: GradientFlow, at place: StepPlan.Flow, stage: Stage, words: Wording) {
    let unit = words.snapshot.plan.units[place.unit]
    let operand = words.name(flow.operand)
    let stages = Action.flow(0).stages
    let reached = stages.firstIndex(of: stage) ?? 0
    let local = Self.local(flow, place, unit, words, withNumber: reached >= 2)
    let upstream = words.text(flow.upstream)

    var rows = [
      Row(
        "upstream", words.gradientName(flow.gate), number: upstream,
        words.origin(of: flow.gate))
    ]
    if reached >= 1 {
      let isShort = local.numbers.isEmpty
      let number = reached >= 2 ? words.text(flow.local) : ""
      rows.append(Row("local", local.symbols, number: isShort ? number : "", local.note))
      if !isShort { rows.append(Row("", "= \(local.numbers)", number: number, local.note)) }
    }
    if reached >= 3 {
      rows.append(
        Row(
          "downstream", "\(upstream) × \(words.factor(flow.local))",
          number: words.text(flow.downstream), "goes to \(operand)"))
    }
    if reached >= 4 {
      rows.append(
        Row(
          "sum",
          "\(words.gradientName(flow.operand)) = \(words.text(flow.before)) + "
            + words.factor(flow.downstream),
          number: words.text(flow.after), words.arrivals(at: flow.operand), isNew: true))
    }
    let pattern = words.document.graph.primitive(of: flow.gate)?.elementwise?.pattern
    let isTie = flow.local.elements == [0.5] && pattern == .router
    self.init(
      heading: "\(words.gate(unit)) \(words.name(flow.gate)) → \(operand)",
      remark: unit.compoundGate != nil
        ? "closed: Enter opens it"
        : isTie ? "a tie: shared equally" : pattern?.remark ?? "local gradient × upstream",
      lines: Row.lines(rows) + Self.earlier(place, unit, words))
  }

  /// ∂gate/∂operand in symbols, and with numbers where they say more.
  private static func local(
    _ flow: GradientFlow, _ place: StepPlan.Flow, _ unit: StepPlan.Unit, _ words: Wording,
    withNumber: Bool
  ) -> (symbols: String, numbers: String, note: String) {
    let name = words.derivative(flow.gate, by: flow.operand)
    guard unit.compoundGate == nil,
      let primitive = words.document.graph.primitive(of: flow.gate)?.elementwise
    else { return (name, "", "all paths through its inside") }
    let operands = unit.operands(in: words.document.graph)
    func written(_ text: (Node.ID) -> String) -> String {
      primitive.localFormula(
        place.slot, text(operands[0]), operands.count > 1 ? text(operands[1]) : "",
        output: text(flow.gate))
    }
    let symbols = written(words.factor)
    if flow.local.scalar == 0.5, primitive.pattern == .router {
      return ("\(name) = ½, both are equal", "", "")
    }
    if operands.count(where: { $0 == flow.operand }) > 1 {
      return ("\(name) = \(symbols)", "", "as operand \(place.slot + 1) of \(operands.count)")
    }
    let isSaturated = withNumber && flow.local.elements.allSatisfy { $0 == 0 }
    let note = isSaturated ? "nothing gets through" : ""
    let numbers = written { words.factor(words.value($0)) }
    let isTelling = withNumber && numbers != words.factor(flow.local) && numbers != symbols
    return ("\(name) = \(symbols)", isTelling ? numbers : "", note)
  }

  /// The flows of the same gate that happened before this one, a line each.
  private static func earlier(
    _ place: StepPlan.Flow, _ unit: StepPlan.Unit, _ words: Wording
  ) -> [StyledLine] {
    let plan = words.snapshot.plan
    guard case .flow(let index)? = words.snapshot.step?.action else { return [] }
    return plan.flows[(index - place.placeInUnit)..<index].map { flow in
      let line = StyledLine(" before      ", .faint).appending("\(words.name(flow.operand)) got ")
      guard unit.compoundGate == nil else { return line.appending("its part") }
      let upstream = words.gradient(unit.output)
      let local = words.document.graph.localGradient(
        of: unit.output, slot: flow.slot, at: words.snapshot.numbers)
      let downstream = Tensor(shape: upstream.shape) { upstream.elements[$0] * local.elements[$0] }
      return line.appending("\(words.text(upstream)) × \(words.factor(local)) = ")
        .appending(words.text(downstream), .gradient)
    }
  }
}

/// A line of the chain rule: its term, what it is, its number and where it belongs.
private struct Row {
  let term: String
  let formula: String
  let number: String
  let note: String
  let isNew: Bool

  init(_ term: String, _ formula: String, number: String, _ note: String, isNew: Bool = false) {
    self.term = term
    self.formula = formula
    self.number = number
    self.note = note
    self.isNew = isNew
  }

  /// The rows with their equals signs and numbers below each other.
  static func lines(_ rows: [Row]) -> [StyledLine] {
    let formulaWidth = min(50, rows.map(\.formula.columns).max() ?? 0)
    let numberWidth = rows.map(\.number.columns).max() ?? 0
    return rows.map { row in
      var line = StyledLine(" \(row.term)", .faint)
      line.pad(to: 13)
      line.append(row.formula)
      line.pad(to: 13 + formulaWidth)
      if !row.number.isEmpty {
        line.append(" = ")
        line.append(String(repeating: " ", count: numberWidth - row.number.columns))
        line.append(
          row.number,
          row.isNew ? .newGradient : ["local", ""].contains(row.term) ? .plain : .gradient)
        line.append("   \(row.note)", .faint)
      }
      return line
    }
  }
}

extension Wording {
  /// Where a gate's own gradient came from: `from +, ×; 2 of 2 in`.
  fileprivate func origin(of gate: Node.ID) -> String {
    if gate == snapshot.output, snapshot.arrivals(at: gate).total == 0 { return "the seed" }
    let gates = snapshot.flows(into: gate).map { self.gate(snapshot.plan.units[$0.unit]) }
    return "from \(gates.joined(separator: ", ")); \(arrivals(at: gate))"
  }
}
