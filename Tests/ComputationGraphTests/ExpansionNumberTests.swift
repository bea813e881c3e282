import ComputationGraph
import Testing

/// A primitive with operands to try it on.
struct ExpansionCase: CustomTestStringConvertible, Sendable {
  let primitive: Primitive
  let operands: [Operand]

  struct Operand: Sendable {
    let extents: [Int]
    let values: [Double]
    let role: Node.Role
  }

  var testDescription: String {
    "\(primitive) of \(operands.map { "\($0.extents)" }.joined(separator: ", "))"
  }

  /// Operands with numbers from −1.5 to 1.5, none near another.
  init(_ primitive: Primitive, _ extents: [Int]...) {
    self.primitive = primitive
    operands = extents.enumerated().map { slot, extents in
      let count = extents.reduce(1, *)
      let values = (0..<count).map { place in
        1.5 - 3
          * ((Double(place + 7 * slot) * 0.618_033_988_75 + 0.1).truncatingRemainder(
            dividingBy: 1))
      }
      return Operand(extents: extents, values: values, role: .parameter)
    }
  }

  /// A loss of scores with labels, and with a margin where it takes one.
  init(_ loss: Primitive, scores: [Int], labels: [Double], margin: Double? = nil) {
    primitive = loss
    operands =
      ExpansionCase(loss, scores).operands
      + [Operand(extents: scores.dropLast(), values: labels, role: .leaf)]
      + (margin.map { [Operand(extents: [], values: [$0], role: .parameter)] } ?? [])
  }

  /// The operands moved away from where the primitive has no derivative.
  func positive() -> ExpansionCase {
    ExpansionCase(
      primitive,
      operands: operands.map {
        Operand(extents: $0.extents, values: $0.values.map { abs($0) + 0.1 }, role: $0.role)
      })
  }

  private init(_ primitive: Primitive, operands: [Operand]) {
    self.primitive = primitive
    self.operands = operands
  }

  /// operands → sin → the primitive → sin, so that every element has an upstream of its own.
  func graph() throws -> (graph: Graph, gate: Node.ID, output: Node.ID) {
    var graph = Graph()
    var inputs: [Node.ID] = []
    for operand in operands {
      inputs.append(
        try graph.appendLeaf(
          operand.values, shape: Shape(operand.extents), role: operand.role))
    }
    let first = graph.count
    let gate = try graph.append(primitive, inputs)
    let output = try graph.append(.sin, gate)
    graph.closeCompoundGate(named: "f", from: first)
    return (graph, gate, output)
  }

  static let all: [ExpansionCase] =
    Elementwise.allCases.flatMap { elementwise -> [ExpansionCase] in
      let primitive = Primitive.elementwise(elementwise)
      let cases =
        elementwise.arity == 1
        ? [ExpansionCase(primitive, [3]), ExpansionCase(primitive, [2, 4])]
        : [
          ExpansionCase(primitive, [3], [3]), ExpansionCase(primitive, [2, 3], []),
          ExpansionCase(primitive, [], [4]), ExpansionCase(primitive, [2, 3], [3]),
          ExpansionCase(primitive, [2, 1], [2, 3]), ExpansionCase(primitive, [2, 1], [3]),
        ]
      return switch elementwise {
      case .power, .sqrt, .log: cases.map { $0.positive() }
      default: cases
      }
    } + [
      ExpansionCase(.elementwise(.sigmoid), []), ExpansionCase(.elementwise(.tanh), []),
      ExpansionCase(.elementwise(.softplus), []), ExpansionCase(.elementwise(.silu), []),
      ExpansionCase(.matrixProduct, [3], [3]), ExpansionCase(.matrixProduct, [2, 3], [3]),
      ExpansionCase(.matrixProduct, [3], [3, 2]), ExpansionCase(.matrixProduct, [2, 3], [3, 4]),
      ExpansionCase(.matrixProduct, [2, 1], [1, 2]),
      ExpansionCase(.matrixProduct, [1, 2], [2, 1]),
      ExpansionCase(.reduce(.sum, axis: nil), [5]),
      ExpansionCase(.reduce(.sum, axis: nil), [2, 3]),
      ExpansionCase(.reduce(.sum, axis: 0), [2, 3]),
      ExpansionCase(.reduce(.sum, axis: 1), [2, 3]),
      ExpansionCase(.reduce(.sum, axis: 1), [1, 3]),
      ExpansionCase(.reduce(.sum, axis: 1, keeps: true), [2, 3]),
      ExpansionCase(.reduce(.sum, axis: nil, keeps: true), [2, 3]),
      ExpansionCase(.reduce(.mean, axis: 0, keeps: true), [2, 3]),
      ExpansionCase(.reduce(.mean, axis: nil), [2, 3]),
      ExpansionCase(.reduce(.mean, axis: 0), [2, 3]),
      ExpansionCase(.reduce(.mean, axis: 1), [2, 3]),
      ExpansionCase(.norm, []), ExpansionCase(.norm, [4]), ExpansionCase(.norm, [2, 3]),
      ExpansionCase(.softmax, [4]), ExpansionCase(.softmax, [2, 3]),
      ExpansionCase(.softmax, [1, 3]),
      ExpansionCase(.logSoftmax, [4]), ExpansionCase(.logSoftmax, [3, 2]),
      ExpansionCase(.crossEntropy, scores: [3], labels: [1]),
      ExpansionCase(.crossEntropy, scores: [4, 3], labels: [2, 0, 1, 1]),
      ExpansionCase(.hinge, scores: [3], labels: [0], margin: 1),
      ExpansionCase(.hinge, scores: [4, 3], labels: [2, 0, 1, 1], margin: 0.5),
    ]
}

@Suite struct ExpansionNumberTests {
  /// The values, and the gradients of `output`, at the initial values.
  private func numbers(of graph: Graph, output: Node.ID) -> Numbers {
    var numbers = Numbers(initialValuesOf: graph)
    Tape(of: graph).forward(in: &numbers)
    for place in graph.places(of: output) { numbers[gradient: place] = 1 }
    Tape(of: graph, feeding: output).backward(in: &numbers)
    return numbers
  }

  private func expectClose(_ a: Tensor, _ b: Tensor, _ comment: Comment) {
    #expect(a.shape == b.shape, comment)
    let size = zip(a.elements, b.elements).map { max(abs($0), abs($1)) }.max() ?? 0
    for (x, y) in zip(a.elements, b.elements) {
      #expect(abs(x - y) <= 1e-10 * size, comment)
    }
  }

  /// Expects every node of `graph` to have its value and gradient in the opened graph too.
  private func expectSameNumbers(_ graph: Graph, output: Node.ID, _ opened: OpenedGraph) {
    let before = numbers(of: graph, output: output)
    let after = numbers(of: opened.graph, output: opened.newID[Int(output.index)])
    for node in graph.ids {
      let new = opened.newID[Int(node.index)]
      expectClose(
        before.value(of: node, in: graph), after.value(of: new, in: opened.graph), "value \(node)")
      expectClose(
        before.gradient(of: node, in: graph), after.gradient(of: new, in: opened.graph),
        "gradient \(node)")
    }
  }

  @Test(arguments: ExpansionCase.all)
  func `an open primitive computes what the closed one does`(_ example: ExpansionCase) throws {
    let (graph, gate, output) = try example.graph()
    let opened = try graph.opening([gate])
    #expect(opened.openedGates.count == 1)
    expectSameNumbers(graph, output: output, opened)
  }

  @Test(arguments: ExpansionCase.all)
  func `everything inside can be opened in turn`(_ example: ExpansionCase) throws {
    let (graph, gate, output) = try example.graph()
    var opened = try graph.opening([gate])
    expectSameNumbers(graph, output: output, opened)
    var last = opened.newID[Int(output.index)]
    for _ in 0..<3 {
      let closed = opened.graph
      opened = try closed.opening(Set(closed.ids))
      expectSameNumbers(closed, output: last, opened)
      last = opened.newID[Int(last.index)]
    }
    #expect(!opened.graph.ids.contains { opened.graph.canOpen($0) })
  }

  @Test func `an operand used twice collects both gradients`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf([0.5, -2], shape: Shape([2]), role: .parameter)
    let squares = try graph.append(.multiply, x, x)
    let length = try graph.append(.matrixProduct, [squares, squares])
    let opened = try graph.opening([squares, length])
    let after = numbers(of: opened.graph, output: opened.newID[2])
    #expect(after.value(of: opened.newID[2], in: opened.graph).elements == [0.0625 + 16])
    #expect(after.gradient(of: x, in: opened.graph).elements == [4 * 0.125, 4 * -8])
  }

  @Test func `the open sigmoid overflows at −800 and the closed one does not`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf(-800, role: .parameter)
    let z = try graph.append(.sigmoid, x)
    let closed = numbers(of: graph, output: z)
    #expect(closed.value(of: z, in: graph).scalar == 0)
    #expect(closed.gradient(of: x, in: graph).scalar == 0)
    let opened = try graph.opening([z])
    let open = numbers(of: opened.graph, output: opened.newID[1])
    #expect(open.value(of: opened.newID[1], in: opened.graph).scalar == 0)
    #expect(open.gradient(of: x, in: opened.graph).scalar?.isNaN == true)
  }

  @Test(arguments: [Primitive.softmax, .logSoftmax])
  func `an open softmax overflows for large scores and the closed one does not`(
    _ primitive: Primitive
  ) throws {
    var graph = Graph()
    let x = try graph.appendLeaf([1000, 999, 1], shape: Shape([3]), role: .parameter)
    let p = try graph.append(primitive, [x])
    let closed = numbers(of: graph, output: p)
    let opened = try graph.opening([p])
    let open = numbers(of: opened.graph, output: opened.newID[1])
    #expect(closed.value(of: p, in: graph).elements.allSatisfy { $0.isFinite })
    #expect(closed.gradient(of: x, in: graph).elements.allSatisfy { $0.isFinite })
    #expect(open.value(of: opened.newID[1], in: opened.graph).elements.contains { $0.isNaN })
    #expect(open.gradient(of: x, in: opened.graph).elements.contains { $0.isNaN })
  }

  @Test func `a class exactly at the margin gets no gradient, open or closed`() throws {
    let example = ExpansionCase(.hinge, scores: [2, 3], labels: [1, 0], margin: 1)
    var (graph, gate, output) = try example.graph()
    try graph.setInitialValue([1, 2, 0, 5, 4, 6], of: Node.ID(0))
    let opened = try graph.opening([gate])
    let after = numbers(of: opened.graph, output: opened.newID[Int(output.index)])
    let gradient = after.gradient(of: opened.newID[0], in: opened.graph).elements
    #expect(gradient[0] == 0 && gradient[4] == 0 && gradient[5] != 0)
    expectSameNumbers(graph, output: output, opened)
  }

  @Test(arguments: [Primitive.crossEntropy, .hinge])
  func `a label that is no class gives no number, open or closed`(_ loss: Primitive) throws {
    let margin = loss == .hinge ? 1.0 : nil
    let (graph, gate, _) = try ExpansionCase(loss, scores: [3], labels: [3], margin: margin).graph()
    let opened = try graph.opening([gate])
    let closed = numbers(of: graph, output: gate)
    let result = opened.newID[Int(gate.index)]
    let open = numbers(of: opened.graph, output: result)
    #expect(closed.value(of: gate, in: graph).scalar?.isNaN == true)
    #expect(open.value(of: result, in: opened.graph).scalar?.isNaN == true)
  }
}
