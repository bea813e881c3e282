import Backpropagation
import ComputationGraph
import Testing

/// Steps, flows and checks of graphs whose values are vectors and matrices.
@Suite struct TensorTests {
  @Test(arguments: 0..<25)
  func `gradients of random tensor programs agree with central differences`(_ seed: Int) throws {
    let random = try RandomTensorGraph(seed: UInt64(seed), gates: 12)
    let check = GradientCheck(of: random.graph, output: random.output)
    var agreeing = 0
    for node in random.graph.ids {
      for comparison in check.compare(node) {
        #expect(
          comparison.agreement == .agrees || comparison.agreement == .kink,
          "\(comparison)")
        if comparison.agreement == .agrees { agreeing += 1 }
      }
    }
    #expect(agreeing > 50)
  }

  @Test(arguments: 0..<25)
  func `every position has the same bits whether jumped to or walked to`(_ seed: Int) throws {
    let random = try RandomTensorGraph(seed: UInt64(seed), gates: 8)
    let all = Set(random.graph.compoundGates.indices)
    for open: Set<Int> in [[], all] {
      var timeline = Timeline(of: random.graph, output: random.output, openGates: open)
      let plan = timeline.plan
      for iteration in 0..<2 {
        var walked = timeline.snapshot(at: iteration * plan.stepsPerIteration).numbers
        timeline.outcomes(ofIteration: iteration) { action, outcome in
          var fresh = Timeline(of: random.graph, output: random.output, openGates: open)
          let jumped = fresh.snapshot(
            at: iteration * plan.stepsPerIteration + plan.range(of: action).upperBound)
          #expect(jumped.outcome == outcome)
          walked = jumped.numbers
        }
        let next = timeline.snapshot(at: (iteration + 1) * plan.stepsPerIteration)
        #expect(next.numbers.bits == walked.bits)
      }
    }
  }

  @Test(arguments: 0..<25)
  func `far iterations and open gates change no bit`(_ seed: Int) throws {
    let random = try RandomTensorGraph(seed: UInt64(seed), gates: 10)
    let all = Set(random.graph.compoundGates.indices)
    var closed = Timeline(of: random.graph, output: random.output)
    var open = Timeline(of: random.graph, output: random.output, openGates: all)
    for iteration in [1, 2, 9] {
      let numbers = closed.snapshot(at: iteration * closed.plan.stepsPerIteration).numbers
      #expect(
        numbers.bits == open.snapshot(at: iteration * open.plan.stepsPerIteration).numbers.bits)
    }
  }

  @Test func `each slot of a product of a vector with itself has a flow of its own`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf([1, 2, 3], shape: Shape([3]), role: .parameter)
    let f = try graph.append(.matrixProduct, [x, x])
    let flows = flows(of: graph, from: f)
    #expect(flows.map(\.local) == [.linear, .linear])
    #expect(flows.map(\.downstream.elements) == [[1, 2, 3], [1, 2, 3]])
    #expect(flows.map(\.after.elements) == [[1, 2, 3], [2, 4, 6]])
  }

  @Test func `the gradient of a bias is the sum over the rows it was added to`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf([1, 2, 3, 4, 5, 6], shape: Shape([3, 2]), role: .leaf)
    let b = try graph.appendLeaf([10, 20], shape: Shape([2]), role: .parameter)
    let sum = try graph.append(.add, x, b)
    let f = try graph.append(.reduce(.sum, axis: nil), [graph.append(.square, sum)])
    let flow = try #require(flows(of: graph, from: f).last)
    #expect(flow.operand == b)
    #expect(flow.upstream.elements == [22, 44, 26, 48, 30, 52])
    #expect(flow.local == .elementwise(Tensor(shape: flow.upstream.shape) { _ in 1 }))
    #expect(flow.downstream.elements == [78, 144])
  }

  @Test func `a label gets no gradient, the margin does`() throws {
    var graph = Graph()
    let scores = try graph.appendLeaf([3.2, 5.1, -1.7], shape: Shape([3]), role: .parameter)
    let label = try graph.appendLeaf(0, role: .leaf)
    let margin = try graph.appendLeaf(1, role: .leaf)
    let f = try graph.append(.hinge, [scores, label, margin])
    #expect(flows(of: graph, from: f).map(\.operand) == [scores, margin])
    let check = GradientCheck(of: graph, output: f)
    #expect(check.compare(label).isEmpty)
    #expect(check.compare(margin).map(\.agreement) == [.agrees])
  }

  @Test func `a closed gate has a local gradient where it works element by element`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf([1, 2], shape: Shape([2]), role: .parameter)
    let square = try graph.append(.square, x)
    let cube = try graph.append(.multiply, square, x)
    let isClosed = graph.closeCompoundGate(named: "cube", from: 1)
    #expect(isClosed)
    let f = try graph.append(.reduce(.sum, axis: nil), [graph.append(.square, cube)])
    let isClosedToo = graph.closeCompoundGate(named: "sumsq", from: 3)
    #expect(isClosedToo)
    let flows = flows(of: graph, from: f)
    let ofSum = LocalGradient.ofNumber(try Tensor([2, 16], shape: Shape([2])))
    let ofCube = LocalGradient.elementwise(try Tensor([3, 12], shape: Shape([2])))
    #expect(flows.map(\.local) == [ofSum, ofCube])
    #expect(flows.map(\.downstream.elements) == [[2, 16], [6, 192]])
  }

  @Test func `of a large tensor 64 elements are compared, the first and the last among them`()
    throws
  {
    var graph = Graph()
    let x = try graph.appendLeaf(
      (0..<1000).map { Double($0) / 1000 }, shape: Shape([10, 100]), role: .parameter)
    let f = try graph.append(.reduce(.mean, axis: nil), [graph.append(.square, x)])
    let check = GradientCheck(of: graph, output: f)
    let elements = check.comparedElements(of: x)
    #expect(elements.count == GradientCheck.mostElements)
    #expect(elements.first == 0 && elements.last == 999)
    #expect(Set(elements).count == elements.count)
    #expect(check.compare(x).map(\.element) == elements)
    #expect(check.compare(x).allSatisfy { $0.agreement == .agrees })
    let short = GradientCheck(of: graph, output: f, mostElements: 3)
    #expect(short.comparedElements(of: x) == [0, 499, 999])
    #expect(short.comparedElements(of: f) == [0])
  }

  private func flows(of graph: Graph, from output: Node.ID) -> [GradientFlow] {
    var timeline = Timeline(of: graph, output: output)
    var flows: [GradientFlow] = []
    timeline.outcomes(ofIteration: 0) { _, outcome in
      if case .flowed(let flow) = outcome { flows.append(flow) }
    }
    return flows
  }
}
