import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage
import Sentences

/// The chain rule where vectors and matrices are at work: no Jacobian is formed, and the shapes say
/// what goes where.
extension Explanation {
  static func tensorLines(
    _ flow: GradientFlow, _ place: StepPlan.Flow, _ unit: StepPlan.Unit, _ words: Wording,
    _ reached: Int
  ) -> [Line] {
    let graph = words.document.graph
    let shape = graph.shape(of: flow.gate)
    var lines = ExplanationRow.lines([
      ExplanationRow(
        .upstream, words.gradientName(flow.gate), number: words.text(flow.upstream),
        "\(shape), from \(words.sources(of: flow.gate))")
    ])
    if reached >= 1 { lines += rule(flow, place, unit, words, withNumbers: reached >= 2) }
    var rows: [ExplanationRow] = []
    if reached >= 3 {
      let operandShape = graph.shape(of: flow.operand)
      rows.append(
        ExplanationRow(
          .downstream, "goes to \(words.name(flow.operand))", number: words.text(flow.downstream),
          "\(operandShape), its shape", gives: words.gives))
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

  /// How downstream follows from upstream.
  private static func rule(
    _ flow: GradientFlow, _ place: StepPlan.Flow, _ unit: StepPlan.Unit, _ words: Wording,
    withNumbers: Bool
  ) -> [Line] {
    let graph = words.document.graph
    guard unit.compoundGate == nil, let primitive = graph.primitive(of: flow.gate) else {
      let paths = "all paths through its inside"
      guard let local = flow.local.ofNumber else {
        return [Line(label: "local", 13).appending(paths)]
      }
      return ExplanationRow.lines([
        ExplanationRow(
          .local, words.derivative(flow.gate, by: flow.operand),
          number: withNumbers ? words.text(local) : "", paths)
      ])
    }
    let operands = unit.operands(in: graph)
    let upstream = words.gradientName(flow.gate)
    if primitive == .matrixProduct {
      let shapes = ProductShapes(
        slot: place.slot, graph.shape(of: operands[0]), graph.shape(of: operands[1]),
        names: (words.factor(operands[0]), words.factor(operands[1])), upstream: upstream,
        forgetsTranspose: words.rules.forgetsTranspose(
          of: flow.gate, slot: place.slot, in: graph))
      return lines(of: shapes)
    }
    if case .elementwise(let local) = flow.local, let elementwise = primitive.elementwise {
      return elementwiseRule(flow, local, place, elementwise, words, withNumbers)
    }
    guard let rule = words.rule(of: flow.gate, to: place.slot) else { return [] }
    let names = words.boardNames(of: flow)
    return [Line(label: "rule", 13).appending(rule.text(names), .formula)]
      + rule.definitions(names).map { Line(label: "where", 13).appending($0, .formula) }
  }

  /// The candidates for the gradient of a matrix product; those that are not it are struck out.
  private static func lines(of shapes: ProductShapes) -> [Line] {
    let textWidth = shapes.candidates.map(\.text.columns).max() ?? 0
    let shapeWidth = shapes.candidates.map(\.shapes.columns).max() ?? 0
    return shapes.candidates.enumerated().map { index, candidate in
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

  private static func elementwiseRule(
    _ flow: GradientFlow, _ local: Tensor, _ place: StepPlan.Flow, _ elementwise: Elementwise,
    _ words: Wording, _ withNumbers: Bool
  ) -> [Line] {
    let graph = words.document.graph
    let shape = graph.shape(of: flow.gate)
    let operandShape = graph.shape(of: flow.operand)
    let symbols = elementwise.localFormula(place.slot).text(words.boardNames(of: flow))
    var lines = ExplanationRow.lines([
      ExplanationRow(
        .local, "\(words.derivative(flow.gate, by: flow.operand)) = \(symbols)",
        number: withNumbers ? words.text(local) : "", "each entry")
    ])
    if operandShape == shape {
      if shape.count > 1 {
        lines.append(
          Line("             ").appending(
            "the diagonal of a \(shape.count)×\(shape.count) Jacobian that is never formed", .remark
          )
        )
      }
    } else {
      lines.append(
        Line(label: "summed", 13).appending(
          "\(words.name(flow.operand)) (\(operandShape)) was copied "
            + "\(Self.copied(operandShape, in: shape)): its gradients are added"))
    }
    return lines
  }

  /// The operands of a gate that are broadcast, with the copies that the gate works on.
  static func copies(
    for unit: StepPlan.Unit, of operands: [Node.ID], _ words: Wording
  ) -> [Line] {
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
        .appending("\(words.name(operand)) \(Self.copied(own, in: shape)): ")
        .appending("\(words.text(words.value(operand))) → \(words.text(copied))", .value)
    }
  }

  /// Along which axes a broadcast operand was copied: `along axis 0 (64 times)`.
  private static func copied(_ operand: Shape, in shape: Shape) -> String {
    let missing = shape.extents.count - operand.extents.count
    let axes = shape.extents.indices.filter {
      $0 < missing || operand.extents[$0 - missing] == 1 && shape.extents[$0] != 1
    }
    let times = axes.reduce(1) { $0 * shape.extents[$1] }
    let names = axes.map(String.init).joined(separator: " and ")
    return "along \(axes.count == 1 ? "axis" : "axes") \(names) (\(times) times)"
  }
}
