import ComputationGraph

/// Appends the nodes of expressions to a graph, in the order in which they are computed.
struct Lowering {
  /// How many nodes a file may make; functions that call functions reach any number.
  static let nodeLimit = 2_000_000
  /// How deep calls may stand in functions that are called themselves.
  private static let callLimit = 64
  /// How many nodes calls may contain, each counted once for every call it is in.
  private static let containedLimit = 20_000_000

  private let syntax: Syntax
  private(set) var graph = Graph()
  private(set) var labels: [String] = []
  /// The node of each name that has one already.
  private(set) var nodes: [Node.ID?]
  private var functions: [FunctionStatement?]
  private var texts: [String?]
  private var stack: [Node.ID] = []
  /// The call in a line of the file that is being computed; what goes wrong inside is its matter.
  private var outermostCall: Instruction?
  private var stepsInCalls = 0
  private var containedCount = 0

  /// Where the computation of a function stands.
  private struct Frame {
    var next: Int
    let end: Int
    /// Where its arguments begin on the stack.
    let arguments: Int
    let firstNode: Int
    let call: Instruction
  }

  init(_ syntax: Syntax) {
    self.syntax = syntax
    nodes = Array(repeating: nil, count: syntax.names.texts.count)
    functions = Array(repeating: nil, count: nodes.count)
    texts = Array(repeating: nil, count: syntax.instructions.count)
    for case .function(let function) in syntax.statements {
      functions[Int(function.name.index)] = function
    }
  }

  /// Gives a leaf of its own to a name.
  mutating func appendLeaf(
    _ name: Name, _ value: Double, role: Node.Role, at span: SourceSpan
  ) throws(Diagnostic) {
    let id = try append(
      label: syntax.names[name], at: span
    ) { (graph) throws(GraphError) in try graph.appendLeaf(value, role: role) }
    nodes[Int(name.index)] = id
  }

  /// Gives a name to the result of an expression. The first name of a node is its label.
  mutating func define(_ name: Name, as body: Range<Int>) throws(Diagnostic) {
    let firstNode = graph.count
    let id = try lower(body)
    nodes[Int(name.index)] = id
    if Int(id.index) >= firstNode { labels[Int(id.index)] = syntax.names[name] }
  }

  /// Appends the nodes of an expression and returns the one that is its value.
  mutating func lower(_ body: Range<Int>) throws(Diagnostic) -> Node.ID {
    var frames: [Frame] = []
    var next = body.lowerBound
    var end = body.upperBound
    var arguments = 0
    while true {
      if next == end {
        guard let frame = frames.popLast() else { return stack.removeLast() }
        try finish(frame, arguments: arguments)
        if frames.isEmpty { outermostCall = nil }
        (next, end, arguments) = (frame.next, frame.end, frame.arguments)
        continue
      }
      let index = next
      let instruction = syntax.instructions[index]
      next += 1
      switch instruction.action {
      case .number(let value):
        stack.append(try appendConstant(value, text(of: index), instruction))
      case .name(let name):
        // The name check has passed: every name that is used has its node by now.
        guard let node = nodes[Int(name.index)] else { preconditionFailure("undefined name") }
        stack.append(node)
      case .argument(let slot):
        stack.append(stack[arguments + Int(slot)])
      case .primitive(let primitive):
        try apply(primitive, text(of: index), instruction)
      case .call(let name, let count):
        guard let function = functions[Int(name.index)] else {
          try applyBuiltIn(named: name, count: Int(count), text(of: index), instruction)
          continue
        }
        if frames.isEmpty { outermostCall = instruction }
        guard frames.count < Self.callLimit else { throw callsTooDeep(at: span(of: instruction)) }
        frames.append(
          Frame(
            next: next, end: end, arguments: arguments, firstNode: graph.count, call: instruction))
        (next, end) = (function.body.lowerBound, function.body.upperBound)
        arguments = stack.count - Int(count)
      }
      if !frames.isEmpty {
        stepsInCalls += 1
        if stepsInCalls > 2 * Self.nodeLimit { throw tooManyNodes(at: span(of: instruction)) }
      }
    }
  }

  /// Leaves a function: its result replaces its arguments, and its nodes become one gate.
  private mutating func finish(_ frame: Frame, arguments: Int) throws(Diagnostic) {
    let result = stack.removeLast()
    stack.removeSubrange(arguments...)
    stack.append(result)
    guard graph.count > frame.firstNode, Int(result.index) == graph.count - 1 else { return }
    containedCount += graph.count - frame.firstNode
    guard containedCount <= Self.containedLimit else {
      throw callsTooDeep(at: span(of: frame.call))
    }
    if case .call(let name, _) = frame.call.action {
      graph.closeCompoundGate(named: syntax.names[name], from: frame.firstNode)
      labels[Int(result.index)] = text(of: frame.call)
    }
  }

  private mutating func applyBuiltIn(
    named name: Name, count: Int, _ text: String, _ instruction: Instruction
  ) throws(Diagnostic) {
    guard let function = BuiltInFunction.named(syntax.names[name]) else {
      preconditionFailure("undefined function")
    }
    if let option = function.option, count < function.primitive.arity {
      stack.append(try appendConstant(option.standard, option.text, instruction))
    }
    try apply(function.primitive, text, instruction)
  }

  /// Replaces the operands on the stack by the output of a primitive.
  private mutating func apply(
    _ primitive: Elementwise, _ text: String, _ instruction: Instruction
  ) throws(Diagnostic) {
    let second = primitive.arity == 2 ? stack.removeLast() : nil
    let first = stack.removeLast()
    let id = try append(label: text, at: span(of: instruction)) {
      (graph) throws(GraphError) in
      if let second {
        try graph.append(primitive, first, second)
      } else {
        try graph.append(primitive, first)
      }
    }
    stack.append(id)
  }

  private mutating func appendConstant(
    _ value: Double, _ text: String, _ instruction: Instruction
  ) throws(Diagnostic) -> Node.ID {
    try append(label: text, at: span(of: instruction)) { (graph) throws(GraphError) in
      try graph.appendLeaf(value, role: .constant)
    }
  }

  private mutating func append(
    label: String, at span: SourceSpan,
    _ node: (inout Graph) throws(GraphError) -> Node.ID
  ) throws(Diagnostic) -> Node.ID {
    guard graph.count < Self.nodeLimit else { throw tooManyNodes(at: span) }
    do throws(GraphError) {
      let id = try node(&graph)
      labels.append(label)
      return id
    } catch {
      // Scalars always fit, and there are fewer nodes than a graph can hold.
      preconditionFailure("\(error)")
    }
  }

  /// The text of an instruction, made once however often a function is called.
  private mutating func text(of index: Int) -> String {
    if let text = texts[index] { return text }
    let text = text(of: syntax.instructions[index])
    texts[index] = text
    return text
  }

  private func text(of instruction: Instruction) -> String {
    expressionText(
      instruction.written, tokens: syntax.tokens, source: syntax.source, limit: 64)
  }

  private func tooManyNodes(at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      .tooManyNodes(limit: Self.nodeLimit), at: outermostCall.map { self.span(of: $0) } ?? span)
  }

  private func callsTooDeep(at span: SourceSpan) -> Diagnostic {
    Diagnostic(.callsTooDeep, at: outermostCall.map { self.span(of: $0) } ?? span)
  }

  private func span(of instruction: Instruction) -> SourceSpan {
    syntax.tokens[Int(instruction.written.first)].span
  }
}
