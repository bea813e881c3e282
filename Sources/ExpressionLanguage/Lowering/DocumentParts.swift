import ComputationGraph

// The parts of a document that come from the syntax, besides the graph.
extension Syntax {
  /// Mistakes in the values given to names.
  func check(_ inputs: [String: Double], _ lowering: Lowering) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    let missing = freeInputs.filter { inputs[$0.name] == nil }
    if let first = missing.first {
      diagnostics.append(missingInputs(missing.map(\.name), at: first.span))
    }
    guard !inputs.isEmpty else { return diagnostics }
    let free = Set(freeInputs.map(\.name))
    var definitions: [String: (isLeaf: Bool, token: Int)] = [:]
    for statement in statements {
      switch statement {
      case .value(let value):
        definitions[names[value.name]] = (isLeaf(value), value.nameToken)
      case .function(let function):
        definitions[names[function.name]] = (false, function.nameToken)
      case .data(let data):
        for name in [data.features, data.labels] {
          definitions[names[name]] = (true, data.nameToken)
        }
      case .minimize, .report, .show, .decimals, .expect: break
      }
    }
    for name in inputs.keys.sorted() where !free.contains(name) {
      guard let definition = definitions[name] else {
        let near = nearest(to: name, among: free.sorted() + definitions.keys.sorted())
        diagnostics.append(
          Diagnostic(.unknownInput(name), at: nil, notes: near.map { [.didYouMean($0, nil)] } ?? [])
        )
        continue
      }
      let line = text.line(of: definition.token)
      if !definition.isLeaf {
        diagnostics.append(Diagnostic(.inputIsComputed(name, line: line), at: nil))
      } else if let shape = lowering.shape(ofName: name), !shape.isScalar {
        diagnostics.append(Diagnostic(.inputIsTensor(name, shape, line: line), at: nil))
      }
    }
    return diagnostics
  }

  /// The place where a name is defined, or first used where it never is.
  func definition(of name: String) -> SourceSpan? {
    let value = statements.lazy.compactMap(\.value).first { names[$0.name] == name }
    return value.map { text.span(of: $0.nameToken) }
      ?? freeInputs.first { $0.name == name }?.span
  }

  private func missingInputs(_ missing: [String], at span: SourceSpan) -> Diagnostic {
    let defined = statements.compactMap { $0.value.map { names[$0.name] } }
    let resembling = missing.prefix(5).compactMap { name -> Diagnostic.Note? in
      nearest(to: name, among: defined).map { .resembles(name, other: $0) }
    }
    return Diagnostic(
      .missingInputs(missing), at: span,
      notes: resembling + [.giveValue(missing[0], lineThatGives(missing[0], above: span))])
  }

  /// The line `name = 1` above the one that a span is in.
  private func lineThatGives(_ name: String, above span: SourceSpan) -> Correction {
    let start = source.bytes(ofLine: source.line(at: span.start)).lowerBound
    return Correction(SourceSpan(start: start, end: start), "\(name) = 1\n")
  }

  /// Whether a definition makes a leaf: numbers alone, an array from a constructor or a file, or any
  /// parameter.
  private func isLeaf(_ value: ValueStatement) -> Bool {
    value.isParameter || isLiteral(value.body.upperBound - 1)
      || numbersAlone.part(ofAll: value.body) != nil
  }

  /// Whether an instruction takes no operands and has its own numbers.
  fileprivate func isLiteral(_ index: Int) -> Bool {
    switch code.instructions[index].action {
    case .number: true
    case .operation(let operation): code.operations[Int(operation)].isLeaf
    default: false
    }
  }

  /// Mistakes in promises whose shapes differ from those of their subjects.
  func promisesAboutOtherShapes(_ lowering: Lowering) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for case .expect(let expect) in statements {
      guard let shape = lowering.shape(ofName: names[expect.name]) else { continue }
      let promised = expect.bounds.shape
      if promised == shape || promised.isScalar && expect.comparison != .equal { continue }
      diagnostics.append(
        Diagnostic(
          .doesNotFit(.promise(names[expect.name], shape, promised: promised)),
          at: lowering.syntax.text.span(of: expect.boundTokens)))
    }
    return diagnostics
  }

  /// The promises about names that have a node.
  func expectations(_ nodes: [Node.ID?]) -> [Expectation] {
    statements.compactMap { statement in
      guard case .expect(let expect) = statement, let node = nodes[Int(expect.name.index)]
      else { return nil }
      return Expectation(
        name: names[expect.name], node: node, quantity: expect.quantity,
        comparison: expect.comparison, bounds: expect.bounds, tolerances: expect.tolerances,
        iterations: expect.iterations, line: text.line(of: expect.nameToken),
        text: source.text(of: text.span(of: expect.written)))
    }
  }
}

extension Lowering {
  /// The value of the leaf that a definition makes, or `nil` if it makes none. Only a single number
  /// can be given another value.
  mutating func leafValue(of value: ValueStatement, _ given: Double?) throws(Failure) -> Tensor? {
    let index = value.body.upperBound - 1
    let leaf: Tensor
    switch syntax.code.instructions[index].action {
    case .number(let number):
      leaf = Tensor(number)
    case .operation(let operation) where syntax.isLiteral(index):
      leaf = try self.leaf(syntax.code.operations[Int(operation)], index)
    default:
      if value.isParameter {
        leaf = try constant(value.body)
      } else {
        // A mistake in it is found where it is lowered.
        guard let numbers = syntax.numbersAlone.part(ofAll: value.body),
          let value = try? constant(numbers)
        else { return nil }
        leaf = value
      }
    }
    return leaf.shape.isScalar ? given.map { Tensor($0) } ?? leaf : leaf
  }

  /// The shape of the node that a name denotes.
  func shape(ofName name: String) -> Shape? {
    syntax.names.existing(name).flatMap { nodes[Int($0.index)] }.map { graph.shape(of: $0) }
  }
}

extension Syntax {
  /// The decimals that the file asks for.
  var decimals: Int? {
    for case .decimals(let decimals) in statements { return decimals.count }
    return nil
  }
}

// The comments.
extension Syntax {
  /// The comments after statements, by line.
  func notes() -> [Int: String] {
    var notes: [Int: String] = [:]
    for comment in comments where !comment.isWholeLine {
      let text = text(of: comment)
      if !text.isEmpty { notes[source.line(at: comment.span.start)] = text }
    }
    return notes
  }

  /// The comments on lines of their own, except the `#!` that makes a file executable.
  func commentary() -> [Remark] {
    comments.filter { $0.isWholeLine && !isInterpreterLine($0) }.map {
      Remark(line: source.line(at: $0.span.start), text: text(of: $0))
    }
  }

  /// The first comment, if nothing precedes it.
  func title() -> String? {
    guard let first = comments.first(where: { !isInterpreterLine($0) }), first.isWholeLine,
      text.tokens.first(where: { $0.kind != .endOfLine }).map({ $0.start > first.span.start })
        ?? true
    else { return nil }
    let text = text(of: first)
    return text.isEmpty ? nil : text
  }

  private func isInterpreterLine(_ comment: Comment) -> Bool {
    comment.span.start == 0 && source.text(of: comment.span).hasPrefix("#!")
  }

  private func text(of comment: Comment) -> String {
    var text = source.text(of: comment.span)[...].drop { $0 == "#" || $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}
