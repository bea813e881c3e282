import Backpropagation
import ComputationGraph
import Learning
import Testing
import TestSupport

/// Every example of the lecture, of numbers, vectors and matrices: the numbers on the board, and how they came about.
@Suite struct LectureExampleTests {
  @Test func `all 39 examples are there, 19 of them with vectors or matrices`() {
    let examples = LectureReference.shared.examples
    #expect(examples.count == 39)
    #expect(
      examples.count { $0.forward.values.contains { !$0.tensor.shape.isScalar } } == 19)
  }

  @Test(arguments: LectureReference.shared.examples)
  func `values and gradients are those of the reference`(_ example: LectureReference.Example)
    throws
  {
    let built = try ExampleGraph(example)
    var timeline = Timeline(of: built.graph, output: built.output)
    let end = timeline.snapshot(at: timeline.plan.range(ofPhase: .backward).upperBound)
    for (name, node) in built.nodes {
      let value = end.numbers.value(of: node, in: built.graph)
      let gradient = end.numbers.gradient(of: node, in: built.graph)
      #expect(isClose(value, try #require(example.forward[name]).tensor), "\(name)")
      #expect(isClose(gradient, try #require(example.gradients[name]).tensor), "∂/∂\(name)")
      #expect(end.valueState(of: node) == .fresh)
      #expect(end.gradientState(of: node) == .fresh)
    }
  }

  @Test(arguments: LectureReference.shared.examples)
  func `backward steps are those of the reference, one for one`(
    _ example: LectureReference.Example
  ) throws {
    let built = try ExampleGraph(example)
    var timeline = Timeline(of: built.graph, output: built.output)
    var flows: [GradientFlow] = []
    timeline.outcomes(ofIteration: 0) { _, outcome in
      if case .flowed(let flow) = outcome { flows.append(flow) }
    }
    flows.removeFirst(built.seedFlowCount)
    #expect(flows.count == example.backwardSteps.count)
    for (flow, expected) in zip(flows, example.backwardSteps) {
      #expect(flow.gate == built.nodes[expected.gate])
      #expect(flow.operand == built.nodes[expected.to])
      for (ours, theirs) in [
        (flow.upstream, expected.upstream), (flow.downstream, expected.downstream),
        (flow.before, expected.gradBefore), (flow.after, expected.gradAfter),
      ] {
        #expect(isClose(ours, theirs.tensor))
      }
      if let local = expected.local {
        let ours = try #require(flow.local.elementwise)
        // The reference writes one number where all elements have the same.
        let theirs = local.tensor.scalar.map { one in Tensor(shape: ours.shape) { _ in one } }
        #expect(isClose(ours, theirs ?? local.tensor))
      } else if let local = flow.local.ofNumber {
        // Of a closed gate with one number: upstream times its local gradient is what goes on.
        let upstream = try #require(flow.upstream.scalar)
        let product = Tensor(shape: local.shape) { upstream * local.elements[$0] }
        #expect(isClose(flow.downstream, product))
      } else {
        #expect(flow.local == .linear)
      }
    }
  }

  @Test func `updating x, y and z of the first example gives the numbers of the lecture`() throws {
    let example = try #require(LectureReference.shared.examples.first { $0.id == "xyz" })
    let built = try ExampleGraph(example)
    var timeline = Timeline(of: built.graph, output: built.output, learningRate: 0.01)
    let steps = timeline.plan.stepsPerIteration
    let updates = timeline.plan.range(ofPhase: .update).lowerBound
    func expect(_ row: LectureReference.Row, at iteration: Int) throws {
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
    var parabola = try Parabola(learningRate: rate)
    for (iteration, expected) in ws.enumerated() {
      #expect(isClose(parabola.w(iteration), expected))
    }
  }

  @Test(
    arguments: LectureReference.shared.updates.quadratic.byRate.map {
      ($0, $1.stepsToOneThousandth)
    })
  func `(w−3)² arrives after as many iterations as in the lecture, or never`(
    _ rate: String, _ count: Int?
  ) throws {
    var parabola = try Parabola(learningRate: rate)
    var first: Int?
    for iteration in 0...4_100 where first == nil {
      if abs(parabola.w(iteration) - 3) < 1e-3 { first = iteration }
    }
    #expect(first == count)
  }

  @Test func `0.01 takes 397 iterations and 0.001 ten times as many`() {
    let rows = LectureReference.shared.updates.quadratic.byRate
    #expect(rows["0.01"]?.stepsToOneThousandth == 397)
    #expect(rows["0.001"]?.stepsToOneThousandth == 4_000)
    #expect(rows["0.9"]?.stepsToOneThousandth == 36)
  }

  @Test func `0.9 oscillates in, 1 for ever, and 1.1 diverges`() throws {
    func errors(_ rate: String) throws -> [Double] {
      var parabola = try Parabola(learningRate: rate)
      return (0..<60).map { parabola.w($0) - 3 }
    }
    func changesSides(_ errors: [Double]) -> Bool {
      zip(errors, errors.dropFirst()).allSatisfy { $0 * $1 < 0 }
    }
    let (inwards, forEver, away) = (try errors("0.9"), try errors("1.0"), try errors("1.1"))
    for errors in [inwards, forEver, away] { #expect(changesSides(errors)) }
    #expect(zip(inwards, inwards.dropFirst()).allSatisfy { abs($1) < abs($0) })
    #expect(forEver.allSatisfy { abs($0) == 3 })
    #expect(zip(away, away.dropFirst()).allSatisfy { abs($1) > abs($0) })
    #expect(abs(away[59]) > 100_000)
  }

  /// (w − 3)² from w = 0.
  private struct Parabola {
    private var training: Training

    init(learningRate: String) throws {
      var graph = Graph()
      let w = try graph.appendLeaf(0, role: .parameter)
      let error = try graph.append(.subtract, w, graph.appendLeaf(3, role: .constant))
      let loss = try graph.append(.square, error)
      let rate = try #require(Double(learningRate))
      training = Training(
        of: Objective(
          graph: graph, output: loss, optimizer: Optimizer(schedule: .constant(rate))))
    }

    /// w when an iteration begins.
    mutating func w(_ iteration: Int) -> Double {
      training.state(atBeginningOf: iteration).parameters[0]
    }
  }
}
