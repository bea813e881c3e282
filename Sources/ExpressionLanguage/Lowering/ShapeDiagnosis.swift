import ComputationGraph
import Limits

// Shapes that do not fit, the origin of the operands, and alternatives that would fit.
extension Lowering {
  /// The shape of a primitive's output, or the mistake that its operands do not fit.
  func outputShape(
    of primitive: Primitive, _ operands: [Operand], _ index: Int
  ) throws(Failure) -> Shape {
    let shapes = operands.map { graph.shape(of: $0.node) }
    do throws(GraphError) {
      return try primitive.outputShape(of: shapes)
    } catch {
      if error == .tooLarge { throw .mistake(tooManyNumbers(at: span(of: index))) }
      let problem = ShapeProblem(of: primitive, shapes)
      let blamed = blamed(by: problem, operands)
      throw mistake(problem, blamed, index, of: primitive)
    }
  }

  /// The operands that a problem is about.
  private func blamed(by problem: ShapeProblem, _ operands: [Operand]) -> [Operand] {
    switch problem {
    case .labels: Array(operands.prefix(2))
    case .notANumber: Array(operands.suffix(1))
    case .axis: Array(operands.prefix(1))
    case .concatenation(let first, let other, _):
      operands.filter { [first, other].contains(graph.shape(of: $0.node)) }
    default: operands
    }
  }

  /// The number of classes in the scores of a loss.
  func classCount(
    _ primitive: Primitive, _ operands: [Operand], _ index: Int
  ) throws(Failure) -> Int {
    let scores = graph.shape(of: operands[0].node)
    guard (1...2).contains(scores.extents.count), let classes = scores.extents.last else {
      let function = primitive == .hinge ? "hinge" : "cross_entropy"
      throw mistake(.scores(function: function, scores), [operands[0]], index)
    }
    return classes
  }

  /// Checks labels whose values are known: each must be the index of a class.
  func expectClasses(_ labels: Operand, _ classes: Int, _ index: Int) throws(Failure) {
    guard graph.primitive(of: labels.node) == nil else { return }
    // The rows of later iterations have labels, too.
    let known = labels.node == labelNode ? allLabels : nil
    let all = known ?? Array(graph.initialValue(of: labels.node))
    for label in all {
      guard let whole = Int(exactly: label), (0..<classes).contains(whole) else {
        let failure = mistake(.label(label, classes: classes), [labels], index)
        guard case .mistake(let error) = failure, all.count > 1, all.contains(Double(classes)),
          all.allSatisfy({ $0 >= 1 && $0 <= Double(classes) })
        else { throw failure }
        let text = fact(of: labels).text
        let note = Diagnostic.Note.write("\(text)-1 for the labels: the first class is 0")
        throw .mistake(Diagnostic(error.problem, at: error.span, notes: error.notes + [note]))
      }
    }
  }

  func expectVectors(_ operands: [Operand], _ index: Int) throws(Failure) {
    let shapes = operands.map { graph.shape(of: $0.node) }
    guard shapes[0] == shapes[1], shapes[0].extents.count == 1 else {
      throw mistake(.dot(shapes[0], shapes[1]), operands, index)
    }
  }

  /// A mistake in the expression of an instruction. Inside a function, its call is blamed.
  func mistake(
    _ problem: ShapeProblem, _ operands: [Operand], _ index: Int, of primitive: Primitive? = nil
  ) -> Failure {
    let written = syntax.code.instructions[index].written
    var facts: [OperandFact] = []
    for operand in operands.prefix(4) {
      let fact = fact(of: operand)
      if !facts.contains(fact) { facts.append(fact) }
    }
    let fit = primitive.flatMap { self.fit($0, operands) }
    // A literal alone needs no explanation.
    let isLiteral = facts.count == 1 && facts[0].line == nil && facts[0].shape.isScalar
    var notes = isLiteral ? [] : [Diagnostic.Note.operands(facts, fit: fit)]
    if outermostCall != nil {
      let line = syntax.text.line(of: Int(written.first))
      let functions = syntax.statements.lazy.compactMap(\.function)
      let name = functions.first { $0.body.contains(index) }.map { syntax.names[$0.name] } ?? ""
      notes.insert(
        .insideFunction(name, line: line, expression: syntax.text.shortText(written)), at: 0)
    }
    let blamed = outermostCall?.written ?? written
    return .mistake(
      Diagnostic(.doesNotFit(problem), at: syntax.text.span(of: blamed), notes: notes))
  }

  func tooManyNumbers(at span: SourceSpan) -> Diagnostic {
    let blamed = outermostCall.map { syntax.text.span(of: $0.written) } ?? span
    return Diagnostic(.tooManyNumbers(limit: Limits.numbers.value), at: blamed)
  }

  /// The span of the expression of an instruction.
  func span(of index: Int) -> SourceSpan {
    syntax.text.span(of: syntax.code.instructions[index].written)
  }

  private func fact(of operand: Operand) -> OperandFact {
    let instruction = syntax.code.instructions[operand.instruction]
    var line: Int?
    switch instruction.action {
    case .name(let name): line = definitionLine { $0 == name }
    case .argument: line = definitionLine { nodes[Int($0.index)] == operand.node }
    default: break
    }
    return OperandFact(
      text: syntax.text.shortText(instruction.written), shape: graph.shape(of: operand.node),
      line: line)
  }

  private func definitionLine(where isMeant: (Name) -> Bool) -> Int? {
    for statement in syntax.statements {
      switch statement {
      case .value(let value) where isMeant(value.name):
        return syntax.text.line(of: value.nameToken)
      case .data(let data) where isMeant(data.features) || isMeant(data.labels):
        return syntax.text.line(of: data.nameToken)
      default: continue
      }
    }
    return nil
  }
}

// Alternatives that would fit.
extension Lowering {
  private func fit(_ primitive: Primitive, _ operands: [Operand]) -> OperandFact? {
    guard operands.count == 2 else { return nil }
    let shapes = operands.map { graph.shape(of: $0.node) }
    switch primitive {
    case .matrixProduct where shapes.contains(.scalar):
      return combination("*", .elementwise(.multiply), operands)
    case .matrixProduct:
      return changed(primitive, operands, transposed)
    case .elementwise(let elementwise):
      let product = elementwise == .multiply ? combination("@", .matrixProduct, operands) : nil
      return product ?? changed(primitive, operands, column)
        ?? changed(primitive, operands, transposed)
    default:
      return nil
    }
  }

  private func combination(
    _ symbol: String, _ primitive: Primitive, _ operands: [Operand]
  ) -> OperandFact? {
    let shapes = operands.map { graph.shape(of: $0.node) }
    guard let shape = try? primitive.outputShape(of: shapes) else { return nil }
    let text = operands.map { tightText($0, inProduct: true) }.joined(separator: " \(symbol) ")
    return OperandFact(text: text, shape: shape, line: nil)
  }

  /// The second operand, or else the first, in another form that fits beside the other one.
  private func changed(
    _ primitive: Primitive, _ operands: [Operand], _ form: (Operand, _ other: Shape) -> OperandFact?
  ) -> OperandFact? {
    let shapes = operands.map { graph.shape(of: $0.node) }
    for slot in [1, 0] {
      guard let fact = form(operands[slot], shapes[1 - slot]) else { continue }
      let changed = slot == 1 ? [shapes[0], fact.shape] : [fact.shape, shapes[1]]
      if (try? primitive.outputShape(of: changed)) != nil { return fact }
    }
    return nil
  }

  private func transposed(_ operand: Operand, _ other: Shape) -> OperandFact? {
    let shape = graph.shape(of: operand.node)
    guard shape.extents.count == 2, let shape = try? Primitive.transpose.outputShape(of: [shape])
    else { return nil }
    let text = tightText(operand, inProduct: false) + ".T"
    return OperandFact(text: text, shape: shape, line: nil)
  }

  /// A vector as a column, which is added to each column of a matrix.
  private func column(_ operand: Operand, _ matrix: Shape) -> OperandFact? {
    let shape = graph.shape(of: operand.node)
    guard shape.extents.count == 1, matrix.extents.count == 2,
      let column = try? Shape([shape.count, 1])
    else { return nil }
    let text = syntax.text.shortText(syntax.code.instructions[operand.instruction].written)
    return OperandFact(text: "reshape(\(text), \(shape.count), 1)", shape: column, line: nil)
  }

  /// The text of an operand, in parentheses if something else would bind tighter.
  private func tightText(_ operand: Operand, inProduct: Bool) -> String {
    let instruction = syntax.code.instructions[operand.instruction]
    let text = syntax.text.shortText(instruction.written)
    let isLoose =
      switch instruction.action {
      // `square(x)` is a call, `x^2` is not.
      case .primitive where isCall(instruction): false
      case .primitive(.add), .primitive(.subtract): true
      case .primitive(.multiply), .primitive(.divide), .primitive(.negate), .primitive(.power),
        .primitive(.square):
        !inProduct
      case .operation:
        if case .primitive(.matrixProduct)? = syntax.code.operation(at: operand.instruction) {
          !inProduct
        } else {
          false
        }
      default: false
      }
    return isLoose ? "(\(text))" : text
  }

  private func isCall(_ instruction: Instruction) -> Bool {
    let first = Int(instruction.written.first)
    let last = Int(instruction.written.last)
    return syntax.text[first].kind == .name && first < last
      && syntax.text[first + 1].kind == .leftParenthesis
      && syntax.text[last].kind == .rightParenthesis
  }
}

extension ShapeProblem {
  /// What makes some shapes unfit for a primitive.
  fileprivate init(of primitive: Primitive, _ shapes: [Shape]) {
    self =
      switch primitive {
      case .matrixProduct: .product(shapes[0], shapes[1])
      case .elementwise(let elementwise): .elementwise(elementwise, shapes[0], shapes[1])
      case .reduce(_, let axis, keeps: _): .axis(axis ?? 0, shapes[0])
      case .softmax: .needsMany(function: "softmax")
      case .logSoftmax: .needsMany(function: "log_softmax")
      case .reshape(let shape): .reshape(shapes[0], shape)
      case .concatenate(let axis): Self.concatenation(shapes, axis)
      case .hinge where shapes.count > 2 && !shapes[2].isScalar:
        .notANumber(argument: "margin", shapes[2])
      case .hinge, .crossEntropy: .labels(shapes[1], scores: shapes[0])
      case .transpose, .norm, .oneHot, .select:
        preconditionFailure("every shape fits \(primitive)")
      }
  }

  private static func concatenation(_ shapes: [Shape], _ axis: Int) -> ShapeProblem {
    let first = shapes[0]
    guard first.extents.indices.contains(axis) else { return .axis(axis, first) }
    let other = shapes.first { shape in
      shape.extents.count != first.extents.count
        || first.extents.indices.contains {
          $0 != axis && shape.extents[$0] != first.extents[$0]
        }
    }
    return .concatenation(first, other ?? first, axis: axis)
  }
}
