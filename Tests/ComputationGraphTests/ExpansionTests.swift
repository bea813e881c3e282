import ComputationGraph
import Testing

@Suite struct ExpansionTests {
  @Test func `a sigmoid opens into the four gates of the lecture`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf(1, role: .parameter)
    let z = try graph.append(.sigmoid, x)
    let opened = try graph.opening([z])
    let gates = opened.graph.ids.filter { opened.graph.role(of: $0) == .gate }
    #expect(
      gates.map { opened.graph.primitive(of: $0)?.elementwise } == [.negate, .exp, .add, .divide])
    #expect(opened.newID == [x, Node.ID(6)])
    #expect(opened.openedGates == [0])
    let gate = opened.graph.compoundGates[0]
    #expect(gate.name == "σ" && gate.nodes == 1..<7 && gate.operands == [x])
    #expect(Set(opened.labels.values) == [.literal("1")])
    #expect(opened.labels.keys.allSatisfy { opened.graph.role(of: $0) == .constant })
  }

  @Test func `a layer of two neurons opens into products and sums that name their entries`() throws
  {
    var graph = Graph()
    let w = try graph.appendLeaf([1, 2, 3, 4, 5, 6], shape: Shape([2, 3]), role: .parameter)
    let x = try graph.appendLeaf([7, 8, 9], shape: Shape([3]), role: .leaf)
    let s = try graph.append(.matrixProduct, [w, x])
    let opened = try graph.opening([s])
    let result = opened.newID[2]
    #expect(opened.graph.shape(of: result) == graph.shape(of: s))
    #expect(opened.graph.compoundGates[0].name == "matmul")
    #expect(opened.graph.compoundGates[0].operands == [w, x])
    var entries: [InnerLabel] = []
    var results: [InnerLabel] = []
    for id in opened.graph.ids {
      switch opened.labels[id] {
      case .entry(of: let operand, let indices):
        let picked = Primitive.select(indices.map { .at($0) })
        #expect(opened.graph.primitive(of: id) == picked)
        #expect(Array(opened.graph.operands(of: id)) == [operand])
        entries.append(.entry(of: operand, indices: indices))
      case .result(let gate, let indices):
        #expect(opened.graph.primitive(of: id) == .elementwise(.add))
        results.append(.result(of: gate, indices: indices))
      case .literal, nil: continue
      }
    }
    // Row by row, and an entry that is needed twice is picked once.
    #expect(
      entries == [
        .entry(of: w, indices: [0, 0]), .entry(of: x, indices: [0]),
        .entry(of: w, indices: [0, 1]), .entry(of: x, indices: [1]),
        .entry(of: w, indices: [0, 2]), .entry(of: x, indices: [2]),
        .entry(of: w, indices: [1, 0]), .entry(of: w, indices: [1, 1]),
        .entry(of: w, indices: [1, 2]),
      ])
    #expect(results == [.result(of: result, indices: [0]), .result(of: result, indices: [1])])
  }

  @Test func `broadcasting picks the entry that is repeated`() throws {
    var graph = Graph()
    let scores = try graph.appendLeaf([1, 2, 3, 4], shape: Shape([2, 2]), role: .leaf)
    let bias = try graph.appendLeaf([5, 6], shape: Shape([2]), role: .parameter)
    let column = try graph.appendLeaf([7, 8], shape: Shape([2, 1]), role: .parameter)
    let two = try graph.appendLeaf(2, role: .constant)
    func entries(_ operand: Node.ID) throws -> [[Node.ID]] {
      var graph = graph
      let sum = try graph.append(.add, scores, operand)
      let opened = try graph.opening([sum])
      return opened.graph.ids.filter { opened.graph.primitive(of: $0) == .elementwise(.add) }.map {
        Array(opened.graph.operands(of: $0))
      }
    }
    let ofBias = try entries(bias).map { $0[1] }
    #expect(ofBias[0] == ofBias[2] && ofBias[1] == ofBias[3] && ofBias[0] != ofBias[1])
    let ofColumn = try entries(column).map { $0[1] }
    #expect(ofColumn[0] == ofColumn[1] && ofColumn[2] == ofColumn[3] && ofColumn[0] != ofColumn[2])
    #expect(try entries(two).allSatisfy { $0[1] == two })
    #expect(try entries(scores).allSatisfy { $0[0] == $0[1] })
  }

  @Test func `roles, values and functions are carried over, and functions grow`() throws {
    var graph = Graph()
    let w = try graph.appendLeaf(0.5, role: .parameter)
    let x = try graph.appendLeaf(3, role: .leaf)
    let product = try graph.append(.multiply, w, x)
    let activated = try graph.append(.sigmoid, product)
    graph.closeCompoundGate(named: "inner", from: 3)
    let two = try graph.appendLeaf(2, role: .constant)
    let doubled = try graph.append(.multiply, activated, two)
    graph.closeCompoundGate(named: "outer", from: 2)
    let loss = try graph.append(.tanh, doubled)

    let opened = try graph.opening([activated, loss])
    for node in graph.ids {
      let new = opened.newID[Int(node.index)]
      #expect(opened.graph.role(of: new) == graph.role(of: node))
      #expect(opened.graph.shape(of: new) == graph.shape(of: node))
      #expect(Array(opened.graph.initialValue(of: new)) == Array(graph.initialValue(of: node)))
    }
    #expect(opened.graph.compoundGates.map(\.name) == ["σ", "inner", "outer", "tanh"])
    #expect(opened.openedGates == [0, 3])
    #expect(opened.newGate == [1, 2])
    for (old, new) in zip(graph.compoundGates, opened.newGate) {
      let gate = opened.graph.compoundGates[new]
      #expect(gate.output == opened.newID[Int(old.output.index)])
      #expect(gate.operands == old.operands.map { opened.newID[Int($0.index)] })
    }
    #expect(opened.graph.compoundGates[1].nodes == opened.graph.compoundGates[0].nodes)
    #expect(opened.graph.compoundGates[2].nodes.lowerBound == 2)
  }

  @Test func `with nothing to open the graph stays as it is`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf([1, 2], shape: Shape([2]), role: .parameter)
    let y = try graph.append(.exp, x)
    let z = try graph.append(.multiply, y, x)
    graph.closeCompoundGate(named: "f", from: 1)
    let e = try graph.append(.transpose, [z])
    // Neither a leaf nor a transpose has an inside.
    for nodes: Set<Node.ID> in [[], [x, e]] {
      let opened = try graph.opening(nodes)
      for node in graph.ids {
        #expect(opened.graph.role(of: node) == graph.role(of: node))
        #expect(opened.graph.primitive(of: node) == graph.primitive(of: node))
        #expect(opened.graph.shape(of: node) == graph.shape(of: node))
        #expect(Array(opened.graph.operands(of: node)) == Array(graph.operands(of: node)))
      }
      #expect(opened.graph.count == graph.count)
      #expect(opened.graph.compoundGates == graph.compoundGates)
      #expect(opened.newID == Array(graph.ids))
      #expect(opened.newGate == [0])
      #expect(opened.openedGates.isEmpty && opened.labels.isEmpty)
      #expect(Numbers(initialValuesOf: opened.graph) == Numbers(initialValuesOf: graph))
    }
  }

  @Test func `only what is small is taken apart into scalars`() throws {
    let vector = try Shape([8])
    let square = try Shape([8, 8])
    let batch = try Shape([128, 10])
    let relu = Primitive.elementwise(.relu)
    let add = Primitive.elementwise(.add)
    #expect(relu.canOpen(operands: [vector]))
    #expect(relu.canOpen(operands: [square], limit: 64))
    #expect(!relu.canOpen(operands: [square], limit: 63))
    #expect(!relu.canOpen(operands: [.scalar]))
    #expect(add.canOpen(operands: [vector, square]))
    #expect(!add.canOpen(operands: [vector, square], limit: 8))
    #expect(Primitive.matrixProduct.canOpen(operands: [vector, vector], limit: 8))
    #expect(Primitive.matrixProduct.canOpen(operands: [square, vector], limit: 64))
    #expect(!Primitive.matrixProduct.canOpen(operands: [square, square], limit: 511))
    let huge = try Shape([1 << 40, 1])
    #expect(
      !Primitive.matrixProduct.canOpen(
        operands: [huge, try Shape([1, 1 << 40])], limit: Int.max))
    #expect(Primitive.reduce(.sum, axis: 1).canOpen(operands: [square]))
    #expect(!Primitive.reduce(.sum, axis: 1).canOpen(operands: [batch]))
    #expect(!Primitive.reduce(.sum, axis: 1).canOpen(operands: [try Shape([8, 1])]))
    for limit in [-1, 0, 1] { #expect(!relu.canOpen(operands: [vector], limit: limit)) }
    // A definition works on whole tensors.
    #expect(Primitive.softmax.canOpen(operands: [batch], limit: 0))
    #expect(Primitive.crossEntropy.canOpen(operands: [batch, try Shape([128])], limit: 0))
    // Nothing opens that could not be applied, or has no elements.
    #expect(!Primitive.softmax.canOpen(operands: [.scalar]))
    #expect(!Primitive.softmax.canOpen(operands: [try Shape([0])]))
    #expect(!Primitive.matrixProduct.canOpen(operands: [vector]))
  }

  @Test func `what only moves numbers has no inside`() throws {
    let square = try Shape([2, 2])
    let moves: [Primitive] = [
      .transpose, .reshape(try Shape([4])), .concatenate(axis: 0), .oneHot(classes: 3),
      .select([.at(0)]), .reduce(.maximum, axis: nil), .reduce(.minimum, axis: 0),
    ]
    for primitive in moves { #expect(!primitive.canOpen(operands: [square])) }
  }

  @Test func `gates inside an opened one can be opened too`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf([1, 2, 3], shape: Shape([3]), role: .parameter)
    let p = try graph.append(.softmax, [x])
    let z = try graph.append(.square, p)
    let once = try graph.opening([p])
    let inside = once.graph.ids.filter { once.graph.canOpen($0) && $0 < once.newID[1] }
    #expect(
      inside.map { once.graph.primitive(of: $0) } == [
        .elementwise(.exp), .reduce(.sum, axis: 0),
      ])
    let twice = try once.graph.opening(Set(inside + [once.newID[2]]))
    #expect(twice.graph.compoundGates.map(\.name) == ["exp", "sum", "softmax", "^2"])
    #expect(twice.openedGates == [0, 1, 3] && twice.newGate == [2])
    #expect(
      twice.graph.compoundGates[2].output == twice.newID[Int(once.newID[Int(p.index)].index)])
    #expect(
      twice.newID[Int(once.newID[Int(z.index)].index)] == Node.ID(twice.graph.count - 1))
    for (node, label) in twice.labels {
      switch label {
      case .entry(of: let operand, _):
        #expect(Array(twice.graph.operands(of: node)) == [operand])
      case .result(of: let gate, _):
        #expect(twice.graph.compoundGates.contains { $0.output == gate })
      case .literal: Issue.record("softmax has no literals")
      }
    }
  }

  @Test func `a chain of twenty thousand gates opens`() throws {
    var graph = Graph()
    var last = try graph.appendLeaf(0.5, role: .parameter)
    for _ in 0..<20_000 { last = try graph.append(.sigmoid, last) }
    let opened = try graph.opening(Set(graph.ids))
    #expect(opened.openedGates.count == 20_000)
    #expect(opened.newID[20_000].index == 120_000)
  }
}
