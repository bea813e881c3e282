import ComputationGraph
import Limits

/// Appends the nodes of expressions to a graph, in the order in which they are computed.
struct Lowering {
  let syntax: Syntax
  let files: FileTables
  /// The offset added to every seed of a random array.
  let seedOffset: UInt64
  private(set) var graph = Graph()
  private(set) var labels: [String] = []
  /// The node of each name so far; names with a mistake in their definition have none.
  private(set) var nodes: [Node.ID?]
  /// All labels of the data, and the node that holds some of them.
  var allLabels: [Double]?
  var labelNode: Node.ID?
  private var functions: [FunctionStatement?]
  private var texts: [String?]
  private var stack: [Operand] = []
  /// The call in the file that is being computed, which is blamed for mistakes inside its function.
  private(set) var outermostCall: Instruction?
  /// Whether an initial value is being computed, which cannot refer to names.
  private var isConstant = false
  /// The values of numbers alone that have been computed, by their last instruction.
  private var computed: [Int: Tensor] = [:]
  private var stepsInCalls = 0
  private var containedCount = 0

  /// A node, and the index of the instruction that pushed it.
  struct Operand {
    let node: Node.ID
    let instruction: Int
  }

  /// The reason why an expression has no node.
  enum Failure: Error {
    case mistake(Diagnostic)
    /// It uses a name whose definition has a mistake, which is reported there.
    case consequence
    /// There is no room left for this or anything else.
    case exhausted(Diagnostic)

    /// A mistake at `span`.
    static func mistake(
      _ problem: Diagnostic.Problem, at span: SourceSpan?, notes: [Diagnostic.Note] = []
    ) -> Self {
      .mistake(Diagnostic(problem, at: span, notes: notes))
    }

    /// The mistake to report; `nil` for a consequence.
    var diagnostic: Diagnostic? {
      switch self {
      case .mistake(let diagnostic), .exhausted(let diagnostic): diagnostic
      case .consequence: nil
      }
    }
  }

  /// The state of the caller while a function is computed.
  private struct Frame {
    var next: Int
    let end: Int
    /// The start of its arguments on the stack.
    let arguments: Int
    let firstNode: Int
    let call: Instruction
  }

  /// The greatest number of nodes, and of numbers in them.
  let mostNodes: Int
  let mostNumbers: Int

  init(_ syntax: Syntax, files: FileTables, seedOffset: UInt64 = 0, isTrial: Bool = false) {
    mostNodes = isTrial ? triedNodes : Limits.nodes.value
    mostNumbers = isTrial ? triedNumbers : Limits.numbers.value
    self.seedOffset = seedOffset
    self.syntax = syntax
    self.files = files
    nodes = Array(repeating: nil, count: syntax.names.texts.count)
    functions = Array(repeating: nil, count: nodes.count)
    texts = Array(repeating: nil, count: syntax.code.instructions.count)
    for statement in syntax.statements where !syntax.hasMistake(statement) {
      if let function = statement.function { functions[Int(function.name.index)] = function }
    }
  }

  /// The names without a definition, which are taken for numbers, by their nodes.
  var freeNames: [Node.ID: String] = [:]

  /// Gives a leaf of its own to a name.
  mutating func appendLeaf(
    _ name: Name, _ value: Tensor, role: Node.Role, at span: SourceSpan
  ) throws(Failure) {
    nodes[Int(name.index)] = try appendLeaf(value, role: role, label: syntax.names[name], at: span)
  }

  /// Gives a name to the result of an expression. The first name of a node is its label.
  mutating func define(_ name: Name, as body: Range<Int>) throws(Failure) {
    let firstNode = graph.count
    let id = try lower(body)
    nodes[Int(name.index)] = id
    if Int(id.index) >= firstNode { labels[Int(id.index)] = syntax.names[name] }
  }

  /// The value of an expression of constants; no nodes remain.
  mutating func constant(_ body: Range<Int>) throws(Failure) -> Tensor {
    let main = (graph, labels, stack, outermostCall)
    (graph, labels, isConstant) = (Graph(), [], true)
    defer {
      (graph, labels, stack, outermostCall) = main
      isConstant = false
    }
    let result = try lower(body)
    var numbers = Numbers(initialValuesOf: graph)
    Tape(of: graph).forward(in: &numbers)
    return numbers.value(of: result, in: graph)
  }

  /// Appends the nodes of an expression and returns that of its value.
  mutating func lower(_ body: Range<Int>) throws(Failure) -> Node.ID {
    stack = []
    outermostCall = nil
    var frames: [Frame] = []
    var next = body.lowerBound
    var end = body.upperBound
    var arguments = 0
    while true {
      if next == end {
        guard let frame = frames.popLast() else { return stack.removeLast().node }
        try finish(frame, arguments: arguments, isOutermost: frames.isEmpty)
        if frames.isEmpty { outermostCall = nil }
        (next, end, arguments) = (frame.next, frame.end, frame.arguments)
        continue
      }
      if !isConstant, let part = syntax.numbersAlone.part(from: next),
        let value = value(ofNumbers: part)
      {
        next = part.upperBound
        try push(value, label(ofNumbers: part, value), next - 1)
        continue
      }
      let index = next
      let instruction = syntax.code.instructions[index]
      next += 1
      switch instruction.action {
      case .number(let value):
        try push(Tensor(value), text(of: index), index)
      case .name(let name):
        // Only a mistake leaves a used name without a node, or puts one into a constant.
        guard !isConstant, let node = nodes[Int(name.index)] else { throw .consequence }
        push(node, index)
      case .argument(let slot):
        push(stack[arguments + Int(slot)].node, index)
      case .primitive(let primitive):
        try apply(.elementwise(primitive), count: primitive.arity, index)
      case .operation(let operation):
        try apply(syntax.code.operations[Int(operation)], index)
      case .setting: continue
      case .text, .truth: throw .consequence
      case .call(let name, let count, _):
        guard let function = functions[Int(name.index)] else { throw .consequence }
        if frames.isEmpty { outermostCall = instruction }
        guard frames.count < Limits.calls.value else { throw callsTooDeep }
        frames.append(
          Frame(
            next: next, end: end, arguments: arguments, firstNode: graph.count, call: instruction))
        (next, end) = (function.body.lowerBound, function.body.upperBound)
        arguments = stack.count - Int(count)
      }
      if !frames.isEmpty {
        stepsInCalls += 1
        if stepsInCalls > 2 * mostNodes {
          throw tooManyNodes(at: span(ofStart: instruction))
        }
      }
    }
  }

  /// The value of numbers alone, computed once however often a function is called; `nil` if they have a
  /// mistake, which is found where they are gates.
  private mutating func value(ofNumbers part: Range<Int>) -> Tensor? {
    let last = part.upperBound - 1
    if let value = computed[last] { return value }
    guard let value = try? constant(part) else { return nil }
    computed[last] = value
    return value
  }

  private mutating func label(ofNumbers part: Range<Int>, _ value: Tensor) -> String {
    let text = text(of: part.upperBound - 1)
    return value.shape.isScalar ? text : value.shape.shortText(text)
  }

  /// Returns from a function: its result replaces its arguments, and its nodes become one gate.
  private mutating func finish(
    _ frame: Frame, arguments: Int, isOutermost: Bool
  ) throws(Failure) {
    let result = stack.removeLast().node
    let given = stack[arguments...].map(\.node)
    stack.removeSubrange(arguments...)
    push(result, frame.next - 1)
    guard graph.count > frame.firstNode, Int(result.index) == graph.count - 1 else { return }
    containedCount += graph.count - frame.firstNode
    guard containedCount <= Limits.containedNodes.value else { throw callsTooDeep }
    if case .call(let name, _, _) = frame.call.action {
      graph.closeCompoundGate(named: syntax.names[name], from: frame.firstNode, arguments: given)
      let written = given.map { labels[Int($0.index)] }.joined(separator: ",")
      labels[Int(result.index)] =
        isOutermost || !namesInsides
        ? syntax.text.text(of: frame.call.written, limit: 64)
        : "\(syntax.names[name])(\(written))".cut(to: 64)
    }
  }

  /// Pops the topmost operands.
  mutating func pop(_ count: Int) -> [Operand] {
    let operands = Array(stack.suffix(count))
    stack.removeLast(count)
    return operands
  }

  /// Replaces the topmost operands by the output of a primitive.
  mutating func apply(_ primitive: Primitive, count: Int, _ index: Int) throws(Failure) {
    try push(primitive, pop(count), index)
  }

  /// Pushes the output of a primitive.
  mutating func push(_ primitive: Primitive, _ operands: [Operand], _ index: Int) throws(Failure) {
    push(
      try append(primitive, operands, label: label(of: primitive, operands, index), index), index)
  }

  /// Whether nodes inside of calls are named by what the function is called with, `w*x`, and not by its
  /// own line, `w*a`. In a large graph nobody reads them all.
  var namesInsides: Bool { outermostCall != nil && graph.count < 20_000 }

  /// The label of a gate: its text in the file, or inside of a call its formula with the operands it has
  /// there.
  private mutating func label(
    of primitive: Primitive, _ operands: [Operand], _ index: Int
  ) -> String {
    guard namesInsides else { return text(of: index) }
    let texts = operands.enumerated().map { slot, operand in
      labels[Int(operand.node.index)].asOperand(of: primitive, slot: slot)
    }
    return primitive.formula(texts).withoutBlanks.cut(to: 64)
  }

  /// The text of an operand inside of the label of a gate.
  mutating func ownText(of operand: Operand) -> String {
    namesInsides ? labels[Int(operand.node.index)] : text(of: operand.instruction)
  }

  /// Pushes a constant.
  mutating func push(_ value: Tensor, _ label: String, _ index: Int) throws(Failure) {
    let id = try appendLeaf(value, role: .constant, label: label, at: span(ofStart: index))
    push(id, index)
  }

  /// Pushes a node.
  mutating func push(_ node: Node.ID, _ index: Int) {
    stack.append(Operand(node: node, instruction: index))
  }

  /// Appends the output of a primitive, or throws which shapes do not fit.
  mutating func append(
    _ primitive: Primitive, _ operands: [Operand], label: String, _ index: Int
  ) throws(Failure) -> Node.ID {
    let span = span(ofStart: index)
    try expectRoomForNode(at: span)
    let isScalar = operands.allSatisfy { graph.shape(of: $0.node).isScalar }
    if !isScalar || primitive.elementwise == nil {
      let shape = try outputShape(of: primitive, operands, index)
      try expectRoom(for: shape, at: syntax.text.span(of: syntax.code.instructions[index].written))
    }
    do throws(GraphError) {
      let id = try graph.append(primitive, operands.map(\.node))
      labels.append(label)
      return id
    } catch {
      preconditionFailure("shapes that fit do not: \(error)")
    }
  }

  private mutating func appendLeaf(
    _ value: Tensor, role: Node.Role, label: String, at span: SourceSpan
  ) throws(Failure) -> Node.ID {
    try expectRoomForNode(at: span)
    try expectRoom(for: value.shape, at: span)
    do throws(GraphError) {
      let id = try graph.appendLeaf(value.elements, shape: value.shape, role: role)
      labels.append(label)
      return id
    } catch {
      preconditionFailure("a tensor that is not whole: \(error)")
    }
  }

  /// Combines the nodes from `first` on into one gate, which opens into them.
  mutating func close(_ name: String, from first: Int, _ arguments: [Operand]) {
    graph.closeCompoundGate(named: name, from: first, arguments: arguments.map(\.node))
  }

  private func expectRoomForNode(at span: SourceSpan) throws(Failure) {
    guard graph.count < mostNodes else { throw tooManyNodes(at: span) }
  }

  /// Throws if an array is too large, before it is allocated.
  func expectRoom(for shape: Shape, at span: SourceSpan) throws(Failure) {
    let diagnostic = tooManyNumbers(at: span)
    if shape.count > mostNumbers { throw .mistake(diagnostic) }
    if graph.placeCount + shape.count > mostNumbers { throw .exhausted(diagnostic) }
  }

  /// The text of an instruction, made once no matter how often a function is called.
  mutating func text(of index: Int) -> String {
    if let text = texts[index] { return text }
    let text = syntax.text.text(of: syntax.code.instructions[index].written, limit: 64)
    texts[index] = text
    return text
  }

  private func tooManyNodes(at span: SourceSpan) -> Failure {
    .exhausted(
      Diagnostic(
        .tooManyNodes(limit: Limits.nodes.value),
        at: outermostCall.map { self.span(ofStart: $0) } ?? span))
  }

  private var callsTooDeep: Failure {
    .mistake(.callsTooDeep, at: outermostCall.map { span(ofStart: $0) })
  }

  private func span(ofStart index: Int) -> SourceSpan {
    span(ofStart: syntax.code.instructions[index])
  }

  private func span(ofStart instruction: Instruction) -> SourceSpan {
    syntax.text.span(of: Int(instruction.written.first))
  }
}

/// The greatest graph that is made to try a change of a file.
private let triedNodes = 20_000
private let triedNumbers = 200_000
