import Backpropagation
import ComputationGraph
import Learning
import Testing

/// What can be asked besides stepping, held to what stepping gives.
@Suite struct StudyTests {
  @Test(arguments: 0..<20)
  func `a nudge's real change is that of a graph made with the moved value`(_ seed: Int) throws {
    let random = try RandomGraph(seed: UInt64(seed), gates: 12)
    var timeline = Timeline(of: random.graph, output: random.output)
    let evaluation = timeline.evaluation(ofIteration: 0)
    for leaf in [Node.ID(0), Node.ID(1), Node.ID(2)] {
      let old = try #require(random.graph.initialValue(of: leaf).first)
      let nudge = Nudge(leaf, by: [0.01, -1, 10], in: evaluation)
      for row in nudge.rows {
        var other = random.graph
        try other.setInitialValue([old + row.h], of: leaf)
        var moved = Timeline(of: other, output: random.output)
        let real = moved.evaluation(ofIteration: 0).loss - evaluation.loss
        #expect(row.real == real)
        #expect(row.predicted == row.h * nudge.gradient)
        #expect(row.error == row.real - row.predicted)
      }
    }
  }

  @Test func `a gradient predicts small changes well, large ones badly, and none at a router`()
    throws
  {
    var graph = Graph()
    let x = try graph.appendLeaf(3, role: .parameter)
    let y = try graph.appendLeaf(1, role: .parameter)
    let square = try graph.append(.multiply, x, x)
    let f = try graph.append(.maximum, square, y)
    var timeline = Timeline(of: graph, output: f)
    let evaluation = timeline.evaluation(ofIteration: 0)
    let nudge = Nudge(x, by: [0.001, 1], in: evaluation)
    #expect(nudge.gradient == 6)
    // (3 + h)² − 9 = 6h + h².
    #expect(abs(nudge.rows[0].error - 1e-6) < 1e-12)
    #expect(nudge.rows[1].error == 1)
    let routed = Nudge(y, by: [1, 10], in: evaluation)
    #expect(routed.gradient == 0)
    #expect(routed.rows.map(\.real) == [0, 2])
    let gate = Nudge(square, by: [0.5], in: evaluation)
    #expect(gate.rows[0].real == 0.5)
  }

  @Test(arguments: 0..<30)
  func `the products along all paths sum to the gradient`(_ seed: Int) throws {
    let random = try RandomGraph(seed: UInt64(seed), gates: 9)
    let all = Set(random.graph.compoundGates.indices)
    for open: Set<Int> in [[], all] {
      var timeline = Timeline(of: random.graph, output: random.output, openGates: open)
      let evaluation = timeline.evaluation(ofIteration: 0)
      for leaf in [Node.ID(0), Node.ID(1), Node.ID(2)] {
        let products = PathProducts(to: leaf, in: evaluation, limit: 100_000)
        #expect(Double(products.paths.count) == products.count)
        let sum = products.paths.compactMap(PathProducts.product).reduce(0, +)
        let gradient = evaluation.numbers.gradient(of: leaf, in: random.graph).scalar ?? .nan
        #expect(abs(sum - gradient) <= 1e-9 * max(1, abs(gradient)))
      }
    }
  }

  @Test func `paths are counted without walking them, and walked without recursion`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf(1, role: .parameter)
    var doubled = x
    for _ in 0..<40 { doubled = try graph.append(.add, doubled, doubled) }
    var chain = doubled
    for _ in 0..<20_000 { chain = try graph.append(.negate, chain) }
    var timeline = Timeline(of: graph, output: chain)
    let products = PathProducts(
      to: x, in: timeline.evaluation(ofIteration: 0), limit: 3)
    #expect(products.count == 1_099_511_627_776)
    #expect(products.paths.map(\.count) == [20_040, 20_040, 20_040])
    #expect(PathProducts.product(of: products.paths[0]) == 1)
  }

  @Test func `a held gate ends a path`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf(2, role: .parameter)
    let square = try graph.append(.square, x)
    let f = try graph.append(.add, square, x)
    var timeline = Timeline(of: graph, output: f)
    _ = timeline.edit(square, to: Tensor(7), at: 0)
    let products = PathProducts(to: x, in: timeline.evaluation(ofIteration: 0), limit: 9)
    #expect(products.count == 1)
    #expect(products.paths.map { $0.map(\.operand) } == [[x]])
    #expect(products.paths.map(PathProducts.product) == [1])
  }

  @Test(arguments: [
    Optimizer.Rule.sgd, .momentum(0.9), .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8),
  ])
  func `learning rates side by side are what stepping with each gives`(
    _ rule: Optimizer.Rule
  ) throws {
    let random = try RandomGraph(seed: 4, gates: 10)
    func timeline(_ rate: Double?) -> Timeline {
      var timeline = Timeline(
        Training(
          of: Objective(
            graph: random.graph, output: random.output,
            optimizer: Optimizer(rule, schedule: .constant(0.02)))))
      if let rate {
        timeline.setLearningRate(rate, from: 3)
      }
      return timeline
    }
    let trials = timeline(nil).trials(of: [1, 0.1, 0.01, 0.001], inIteration: 3)
    #expect(trials.map(\.rate) == [1, 0.1, 0.01, 0.001])
    for trial in trials {
      var stepped = timeline(trial.rate)
      #expect(
        trial.parameters
          == stepped.training.parameters.flatMap { parameter in
            stepped.snapshot(at: 4 * stepped.plan.stepsPerIteration).numbers
              .value(of: parameter, in: random.graph).elements
          })
      #expect(trial.lossBefore == stepped.evaluation(ofIteration: 3).loss)
      #expect(trial.lossAfter == stepped.evaluation(ofIteration: 4).loss)
      #expect(trial.lossAfterTen == stepped.evaluation(ofIteration: 13).loss)
    }
  }

  @Test func `learning rates start from what an edit has given`() throws {
    let example = try TimelineTests.FirstExample()
    var timeline = Timeline(of: example.graph, output: example.f)
    _ = timeline.edit(example.x, to: Tensor(3), at: 2 * timeline.plan.stepsPerIteration)
    let trial = try #require(timeline.trials(of: [0.01], inIteration: 2).first)
    #expect(trial.lossBefore == timeline.evaluation(ofIteration: 2).loss)
    #expect(trial.lossAfter == timeline.evaluation(ofIteration: 3).loss)
    #expect(trial.lossBefore != trial.lossAfter)
  }

  @Test func `the lecture's first example falls from -12 to -12.4124 at 0.01`() throws {
    let example = try TimelineTests.FirstExample()
    let timeline = Timeline(of: example.graph, output: example.f)
    let trial = try #require(timeline.trials(of: [0.01], inIteration: 0).first)
    #expect(trial.lossBefore == -12)
    #expect(trial.lossAfter == -12.412400000000002)
    #expect(trial.parameters == [-1.96, 5.04, -4.03])
  }

  @Test func `central differences come closer with h until digits are lost`() throws {
    // sigmoid(1), as in the reference of the lecture: the relative errors of central differences.
    var graph = Graph()
    let x = try graph.appendLeaf(1, role: .parameter)
    let f = try graph.append(.sigmoid, x)
    var timeline = Timeline(of: graph, output: f)
    let check = GradientCheck(of: timeline.evaluation(ofIteration: 0))
    let verdicts = (-8 ... -2).map { exponent in
      let (analytic, difference) = check.difference(x, element: 0, exponent: exponent)
      let half = check.difference(x, element: 0, exponent: exponent, share: 0.5).1
      return difference.closeness(of: analytic, beside: half)
    }
    #expect(verdicts == [.happy, .happy, .happy, .happy, .happy, .happy, .okay])
    for (exponent, error) in [(-2, 2.994548342605165e-06), (-3, 2.9945889931618236e-08)] {
      let (analytic, difference) = check.difference(x, element: 0, exponent: exponent)
      #expect(abs(difference.relativeError(of: analytic) / error - 1) < 1e-4)
    }
  }

  @Test func `a kink within h is one, and a wrong gradient is wrong`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf(-1e-6, role: .parameter)
    let f = try graph.append(.relu, x)
    var timeline = Timeline(of: graph, output: f)
    let check = GradientCheck(of: timeline.evaluation(ofIteration: 0))
    // The lecture's example: h = 1e-5 steps over the kink, the numeric gradient is 0.45.
    func half(_ exponent: Int) -> CentralDifference {
      check.difference(x, element: 0, exponent: exponent, share: 0.5).1
    }
    let near = check.difference(x, element: 0, exponent: -5).1
    #expect(abs(near.numeric - 0.45) < 1e-9)
    #expect(near.closeness(of: 0, beside: half(-5)) == .kink)
    let inside = check.difference(x, element: 0, exponent: -7).1
    #expect(inside.closeness(of: 0, beside: half(-7)) == .happy)
    let square = try graph.append(.square, graph.appendLeaf(2, role: .parameter))
    timeline = Timeline(of: graph, output: square)
    let squares = GradientCheck(of: timeline.evaluation(ofIteration: 0))
    let place = Node.ID(Int(square.index) - 1)
    let away = squares.difference(place, element: 0, exponent: -5).1
    let beside = squares.difference(place, element: 0, exponent: -5, share: 0.5).1
    #expect(away.closeness(of: 4, beside: beside) == .happy)
    #expect(away.closeness(of: 4.001, beside: beside) == .uncomfortable)
    #expect(away.closeness(of: -4, beside: beside) == .wrong)
    #expect(away.closeness(of: .nan, beside: beside) == .undefined)
  }

  @Test(arguments: 0..<10)
  func `a check on the way is the check of a graph with those values`(_ seed: Int) throws {
    let random = try RandomGraph(seed: UInt64(seed), gates: 12)
    var timeline = Timeline(of: random.graph, output: random.output)
    let plan = timeline.plan
    let there = timeline.snapshot(at: 5 * plan.stepsPerIteration)
    var graph = random.graph
    for node in graph.ids where graph.role(of: node) != .gate {
      try graph.setInitialValue(
        Array(there.numbers.values(at: graph.places(of: node))), of: node)
    }
    let expected = GradientCheck(of: graph, output: random.output)
    let check = GradientCheck(of: timeline.evaluation(at: there))
    for node in graph.ids {
      let comparisons = expected.compare(node)
      #expect(check.compare(node) == comparisons)
      for comparison in comparisons where comparison.relativeError <= 1e-7 {
        // The first h that is tried is 1e-5.
        let (analytic, difference) = check.difference(node, element: 0, exponent: -5)
        #expect(analytic == comparison.analytic)
        #expect(difference.relativeError(of: analytic, beyond: difference.rounding) <= 1e-7)
      }
    }
  }
}
