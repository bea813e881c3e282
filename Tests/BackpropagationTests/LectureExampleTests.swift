import Backpropagation
import ComputationGraph
import Testing

/// Every scalar example of the lecture: the numbers on the board, and how they came about.
@Suite struct LectureExampleTests {
  @Test func `all twenty scalar examples are there`() {
    #expect(LectureReference.scalarExamples.count == 20)
  }

  @Test(arguments: LectureReference.scalarExamples)
  func `values and gradients are those of the reference`(_ example: LectureReference.Example)
    throws
  {
    let built = try ExampleGraph(example)
    var timeline = Timeline(of: built.graph, output: built.output)
    let end = timeline.snapshot(at: timeline.plan.range(ofPhase: .backward).upperBound)
    for (name, node) in built.nodes {
      let value = try #require(end.numbers.value(of: node, in: built.graph).scalar)
      let gradient = try #require(end.numbers.gradient(of: node, in: built.graph).scalar)
      #expect(isClose(value, try #require(example.forward[name])), "\(name)")
      #expect(isClose(gradient, try #require(example.gradients[name])), "∂/∂\(name)")
      #expect(end.valueState(of: node) == .fresh)
      #expect(end.gradientState(of: node) == .fresh)
    }
  }

  @Test(arguments: LectureReference.scalarExamples)
  func `backward steps are those of the reference, one for one`(
    _ example: LectureReference.Example
  ) throws {
    let built = try ExampleGraph(example)
    var timeline = Timeline(of: built.graph, output: built.output)
    var flows: [GradientFlow] = []
    timeline.outcomes(ofIteration: 0) { _, outcome in
      if case .flowed(let flow) = outcome { flows.append(flow) }
      return true
    }
    if example.seedGradient != 1 { flows.removeFirst() }
    #expect(flows.count == example.backwardSteps.count)
    for (flow, expected) in zip(flows, example.backwardSteps) {
      #expect(flow.gate == built.nodes[expected.gate])
      #expect(flow.operand == built.nodes[expected.to])
      for (ours, theirs) in [
        (flow.upstream, expected.upstream), (flow.local, expected.local),
        (flow.downstream, expected.downstream), (flow.before, expected.gradBefore),
        (flow.after, expected.gradAfter),
      ] {
        #expect(isClose(try #require(ours.scalar), theirs))
      }
    }
  }

  @Test func `updating x, y and z of the first example gives the numbers of the lecture`() throws {
    let example = try #require(LectureReference.scalarExamples.first { $0.id == "xyz" })
    let built = try ExampleGraph(example)
    var timeline = Timeline(of: built.graph, output: built.output, learningRate: 0.01)
    let steps = timeline.plan.stepsPerIteration
    let updates = timeline.plan.range(ofPhase: .update).lowerBound
    func expect(_ row: [String: Double], at iteration: Int) throws {
      let snapshot = timeline.snapshot(at: iteration * steps + updates)
      for (name, node) in built.nodes {
        let value = try #require(snapshot.numbers.value(of: node, in: built.graph).scalar)
        #expect(isClose(value, try #require(row[name])), "\(name) in iteration \(iteration)")
      }
    }
    for (iteration, row) in LectureReference.shared.updates.xyz.enumerated() {
      try expect(row, at: iteration)
    }
    try expect(LectureReference.shared.updates.xyzAfter100, at: 100)
  }

  @Test(arguments: LectureReference.shared.updates.quadratic.byRate.map { ($0, $1.first) })
  func `(w−3)² moves as in the lecture at every learning rate`(_ rate: String, _ ws: [Double])
    throws
  {
    var graph = Graph()
    let w = try graph.appendLeaf(0, role: .parameter)
    let error = try graph.append(.subtract, w, graph.appendLeaf(3, role: .constant))
    let loss = try graph.append(.square, error)
    var timeline = Timeline(of: graph, output: loss, learningRate: try #require(Double(rate)))
    for (iteration, expected) in ws.enumerated() {
      let snapshot = timeline.snapshot(at: iteration * timeline.plan.stepsPerIteration)
      #expect(isClose(try #require(snapshot.numbers.value(of: w, in: graph).scalar), expected))
    }
  }
}

/// Equal to 1e-12, relative to the larger of 1 and the expected number.
func isClose(_ number: Double, _ expected: Double) -> Bool {
  abs(number - expected) <= 1e-12 * max(1, abs(expected))
}
