import ComputationGraph

/// Another form of an operand or of a product that would fit, and the change that writes it.
struct FittingForm {
  let fact: OperandFact
  let correction: Correction
}

/// Alternatives to operands whose shapes do not fit.
struct FittingOperands {
  typealias Operand = Lowering.Operand

  private let graph: Graph
  private let syntax: Syntax

  init(in lowering: Lowering) { (graph, syntax) = (lowering.graph, lowering.syntax) }

  /// A form of one of two operands, or another product of them, that would fit.
  func fit(_ primitive: Primitive, _ operands: [Operand], _ index: Int) -> FittingForm? {
    guard operands.count == 2 else { return nil }
    let shapes = operands.map { graph.shape(of: $0.node) }
    switch primitive {
    case .matrixProduct where shapes.contains(.scalar):
      return combination("*", .elementwise(.multiply), operands, index)
    case .matrixProduct:
      return changed(primitive, operands, transposed)
    case .elementwise(let elementwise):
      let product =
        elementwise == .multiply ? combination(" @ ", .matrixProduct, operands, index) : nil
      return product ?? changed(primitive, operands, column)
        ?? changed(primitive, operands, transposed)
    default:
      return nil
    }
  }

  private func combination(
    _ symbol: String, _ primitive: Primitive, _ operands: [Operand], _ index: Int
  ) -> FittingForm? {
    let shapes = operands.map { graph.shape(of: $0.node) }
    guard let shape = try? primitive.outputShape(of: shapes) else { return nil }
    let span = syntax.text.span(of: syntax.code.instructions[index].written)
    let text = operands.map { tightText($0, inProduct: true) }.joined(separator: symbol)
    let short = operands.map { shortTightText($0, inProduct: true) }.joined(
      separator: symbol == "*" ? " * " : symbol)
    return FittingForm(
      fact: OperandFact(text: short, shape: shape, line: nil), correction: Correction(span, text))
  }

  /// The second operand, or else the first, in another form that fits beside the other one.
  private func changed(
    _ primitive: Primitive, _ operands: [Operand],
    _ form: (Operand, _ other: Shape) -> FittingForm?
  ) -> FittingForm? {
    let shapes = operands.map { graph.shape(of: $0.node) }
    for slot in [1, 0] {
      guard let form = form(operands[slot], shapes[1 - slot]) else { continue }
      let changed = slot == 1 ? [shapes[0], form.fact.shape] : [form.fact.shape, shapes[1]]
      if (try? primitive.outputShape(of: changed)) != nil { return form }
    }
    return nil
  }

  private func transposed(_ operand: Operand, _ other: Shape) -> FittingForm? {
    let shape = graph.shape(of: operand.node)
    guard shape.extents.count == 2, let shape = try? Primitive.transpose.outputShape(of: [shape])
    else { return nil }
    return FittingForm(
      fact: OperandFact(
        text: shortTightText(operand, inProduct: false) + ".T", shape: shape, line: nil),
      correction: Correction(span(of: operand), tightText(operand, inProduct: false) + ".T"))
  }

  /// A vector as a column, which is added to each column of a matrix.
  private func column(_ operand: Operand, _ matrix: Shape) -> FittingForm? {
    let shape = graph.shape(of: operand.node)
    guard shape.extents.count == 1, matrix.extents.count == 2,
      let column = try? Shape([shape.count, 1])
    else { return nil }
    func reshape(_ text: String) -> String { "reshape(\(text), \(shape.count), 1)" }
    let written = syntax.code.instructions[operand.instruction].written
    return FittingForm(
      fact: OperandFact(text: reshape(syntax.text.shortText(written)), shape: column, line: nil),
      correction: Correction(span(of: operand), reshape(text(of: operand))))
  }

  private func span(of operand: Operand) -> SourceSpan {
    syntax.text.span(of: syntax.code.instructions[operand.instruction].written)
  }

  /// The text of an operand as it is written.
  private func text(of operand: Operand) -> String {
    String(syntax.source.text(of: span(of: operand)).map { $0.isNewline ? " " : $0 })
  }

  /// The text of an operand, in parentheses if something else would bind tighter.
  private func tightText(_ operand: Operand, inProduct: Bool) -> String {
    let text = text(of: operand)
    return isLoose(operand, inProduct: inProduct) ? "(\(text))" : text
  }

  /// The same as quoted by a message.
  private func shortTightText(_ operand: Operand, inProduct: Bool) -> String {
    let text = syntax.text.shortText(syntax.code.instructions[operand.instruction].written)
    return isLoose(operand, inProduct: inProduct) ? "(\(text))" : text
  }

  private func isLoose(_ operand: Operand, inProduct: Bool) -> Bool {
    let instruction = syntax.code.instructions[operand.instruction]
    switch instruction.action {
    // `square(x)` is a call, and `(x + y)` holds together; `x^2` is neither.
    case .primitive where holdsTogether(instruction.written): return false
    case .primitive(.add), .primitive(.subtract): return true
    case .primitive(.multiply), .primitive(.divide), .primitive(.negate), .primitive(.power),
      .primitive(.square):
      return !inProduct
    case .operation:
      if case .primitive(.matrixProduct)? = syntax.code.operation(at: operand.instruction) {
        return !inProduct && !holdsTogether(instruction.written)
      }
      return false
    default: return false
    }
  }

  /// Whether tokens are a pair of brackets with their contents, after a name or not.
  private func holdsTogether(_ written: TokenRange) -> Bool {
    let (first, last) = (Int(written.first), Int(written.last))
    let open = syntax.text[first].kind == .name ? first + 1 : first
    guard open < last, syntax.text[open].kind == .leftParenthesis else { return false }
    var depth = 0
    for index in open...last {
      switch syntax.text[index].kind {
      case .leftParenthesis: depth += 1
      case .rightParenthesis: depth -= 1
      default: break
      }
      if depth == 0 { return index == last }
    }
    return false
  }
}
