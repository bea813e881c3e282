import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences

/// What is behind one entry of an array: how its value comes from entries of the operands, and what each
/// gate that uses it adds to its gradient.
///
/// It is written in words, then in numbers, then the result: `∂q[0] · x[0] = 0.44 × 0.20 = 0.09`.
package struct EntryBreakdown {
  package let words: Wording
  package let node: Node.ID
  /// The entry's indices, one per axis.
  package let indices: [Int]
  /// The update of the node in this iteration, if there has been one.
  let update: ParameterUpdate?

  package init(words: Wording, node: Node.ID, indices: [Int], update: ParameterUpdate?) {
    self.words = words
    self.node = node
    self.indices = indices
    self.update = update
  }

  var graph: Graph { words.document.graph }
  var snapshot: Snapshot { words.snapshot }
  /// The entry, counted row by row.
  var entry: Int { graph.shape(of: node).place(of: indices) }

  /// The greatest number of terms of a sum that are written out.
  static let mostTerms = 16

  /// The parts of the entry's gradient, one line for each gate that has sent one, and their sum where
  /// there are several.
  package var contributions: [Line] {
    guard snapshot.gradientState(of: node) == .fresh || snapshot.gradientState(of: node) == .partial
    else { return [] }
    let flows = snapshot.flows(into: node).prefix(snapshot.arrivals(at: node).made)
    guard !flows.isEmpty else {
      return node == snapshot.output ? ["the seed, where the chain rule begins"] : []
    }
    let parts = flows.map { contribution(of: $0) }
    let lines = zip(flows, parts).map { flow, part in
      let unit = snapshot.plan.units[flow.unit]
      return Line("from \(words.name(unit.output))\(words.operandNote(flow)): ")
        .appending(part.line)
    }
    // With a mistake on, the parts need not add up to what is there.
    guard parts.count > 1, snapshot.rules.areRight else { return lines }
    var sum = Line("together")
    for (index, part) in parts.enumerated() {
      sum.append(index == 0 ? " = " : " + ", .sign)
      sum.append(words.factor(Tensor(part.amount)), .gradient)
    }
    let total = words.gradient(node).elements[entry]
    return lines + [sum.appending(" = ", .sign).appending(words.text(Tensor(total)), .gradient)]
  }

  /// The sentence for an entry of which nothing else can be said.
  package var emptiness: String {
    if snapshot.valueState(of: node) == .unknown { return " nothing was computed for it yet" }
    return graph.primitive(of: node) == nil
      ? " it was given; its gradient comes in the backward pass"
      : " nothing more is known of this number yet"
  }

  /// The move of the entry by the optimizer, one line for each equation of its rule.
  package var moves: [Line] {
    guard let update, words.isRiddle || update.direction != .movedBefore else { return [] }
    let name = words.name(node)
    let equations = update.equations(
      name: name, gradientName: words.gradientName(node), climbs: words.rules.climbs)
    return equations.map {
      $0.entry(entry).line(indent: 12, gives: words.gives) { words.text($0, more: 2) }
    }
  }

  /// What one gate has sent to the entry, in words and as a number.
  private func contribution(of flow: StepPlan.Flow) -> (line: Line, amount: Double) {
    let unit = snapshot.plan.units[flow.unit]
    let gate = unit.output
    if snapshot.isHeld(gate) { return ("it is held and depends on nothing: 0", 0) }
    guard unit.compoundGate == nil, let primitive = graph.primitive(of: gate) else {
      let amount = words.sentThroughInside(of: unit, to: node).elements[entry]
      return (
        Line("through its inside").appending(" = ", .sign)
          .appending(words.text(Tensor(amount)), .local), amount
      )
    }
    // The gradient sent by mistake is not a product of these rows and columns.
    if words.rules.forgetsTranspose(of: gate, slot: flow.slot, in: graph) {
      return ("the product without its transpose, by mistake", .nan)
    }
    let upstream = words.gradient(gate).elements
    let terms = graph.entryTerms(of: gate, slot: flow.slot, entry: entry, at: snapshot.numbers)
    guard !terms.isEmpty else { return ("it does not take this entry: 0", 0) }
    let factors = terms.map { (upstream[$0.output], $0.local) }
    let amount = factors.reduce(0) { $0 + $1.0 * $1.1 }
    let what = text(of: primitive, gate, slot: flow.slot, terms)
    let isRow = primitive == .matrixProduct && flow.slot == 1
    return (line(what, sum: isRow ? factors.map { ($1, $0) } : factors, amount), amount)
  }

  /// The sum in words: which upstream gradients are multiplied with which local ones.
  private func text(
    of primitive: Primitive, _ gate: Node.ID, slot: Int, _ terms: [EntryTerm]
  ) -> String {
    switch primitive {
    case .matrixProduct:
      let (rule, x, y) = product(gate)
      let upstream: Factor = (name: "∂\(words.factor(gate))", tensor: words.gradient(gate))
      let (left, right) = slot == 0 ? (upstream, y) : (x, upstream)
      let places = rule.terms(ofEntry: entry, ofGradient: slot)
      return part(left, places.map(\.left), isRow: slot == 0) + " · "
        + part(right, places.map(\.right), isRow: slot == 0)
    case .elementwise where terms.count > 1:
      return "the sum over \(terms.count) copies of upstream × local"
    case .softmax, .logSoftmax:
      return "the sum over its row of upstream × local"
    default:
      return terms.count == 1
        ? "upstream × local" : "the sum over \(terms.count) outputs of upstream × local"
    }
  }

  typealias Factor = (name: String, tensor: Tensor)

  /// The rule of a product, and its factors.
  func product(_ gate: Node.ID) -> (rule: ProductRule, x: Factor, y: Factor) {
    let factors: [Factor] = graph.operands(of: gate).map { node in
      (name: words.factor(node), tensor: words.value(node))
    }
    let rule = ProductRule(factors[0].tensor.shape, factors[1].tensor.shape)
    return (rule, factors[0], factors[1])
  }

  /// The row or column of a factor that the entry uses; for a vector, the whole of it or one entry.
  func part(_ factor: Factor, _ places: [Int], isRow: Bool) -> String {
    let extents = factor.tensor.shape.extents
    guard let first = places.first, places.count < factor.tensor.elements.count || extents.count > 1
    else { return factor.name }
    guard extents.count > 1 else { return "\(factor.name)[\(first)]" }
    return isRow
      ? "row \(first / extents[1]) of \(factor.name)"
      : "column \(first % extents[1]) of \(factor.name)"
  }

  /// The sum in words, followed by ` = 2.00 × 3.00 + 1.00 × (-1.00) = 5.00`. Products that are 0 are
  /// counted and left out, and so is what is more than can be read.
  func line(_ what: String, sum factors: [(Double, Double)], _ total: Double) -> Line {
    let shown = factors.filter { $0 * $1 != 0 }
    let zeros = factors.count - shown.count
    let listed = shown.isEmpty ? Array(factors.prefix(1)) : shown
    var line = Line(what)
    for (index, (x, y)) in listed.prefix(Self.mostTerms).enumerated() {
      line.append(index == 0 ? " = " : " + ", .sign)
      line.append("\(words.factor(Tensor(x))) × \(words.factor(Tensor(y)))", .local)
    }
    if listed.count > Self.mostTerms {
      line.append(" + ", .sign)
      line.append("… (\(listed.count - Self.mostTerms) more)")
    }
    line.append(" = ", .sign)
    line.append(words.text(Tensor(total)), .local)
    let omitted = zeros - (shown.isEmpty ? 1 : 0)
    if omitted > 0 { line.append("   and \(omitted) × 0", .remark) }
    return line
  }
}

extension Wording {
  /// Which operand of its gate a flow goes to, where the gate takes the node more than once.
  package func operandNote(_ flow: StepPlan.Flow) -> String {
    let operands = snapshot.plan.units[flow.unit].operands(in: document.graph)
    guard operands.count(where: { $0 == flow.operand }) > 1 else { return "" }
    return ", as operand \(flow.slot + 1)"
  }

  /// What a closed gate sends to one of its operands through the gates inside of it.
  func sentThroughInside(of unit: StepPlan.Unit, to operand: Node.ID) -> Tensor {
    let graph = document.graph
    var numbers = snapshot.numbers
    for node in [operand] + unit.nodes.dropLast().map({ Node.ID($0) }) {
      let zeros = Tensor(shape: graph.shape(of: node)) { _ in 0 }
      numbers.setGradient(of: node, to: zeros, in: graph)
    }
    for node in unit.nodes.reversed().map({ Node.ID($0) }) {
      for (slot, operand) in graph.operands(of: node).enumerated()
      where graph.role(of: operand) != .constant {
        numbers.sendGradient(of: node, to: slot, in: graph)
      }
    }
    return numbers.gradient(of: operand, in: graph)
  }
}
