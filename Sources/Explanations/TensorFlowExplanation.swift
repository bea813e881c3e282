import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage
import Sentences

/// The chain rule for vectors and matrices: no Jacobian is formed, and the shapes determine the
/// products.
extension FlowExplanation {
  var tensorLines: [Line] {
    let note = "\(graph.shape(of: flow.gate)), from \(words.sources(of: flow.gate))"
    var lines = ExplanationRow.lines([upstreamRow(note)])
    if reached >= 1 { lines += rule }
    var rows: [ExplanationRow] = []
    if reached >= 3 {
      rows.append(
        ExplanationRow(
          .downstream, "goes to \(words.name(flow.operand))", number: words.text(flow.downstream),
          "\(graph.shape(of: flow.operand)), its shape", gives: words.gives))
    }
    if reached >= 4 {
      rows.append(
        ExplanationRow(
          .sum, words.gradientName(flow.operand), number: words.text(flow.after),
          words.replaces(flow)
            ? "replaces what was there, by mistake" : words.arrivals(at: flow.operand),
          gives: words.gives))
    }
    return lines + ExplanationRow.lines(rows)
  }

  /// The rule that gives downstream from upstream.
  private var rule: [Line] {
    guard unit.compoundGate == nil, let primitive = graph.primitive(of: flow.gate) else {
      let paths = "all paths through its inside"
      guard let local = flow.local.ofNumber else {
        return [Line(label: "local", 13).appending(paths)]
      }
      return localLines(words.derivative(flow.gate, by: flow.operand), local, paths)
    }
    if primitive == .matrixProduct { return productLines }
    if case .elementwise(let local) = flow.local, let elementwise = primitive.elementwise {
      return elementwiseLines(elementwise, local)
    }
    guard let rule = words.rule(of: flow.gate, to: place.slot) else { return [] }
    let names = words.boardNames(of: flow)
    return [Line(label: "rule", 13).appending(rule.text(names), .formula)]
      + rule.definitions(names).map { Line(label: "where", 13).appending($0, .formula) }
  }

  private func localLines(_ formula: String, _ local: Tensor, _ note: String) -> [Line] {
    let number = reached >= 2 ? words.text(local) : ""
    return ExplanationRow.lines([ExplanationRow(.local, formula, number: number, note)])
  }

  /// The candidates for the gradient of a matrix product, each with its verdict.
  private var productLines: [Line] {
    let operands = unit.operands(in: graph)
    let candidates = ProductShapes(
      slot: place.slot, graph.shape(of: operands[0]), graph.shape(of: operands[1]),
      names: (words.factor(operands[0]), words.factor(operands[1])),
      upstream: words.gradientName(flow.gate),
      forgetsTranspose: words.rules.forgetsTranspose(of: flow.gate, slot: place.slot, in: graph)
    ).candidates
    let textWidth = candidates.map(\.text.columns).max() ?? 0
    let shapeWidth = candidates.map(\.shapes.columns).max() ?? 0
    return candidates.enumerated().map { index, candidate in
      var line = Line(index == 0 ? " shapes" : "", .remark)
      line.pad(to: 13)
      let meaning: Line.Meaning = candidate.isGradient ? .word : .remark
      line.append(candidate.text, meaning)
      line.pad(to: 13 + textWidth + 3)
      line.append(candidate.shapes, meaning)
      line.pad(to: 13 + textWidth + 3 + shapeWidth + 3)
      line.append(candidate.verdict, meaning)
      return line
    }
  }

  private func elementwiseLines(_ elementwise: Elementwise, _ local: Tensor) -> [Line] {
    let shape = graph.shape(of: flow.gate)
    let operandShape = graph.shape(of: flow.operand)
    let symbols = elementwise.localFormula(place.slot).text(words.boardNames(of: flow))
    let lines = localLines(
      "\(words.derivative(flow.gate, by: flow.operand)) = \(symbols)", local,
      "each entry" + words.operandNote(place))
    if operandShape != shape {
      let summed =
        "\(words.name(flow.operand)) (\(operandShape)) was copied "
        + "\(operandShape.copied(in: shape)): its gradients are added"
      return lines + [Line(label: "summed", 13).appending(summed)]
    }
    guard shape.count > 1 else { return lines }
    let jacobian = "\(shape.count)×\(shape.count) Jacobian that is never formed"
    return lines + [Line("             ").appending("the diagonal of a \(jacobian)", .remark)]
  }
}

extension Explanation {
  /// The broadcast operands of a gate, with the copies that the gate uses.
  static func copies(for unit: StepPlan.Unit, of operands: [Node.ID], _ words: Wording) -> [Line] {
    let graph = words.document.graph
    let shape = graph.shape(of: unit.output)
    guard unit.compoundGate == nil, graph.primitive(of: unit.output)?.elementwise != nil else {
      return []
    }
    return operands.filter { graph.shape(of: $0) != shape }.map { operand in
      let own = graph.shape(of: operand)
      let copied = Tensor(shape: shape) { place in
        words.value(operand).elements[own.place(broadcastTo: shape, place)]
      }
      return Line(label: "copied", 12)
        .appending("\(words.name(operand)) \(own.copied(in: shape)): ")
        .appending("\(words.text(words.value(operand))) → \(words.text(copied))", .value)
    }
  }
}

extension Shape {
  /// The axes along which a broadcast operand of this shape is copied: `along axis 0 (64 times)`.
  fileprivate func copied(in shape: Shape) -> String {
    let axes = axesCopied(in: shape)
    let times = axes.reduce(1) { $0 * shape.extents[$1] }
    let names = axes.map(String.init).joined(separator: " and ")
    return "along \(axes.count == 1 ? "axis" : "axes") \(names) (\(times) times)"
  }
}
