import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences

/// The origin of one entry of a tensor: the row and the column behind a product, or the copies
/// behind a broadcast sum.
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

  private var graph: Graph { words.document.graph }
  /// The entry, counted row by row.
  private var entry: Int { graph.shape(of: node).place(of: indices) }
  private var snapshot: Snapshot { words.snapshot }

  /// The computation of the entry's value; only matrix products have one to show.
  package var value: Line? {
    guard snapshot.valueState(of: node) != .unknown,
      case .matrixProduct = graph.primitive(of: node)
    else { return nil }
    let (rule, x, y) = product(node)
    let terms = rule.terms(ofEntry: entry)
    return line(
      part(x, terms.map(\.left), isRow: true) + " · " + part(y, terms.map(\.right), isRow: false),
      sum: terms.numbers(x.tensor, y.tensor))
  }

  /// The contributions of the gates that use the node to the entry's gradient, one line each.
  package var contributions: [Line] {
    guard snapshot.gradientState(of: node) == .fresh || snapshot.gradientState(of: node) == .partial
    else { return [] }
    return snapshot.flows(into: node).prefix(snapshot.arrivals(at: node).made).compactMap { flow in
      let unit = snapshot.plan.units[flow.unit]
      let gate = words.name(unit.output)
      guard unit.compoundGate == nil, let primitive = graph.primitive(of: unit.output) else {
        return Line("from \(gate): through its inside")
      }
      return contribution(of: primitive, unit.output, slot: flow.slot).map {
        Line("from \(gate): ").appending($0)
      }
    }
  }

  /// The sentence for an entry of which nothing else can be said.
  package var emptiness: String {
    snapshot.valueState(of: node) == .unknown
      ? " nothing was computed for it yet" : " no sum of products is behind this number"
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

  private func contribution(of primitive: Primitive, _ gate: Node.ID, slot: Int) -> Line? {
    switch primitive {
    case .matrixProduct: return productContribution(gate, slot: slot)
    case .elementwise: return elementwiseContribution(gate, slot: slot)
    case .reduce(.sum, axis: nil, keeps: _):
      return Line("∂ of the sum, ").appending(words.text(words.gradient(gate)), .local)
        .appending(", to every entry alike")
    case .reduce(.mean, axis: nil, keeps: _):
      let count = graph.shape(of: node).count
      return Line("∂ of the mean, ").appending(words.text(words.gradient(gate)), .local)
        .appending(", shared by \(count) entries")
    default: return nil
    }
  }

  private typealias Factor = (name: String, tensor: Tensor)

  /// The rule of a product, and its factors.
  private func product(_ gate: Node.ID) -> (rule: ProductRule, x: Factor, y: Factor) {
    let factors: [Factor] = graph.operands(of: gate).map { node in
      (name: words.factor(node), tensor: words.value(node))
    }
    let rule = ProductRule(factors[0].tensor.shape, factors[1].tensor.shape)
    return (rule, factors[0], factors[1])
  }

  private func productContribution(_ gate: Node.ID, slot: Int) -> Line {
    // The gradient sent by mistake is not a product of these rows and columns.
    if words.rules.forgetsTranspose(of: gate, slot: slot, in: graph) {
      return "the product without its transpose, by mistake"
    }
    let (rule, x, y) = product(gate)
    let upstream: Factor = (name: "∂\(words.factor(gate))", tensor: words.gradient(gate))
    let left = slot == 0 ? upstream : x
    let right = slot == 0 ? y : upstream
    let terms = rule.terms(ofEntry: entry, ofGradient: slot)
    return line(
      part(left, terms.map(\.left), isRow: slot == 0) + " · "
        + part(right, terms.map(\.right), isRow: slot == 0),
      sum: terms.numbers(left.tensor, right.tensor))
  }

  /// The row or column of a factor that the entry uses; for a vector, the whole of it or one entry.
  private func part(_ factor: Factor, _ places: [Int], isRow: Bool) -> String {
    let extents = factor.tensor.shape.extents
    guard let first = places.first, places.count < factor.tensor.elements.count || extents.count > 1
    else { return factor.name }
    guard extents.count > 1 else { return "\(factor.name)[\(first)]" }
    return isRow
      ? "row \(first / extents[1]) of \(factor.name)"
      : "column \(first % extents[1]) of \(factor.name)"
  }

  private func elementwiseContribution(_ gate: Node.ID, slot: Int) -> Line? {
    guard let local = graph.localGradient(of: gate, slot: slot, at: snapshot.numbers)
    else { return nil }
    let upstream = words.gradient(gate)
    let terms = graph.shape(of: gate).places(broadcastFrom: graph.shape(of: node), entry)
      .map { (upstream.elements[$0], local.elements[$0]) }
    let copies = terms.count > 1 ? "the sum over \(terms.count) copies of " : ""
    return line(copies + "upstream × local", sum: terms)
  }

  /// The sum in words, followed by ` = 2.00 × 3.00 + 1.00 × (-1.00) = 5.00`; an ellipsis replaces
  /// further terms.
  private func line(_ words: String, sum terms: [(Double, Double)]) -> Line {
    var line = Line(words)
    for (index, (x, y)) in terms.prefix(8).enumerated() {
      line.append(index == 0 ? " = " : " + ", .sign)
      line.append("\(self.words.factor(Tensor(x))) × \(self.words.factor(Tensor(y)))", .local)
    }
    if terms.count > 8 {
      line.append(" + ", .sign)
      line.append("…")
    }
    let total = terms.reduce(0) { $0 + $1.0 * $1.1 }
    return line.appending(" = ", .sign).appending(self.words.text(Tensor(total)), .local)
  }
}
