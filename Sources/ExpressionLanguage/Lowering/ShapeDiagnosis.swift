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
        else {
          guard known != nil, case .mistake(let error) = failure, Set(all).count == classes else {
            throw failure
          }
          let notes = syntax.statements.compactMap(\.data).map { data in
            Diagnostic.Note.write(
              .inserting(", classes = true", before: syntax.text.span(of: data.lastToken)),
              purpose: "to number labels from 0")
          }
          throw .mistake(Diagnostic(error.problem, at: error.span, notes: error.notes + notes))
        }
        let written = syntax.code.instructions[labels.instruction].written
        let text = "\(syntax.source.text(of: syntax.text.span(of: written)))-1"
        let note = Diagnostic.Note.write(
          Correction(syntax.text.span(of: written), text), purpose: "as the first class is 0")
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
    let free = operands.lazy.compactMap {
      freeNames[$0.node]
        ?? (graph.shape(of: $0.node).isScalar
          ? syntax.freeName(in: syntax.code.instructions[$0.instruction].written) : nil)
    }.first
    let fitting = FittingOperands(in: self)
    let fit = free == nil ? primitive.flatMap { fitting.fit($0, operands, index) } : nil
    // A literal alone needs no explanation.
    let isLiteral = facts.count == 1 && facts[0].line == nil && facts[0].shape.isScalar
    var notes = isLiteral ? [] : [Diagnostic.Note.operands(facts, fit: fit?.fact, fit?.correction)]
    if let free {
      notes.append(.instead("\(quoted(free)) has no definition and is taken for a number"))
    }
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

extension Syntax {
  /// A name without a definition among some tokens.
  fileprivate func freeName(in written: TokenRange) -> String? {
    (Int(written.first)...Int(written.last)).lazy
      .filter { text[$0].kind == .name }.map(text.spelling)
      .first { name in freeInputs.contains { $0.name == name } }
  }
}
