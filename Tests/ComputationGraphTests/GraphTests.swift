import ComputationGraph
import Testing

@Suite struct GraphTests {
  @Test func `operands are given in the order in which the primitive takes them`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf(7, role: .parameter)
    let y = try graph.appendLeaf(2, role: .leaf)
    let z = try graph.append(.subtract, x, y)
    #expect(Array(graph.operands(of: z)) == [x, y])
    #expect(graph.role(of: z) == .gate)
    #expect(graph.role(of: x) == .parameter)
    #expect(graph.initialValue(of: y) == [2])
  }

  @Test func `a graph refuses operands of shapes that do not fit, and stays as it was`() throws {
    var graph = Graph()
    let a = try graph.appendLeaf([1, 2, 3], shape: Shape([3]), role: .leaf)
    let b = try graph.appendLeaf([1, 2], shape: Shape([2]), role: .leaf)
    #expect(
      throws: GraphError.shapesDoNotFit(.elementwise(.add), [try Shape([3]), try Shape([2])])
    ) {
      try graph.append(.add, a, b)
    }
    #expect(throws: GraphError.wrongOperandCount(.elementwise(.add), expected: 2, given: 1)) {
      try graph.append(.add, a)
    }
    #expect(graph.count == 2)
    let c = try graph.append(.multiply, b, b)
    #expect(Array(graph.operands(of: c)) == [b, b])
  }

  @Test func `a shape of more elements than can be counted is refused`() {
    #expect(throws: GraphError.tooLarge) { try Shape([1 << 40, 1 << 40]) }
    #expect(throws: GraphError.tooLarge) { try Shape([-1]) }
  }

  @Test func `ancestors are exactly the nodes the output is computed from`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf(1, role: .parameter)
    let unused = try graph.appendLeaf(1, role: .parameter)
    let y = try graph.append(.exp, x)
    let dead = try graph.append(.log, y)
    let f = try graph.append(.negate, y)
    #expect(graph.ancestors(of: f) == [true, false, true, false, true])
    #expect(unused.index == 1 && dead.index == 3)
  }

  @Test func `only a run of nodes with one result closes to a compound gate`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf(1, role: .parameter)
    let a = try graph.append(.exp, x)
    _ = try graph.append(.add, a, x)
    let isClosed = graph.closeCompoundGate(named: "g", from: 1)
    #expect(isClosed)
    #expect(graph.compoundGates[0].operands == [x])
    #expect(graph.compoundGates[0].output == Node.ID(2))
    _ = try graph.append(.log, x)
    let hasTwoResults = !graph.closeCompoundGate(named: "two results", from: 2)
    #expect(hasTwoResults)
    let hasNothing = !graph.closeCompoundGate(named: "nothing", from: graph.count)
    #expect(hasNothing)
  }
}

@Suite struct TapeTests {
  @Test func `a vector flows through elementwise gates, a scalar collects from all elements`()
    throws
  {
    var graph = Graph()
    let v = try graph.appendLeaf([1, -2, 3], shape: Shape([3]), role: .parameter)
    let s = try graph.appendLeaf(2, role: .parameter)
    let product = try graph.append(.multiply, v, s)
    let output = try graph.append(.relu, product)
    var numbers = Numbers(initialValuesOf: graph)
    let tape = Tape(of: graph)
    tape.forward(in: &numbers)
    #expect(numbers.value(of: output, in: graph).elements == [2, 0, 6])
    numbers.setGradient(
      of: output, to: try Tensor([4, -1, 5], shape: Shape([3])), in: graph)
    tape.backward(in: &numbers)
    #expect(numbers.gradient(of: v, in: graph).elements == [8, 0, 10])
    #expect(numbers.gradient(of: s, in: graph).elements == [4 * 1 + 5 * 3])
  }

  @Test func `a tape for an output leaves out what does not feed it`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf(0, role: .parameter)
    let f = try graph.append(.square, x)
    _ = try graph.append(.log, x)
    #expect(Tape(of: graph).count == 2)
    #expect(Tape(of: graph, feeding: f).count == 1)
    #expect(Tape(of: graph, feeding: f).gates(in: 0..<3) == 0..<1)
    #expect(Tape(of: graph, feeding: f).gates(in: 2..<3) == 1..<1)
  }

  @Test func `a tape run gate by gate gives the same bits as run whole`() throws {
    var graph = Graph()
    let shape = try Shape([4])
    let v = try graph.appendLeaf([1, -2, 0.5, 3], shape: shape, role: .parameter)
    let s = try graph.appendLeaf(0.3, role: .parameter)
    var last = v
    for primitive in Elementwise.allCases {
      let other = primitive == .power ? s : try graph.append(.sin, last)
      last =
        try primitive.arity == 1
        ? graph.append(primitive, other) : graph.append(primitive, other, s)
      last = try graph.append(.tanh, last)
    }
    let tape = Tape(of: graph)
    var whole = Numbers(initialValuesOf: graph)
    var parts = whole
    tape.forward(in: &whole)
    for gate in 0..<tape.count { tape.forward(gate..<gate + 1, in: &parts) }
    let seed = Tensor(shape: shape) { _ in 1 }
    whole.setGradient(of: last, to: seed, in: graph)
    parts.setGradient(of: last, to: seed, in: graph)
    tape.backward(in: &whole)
    for gate in (0..<tape.count).reversed() { tape.backward(gate..<gate + 1, in: &parts) }
    for place in 1..<graph.placeCount {
      #expect(whole[value: place].bitPattern == parts[value: place].bitPattern)
      #expect(whole[gradient: place].bitPattern == parts[gradient: place].bitPattern)
    }
  }
}
