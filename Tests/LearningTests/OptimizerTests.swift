import ComputationGraph
import Learning
import Testing

/// The rules of the optimizers, held to PyTorch.
@Suite struct OptimizerTests {
  /// Σ c · (w − t)² + sin 3w, with a leaf that nothing moves on each side of w.
  private struct Valley {
    let graph: Graph
    let w: Node.ID
    let output: Node.ID

    init(_ trace: OptimizerReference.Trace) throws {
      var graph = Graph()
      let shape = try Shape(trace.shape)
      let t = try graph.appendLeaf(trace.t, shape: shape, role: .leaf)
      w = try graph.appendLeaf(trace.w, shape: shape, role: .parameter)
      let c = try graph.appendLeaf(trace.c, shape: shape, role: .leaf)
      let error = try graph.append(.subtract, w, t)
      let bowl = try graph.append(.multiply, c, graph.append(.square, error))
      let waves = try graph.append(
        .sin, graph.append(.multiply, graph.appendLeaf(3, role: .constant), w))
      let all = try graph.append(.add, bowl, waves)
      output = shape.isScalar ? all : try graph.append(.reduce(.sum, axis: nil), [all])
      self.graph = graph
    }
  }

  @Test func `the reference has each rule with each schedule, with and without decay`() {
    let traces = OptimizerReference.shared.traces
    let kinds = Set(traces.map(\.testDescription))
    #expect(kinds.count == 80, "5 rules, 2 decays, 4 schedules, 2 shapes")
    #expect(traces.allSatisfy { $0.values.count >= 20 })
  }

  @Test(arguments: OptimizerReference.shared.traces)
  func `an optimizer goes the way of PyTorch's`(_ trace: OptimizerReference.Trace) throws {
    let valley = try Valley(trace)
    let optimizer = try trace.optimizer(rate: OptimizerReference.shared.rate)
    let forward = Tape(of: valley.graph)
    let backward = Tape(of: valley.graph, feeding: valley.output)
    let places = valley.graph.places(of: valley.w)
    var numbers = Numbers(initialValuesOf: valley.graph)
    // Two numbers before the moments belong to somebody else.
    var moments = Array(repeating: 0.0, count: 2 + optimizer.momentCount * places.count)
    moments.replaceSubrange(0..<2, with: [7, -7])
    for (iteration, expected) in trace.values.enumerated() {
      forward.forward(in: &numbers)
      numbers.zeroGradients()
      numbers.setGradient(of: valley.output, to: Tensor(1), in: valley.graph)
      backward.backward(in: &numbers)
      let rate = optimizer.schedule[iteration]
      #expect(isClose(rate, trace.rates[iteration]))
      optimizer.move(
        places, in: &numbers, moments: &moments, from: 2, learningRate: rate,
        iteration: iteration)
      for (number, expected) in zip(numbers.values(at: places), expected) {
        #expect(isClose(number, expected), "iteration \(iteration): \(number), not \(expected)")
      }
    }
    #expect(moments.prefix(2) == [7, -7])
    #expect(numbers.value(of: Node.ID(0), in: valley.graph).elements == trace.t)
  }

  @Test func `a cosine schedule reaches 0 and keeps it`() {
    let schedule = Schedule.cosine(0.2, over: 10)
    #expect(schedule[0] == 0.2)
    #expect(isClose(schedule[5], 0.1))
    #expect(schedule[10] == 0)
    #expect(schedule[1_000] == 0)
  }

  /// `optax.linear_schedule(1.0, 0.1, 7)` and `(0.0, 0.3, 4)`, computed with 64 bits.
  @Test func `a linear schedule goes evenly from its first rate to its last, and keeps it`() {
    let down = Schedule.linear(1, to: 0.1, over: 7)
    let expected = [
      1.0, 0.8714285714285714, 0.7428571428571429, 0.6142857142857143, 0.48571428571428577,
      0.35714285714285715, 0.2285714285714286, 0.1, 0.1,
    ]
    for (iteration, rate) in expected.enumerated() { #expect(isClose(down[iteration], rate)) }
    #expect(down[7] == 0.1)
    #expect(down[1_000] == 0.1)
    let warmUp = Schedule.linear(0, to: 0.3, over: 4)
    #expect((0..<6).map { warmUp[$0] } == [0, 0.075, 0.15, 0.3 * 0.75, 0.3, 0.3])
  }

  @Test func `a step schedule changes after every so many iterations, not before`() {
    let schedule = Schedule.step(0.4, every: 3, factor: 0.5)
    let rates = (0..<8).map { schedule[$0] }
    #expect(rates == [0.4, 0.4, 0.4, 0.2, 0.2, 0.2, 0.1, 0.1])
    #expect(Schedule.step(0.4, every: 0, factor: 0.5)[2] == 0.1)
  }

  @Test func `at the first iteration Adam moves by the learning rate, whatever the gradient`()
    throws
  {
    var graph = Graph()
    let w = try graph.appendLeaf(1, role: .parameter)
    for gradient in [1e-4, -30.0, 1e6] {
      var numbers = Numbers(initialValuesOf: graph)
      numbers.setGradient(of: w, to: Tensor(gradient), in: graph)
      var moments = [0.0, 0.0]
      Optimizer(.adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8)).move(
        graph.places(of: w), in: &numbers, moments: &moments, from: 0, learningRate: 0.01,
        iteration: 0)
      let moved = numbers[value: graph.places(of: w).lowerBound] - 1
      #expect(abs(moved - (gradient > 0 ? -0.01 : 0.01)) < 1e-5)
    }
  }

  private func isClose(_ number: Double, _ expected: Double) -> Bool {
    abs(number - expected) <= 1e-12 * max(abs(expected), 1e-3)
  }
}
