import Backpropagation
import ComputationGraph
import Testing

@Suite struct ExpansionStepTests {
  /// f = tanh(w · σ(w · x)), whose σ stands in a function.
  struct Example {
    let graph: Graph
    let w, activated, output: Node.ID

    init() throws {
      var graph = Graph()
      w = try graph.appendLeaf(0.7, role: .parameter)
      let x = try graph.appendLeaf(-2, role: .leaf)
      let product = try graph.append(.multiply, w, x)
      activated = try graph.append(.sigmoid, product)
      graph.closeCompoundGate(named: "neuron", from: 2)
      let weighted = try graph.append(.multiply, w, activated)
      output = try graph.append(.tanh, weighted)
      self.graph = graph
    }
  }

  @Test func `an opened gate has a step for each gate inside, and none more when it is closed`()
    throws
  {
    let example = try Example()
    let opened = try example.graph.opening([example.activated, example.output])
    let output = opened.newID[Int(example.output.index)]
    let function = opened.newGate[0]
    let closed = StepPlan(of: opened.graph, output: output)
    #expect(closed.units.map(\.compoundGate) == [function, nil, opened.openedGates[1]])
    let open = StepPlan(of: opened.graph, output: output, open: Set(opened.openedGates))
    #expect(open.units.first?.compoundGate == function)
    #expect(open.units.count == 2 + 6)
    let all = Set(opened.graph.compoundGates.indices)
    #expect(StepPlan(of: opened.graph, output: output, open: all).units.count == 1 + 4 + 1 + 6)
    // Closed it has as many steps as the gate that was never opened.
    let old = StepPlan(of: example.graph, output: example.output)
    #expect(closed.stepsPerIteration == old.stepsPerIteration)
  }

  @Test func `training gives the same numbers with gates open, closed, or never opened`() throws {
    let example = try Example()
    let opened = try example.graph.opening([example.activated, example.output])
    let output = opened.newID[Int(example.output.index)]
    var never = Timeline(of: example.graph, output: example.output, learningRate: 0.5)
    let expected = never.snapshot(at: 5 * never.plan.stepsPerIteration).numbers
    let inside = opened.openedGates
    for open: Set<Int> in [[], Set(inside), [opened.newGate[0], inside[0]], [inside[1]]] {
      var timeline = Timeline(
        of: opened.graph, output: output, learningRate: 0.5, openGates: open)
      let numbers = timeline.snapshot(at: 5 * timeline.plan.stepsPerIteration).numbers
      for node in example.graph.ids {
        let new = opened.newID[Int(node.index)]
        let value = expected.value(of: node, in: example.graph).elements[0]
        let gradient = expected.gradient(of: node, in: example.graph).elements[0]
        #expect(abs(numbers.value(of: new, in: opened.graph).elements[0] - value) <= 1e-12)
        #expect(
          abs(numbers.gradient(of: new, in: opened.graph).elements[0] - gradient) <= 1e-12)
      }
    }
  }

  @Test func `walking through an opened sigmoid says what the lecture says`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf(1, role: .parameter)
    let z = try graph.append(.sigmoid, x)
    let opened = try graph.opening([z])
    var timeline = Timeline(
      of: opened.graph, output: opened.newID[1], openGates: Set(opened.openedGates))
    var values: [Double] = []
    var downstream: [Double] = []
    timeline.outcomes(ofIteration: 0) { _, outcome in
      switch outcome {
      case .computed(_, let value): values += value.elements
      case .flowed(let flow): downstream += flow.downstream.elements
      default: break
      }
    }
    // x, then −1.00, 0.37, 1.37, 0.73 forward and −0.53, −0.53, −0.20, 0.20 backward.
    func rounded(_ numbers: [Double]) -> [Double] { numbers.map { ($0 * 100).rounded() / 100 } }
    #expect(rounded(values) == [-1, 0.37, 1.37, 0.73])
    #expect(rounded(downstream) == [-0.53, -0.53, -0.2, 0.2])
  }

  @Test func `a layer of two neurons can be walked through entry by entry`() throws {
    var graph = Graph()
    let w = try graph.appendLeaf([1, -2, 3, 4], shape: Shape([2, 2]), role: .parameter)
    let x = try graph.appendLeaf([5, 6], shape: Shape([2]), role: .parameter)
    let scores = try graph.append(.matrixProduct, [w, x])
    let opened = try graph.opening([scores])
    var timeline = Timeline(
      of: opened.graph, output: opened.newID[2], openGates: Set(opened.openedGates))
    #expect(timeline.plan.units.count == 6 + 4 + 2 + 3)
    var position = timeline.plan.beginning
    while position < timeline.plan.end(of: .backward, in: 0) {
      position = timeline.plan.position(after: position, .gate)
      _ = timeline.snapshot(at: position)
    }
    let numbers = timeline.snapshot(at: position).numbers
    #expect(numbers.value(of: opened.newID[2], in: opened.graph).elements == [-7, 39])
    #expect(numbers.gradient(of: w, in: opened.graph).elements == [5, 6, 5, 6])
    #expect(numbers.gradient(of: x, in: opened.graph).elements == [4, 2])
  }

  @Test(arguments: 0..<20)
  func `whatever is opened, functions stay whole and every gradient stays`(_ seed: Int) throws {
    let random = try RandomGraph(seed: UInt64(seed), gates: 14)
    let opened = try random.graph.opening(Set(random.graph.ids))
    #expect(opened.newGate.count == random.graph.compoundGates.count)
    for (old, new) in zip(random.graph.compoundGates, opened.newGate) {
      let gate = opened.graph.compoundGates[new]
      #expect(gate.name == old.name)
      #expect(gate.output == opened.newID[Int(old.output.index)])
    }
    var before = Timeline(of: random.graph, output: random.output)
    let expected = before.snapshot(at: before.plan.stepsPerIteration).numbers
    let output = opened.newID[Int(random.output.index)]
    let all = Set(opened.graph.compoundGates.indices)
    for open in [[], all, Set(opened.openedGates), Set(opened.newGate)] {
      var timeline = Timeline(of: opened.graph, output: output, openGates: open)
      let numbers = timeline.snapshot(at: timeline.plan.stepsPerIteration).numbers
      for node in random.graph.ids {
        let new = opened.newID[Int(node.index)]
        let gradient = expected.gradient(of: node, in: random.graph).elements[0]
        let found = numbers.gradient(of: new, in: opened.graph).elements[0]
        #expect(abs(found - gradient) <= 1e-10 * max(1, abs(gradient)))
      }
    }
  }

  @Test func `a classifier learns the same with everything open as with everything closed`() throws
  {
    var graph = Graph()
    let x = try graph.appendLeaf([1, 2, -1, 0.5], shape: Shape([2, 2]), role: .leaf)
    let labels = try graph.appendLeaf([2, 0], shape: Shape([2]), role: .leaf)
    let w = try graph.appendLeaf(
      [0.1, -0.2, 0.3, 0.4, 0.5, -0.6], shape: Shape([2, 3]), role: .parameter)
    let b = try graph.appendLeaf([0.1, 0, -0.1], shape: Shape([3]), role: .parameter)
    let products = try graph.append(.matrixProduct, [x, w])
    let scores = try graph.append(.add, products, b)
    let loss = try graph.append(.crossEntropy, [scores, labels])
    var closed = Timeline(of: graph, output: loss, learningRate: 0.5)
    let expected = closed.snapshot(at: 4 * closed.plan.stepsPerIteration).numbers

    var opened = try graph.opening([products, scores, loss])
    var newID = opened.newID
    for _ in 0..<2 {
      opened = try opened.graph.opening(Set(opened.graph.ids))
      newID = newID.map { opened.newID[Int($0.index)] }
    }
    var open = Timeline(
      of: opened.graph, output: newID[Int(loss.index)], learningRate: 0.5,
      openGates: Set(opened.graph.compoundGates.indices))
    let numbers = open.snapshot(at: 4 * open.plan.stepsPerIteration).numbers
    // Step by step the same numbers arrive as in the pass that runs whole.
    var flowed: [Node.ID: Tensor] = [:]
    open.outcomes(ofIteration: 3) { _, outcome in
      if case .flowed(let flow) = outcome { flowed[flow.operand] = flow.after }
    }
    for node in [w, b, scores] {
      let new = newID[Int(node.index)]
      #expect(flowed[new] == numbers.gradient(of: new, in: opened.graph))
      for (value, other) in [
        (expected.value(of: node, in: graph), numbers.value(of: new, in: opened.graph)),
        (expected.gradient(of: node, in: graph), numbers.gradient(of: new, in: opened.graph)),
      ] {
        #expect(zip(value.elements, other.elements).allSatisfy { abs($0 - $1) <= 1e-12 })
      }
    }
  }
}
