import Backpropagation
import ComputationGraph
import Testing

@Suite struct TimelineTests {
  /// f = (x + y) · z with x = −2, y = 5, z = −4.
  struct FirstExample {
    let graph: Graph
    let x, y, z, q, f: Node.ID

    init() throws {
      var graph = Graph()
      x = try graph.appendLeaf(-2, role: .parameter)
      y = try graph.appendLeaf(5, role: .parameter)
      z = try graph.appendLeaf(-4, role: .parameter)
      q = try graph.append(.add, x, y)
      f = try graph.append(.multiply, q, z)
      self.graph = graph
    }
  }

  @Test func `the phases follow each other with the steps of the lecture`() throws {
    let example = try FirstExample()
    var timeline = Timeline(of: example.graph, output: example.f)
    var actions: [Action] = []
    timeline.outcomes(ofIteration: 0) { action, _ in
      actions.append(action)
    }
    #expect(
      actions == [
        .forward(unit: 0), .forward(unit: 1), .zero, .seed, .flow(0), .flow(1), .flow(2), .flow(3),
        .update(0), .update(1), .update(2),
      ])
  }

  @Test func `the last update says what all of them have done to the output`() throws {
    let example = try FirstExample()
    var timeline = Timeline(of: example.graph, output: example.f)
    for iteration in 0..<3 {
      var results: [OutputMove?] = []
      timeline.outcomes(ofIteration: iteration) { _, outcome in
        if case .updated(let update) = outcome { results.append(update.result) }
      }
      let (before, after) = (
        timeline.evaluation(ofIteration: iteration).loss,
        timeline.evaluation(ofIteration: iteration + 1).loss
      )
      #expect(results.map { $0?.before } == [nil, nil, before])
      #expect(results.map { $0?.after } == [nil, nil, after])
      let end = timeline.snapshot(at: timeline.plan.end(of: iteration))
      guard case .updated(let update)? = end.outcome else {
        Issue.record("an iteration ends with an update")
        return
      }
      #expect(update.result == results[2])
    }
  }

  @Test func `each grain stops where its step ends, and going back returns`() throws {
    let plan = StepPlan(of: try FirstExample().graph, output: try FirstExample().f)
    for grain in Grain.allCases {
      var stops = [plan.beginning]
      while stops[stops.count - 1] < plan.end(of: 1) {
        stops.append(plan.position(after: stops[stops.count - 1], grain))
      }
      for (earlier, later) in zip(stops, stops.dropFirst()) {
        #expect(earlier < later)
        #expect(plan.position(before: later, grain) == earlier)
      }
      #expect(plan.position(before: plan.beginning, grain) == plan.beginning)
    }
    var phases: [Phase?] = []
    var position = plan.beginning
    for _ in 0..<5 {
      position = plan.position(after: position, .phase)
      phases.append(plan.step(at: position)?.action.phase)
    }
    #expect(phases == [.forward, .zero, .backward, .update, .forward])
    #expect(plan.position(after: plan.beginning, .iteration) == plan.end(of: 0))
    #expect(plan.count(at: plan.end(of: .backward, in: 0))?.step == 3)
    #expect(plan.count(at: plan.end(of: .backward, in: 0))?.of == 3)
  }

  @Test func `a position of a step is the position at which that step was made last`() throws {
    let random = try RandomGraph(seed: 3, gates: 12)
    let plan = StepPlan(of: random.graph, output: random.output)
    for position in (1...3 * plan.stepsPerIteration).map(plan.position(afterMicroSteps:)) {
      #expect(plan.position(of: try #require(plan.step(at: position))) == position)
    }
  }

  @Test(arguments: 0..<40)
  func `every position has the same numbers whether jumped to or walked to`(_ seed: Int) throws {
    let random = try RandomGraph(seed: UInt64(seed), gates: 14)
    let all = Set(random.graph.compoundGates.indices)
    for open: Set<Int> in [[], all, all.filter { $0 % 2 == 0 }] {
      var timeline = Timeline(of: random.graph, output: random.output, openGates: open)
      let plan = timeline.plan
      for iteration in 0..<3 {
        var walked = timeline.snapshot(at: iteration * timeline.plan.stepsPerIteration).numbers
        timeline.outcomes(ofIteration: iteration) { action, outcome in
          let position = plan.end(of: action, in: iteration)
          var fresh = Timeline(of: random.graph, output: random.output, openGates: open)
          let jumped = fresh.snapshot(at: position)
          #expect(jumped.outcome == outcome)
          walked = jumped.numbers
        }
        let next = timeline.snapshot(at: (iteration + 1) * timeline.plan.stepsPerIteration)
        #expect(next.numbers.bits == walked.bits)
      }
    }
  }

  @Test(arguments: 0..<40)
  func `opening a gate changes no number, to the last bit`(_ seed: Int) throws {
    let random = try RandomGraph(seed: UInt64(seed), gates: 14)
    let all = Set(random.graph.compoundGates.indices)
    var closed = Timeline(of: random.graph, output: random.output)
    var opened = Timeline(of: random.graph, output: random.output, openGates: all)
    for iteration in 1...3 {
      #expect(
        closed.snapshot(at: iteration * closed.plan.stepsPerIteration).numbers.bits
          == opened.snapshot(at: iteration * opened.plan.stepsPerIteration).numbers.bits)
    }
  }

  @Test(arguments: 0..<20)
  func `a step keeps its place when gates are opened and closed again`(_ seed: Int) throws {
    let random = try RandomGraph(seed: UInt64(seed), gates: 10)
    let all = Set(random.graph.compoundGates.indices)
    var timeline = Timeline(of: random.graph, output: random.output, openGates: all)
    for position in (0...2 * timeline.plan.stepsPerIteration).map(
      timeline.plan.position(afterMicroSteps:))
    {
      var other = timeline
      let closed = other.reopen([], keeping: position)
      let isAtBeginning = closed == other.plan.beginning(of: position.iteration)
      #expect(isAtBeginning || closed.iteration == position.iteration)
      let phase = timeline.plan.step(at: position)?.action.phase
      #expect(isAtBeginning || other.plan.step(at: closed)?.action.phase == phase)
    }
    timeline = Timeline(of: random.graph, output: random.output)
    for position in (0...timeline.plan.stepsPerIteration).map(
      timeline.plan.position(afterMicroSteps:))
    {
      var other = timeline
      #expect(other.reopen([], keeping: position) == position)
    }
  }

  @Test func `states are honest: unknown, partial, fresh, stale`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf(3, role: .parameter)
    let y = try graph.appendLeaf(1, role: .leaf)
    let independent = try graph.append(.exp, y)
    let square = try graph.append(.multiply, x, x)
    let f = try graph.append(.add, square, independent)
    var timeline = Timeline(of: graph, output: f)
    let plan = timeline.plan

    let start = timeline.snapshot(at: 0)
    #expect(start.valueState(of: x) == .fresh)
    #expect(start.valueState(of: f) == .unknown)
    #expect(start.gradientState(of: x) == .unknown)

    let firstArrival = timeline.snapshot(at: plan.range(of: .flow(2)).upperBound)
    #expect(firstArrival.gradientState(of: square) == .fresh)
    #expect(firstArrival.gradientState(of: x) == .partial)
    #expect(firstArrival.arrivals(at: x) == (1, 2))
    #expect(firstArrival.numbers.gradient(of: x, in: graph) == Tensor(3))

    let moved = timeline.snapshot(at: plan.stepsPerIteration)
    #expect(moved.valueState(of: x) == .fresh)
    #expect(moved.valueState(of: square) == .stale)
    #expect(moved.valueState(of: independent) == .fresh)
    #expect(moved.gradientState(of: x) == .fresh)

    let again = timeline.snapshot(
      at: plan.stepsPerIteration + plan.range(ofPhase: .forward).upperBound)
    #expect(again.valueState(of: square) == .fresh)
    #expect(again.gradientState(of: x) == .stale)
    let zeroed = timeline.snapshot(
      at: plan.stepsPerIteration + plan.range(ofPhase: .zero).upperBound)
    #expect(zeroed.gradientState(of: x) == .unknown)
    #expect(zeroed.numbers.gradient(of: x, in: graph) == Tensor(0))
  }

  @Test func `the stages of a flow change nothing before the last one`() throws {
    let example = try FirstExample()
    var timeline = Timeline(of: example.graph, output: example.f)
    let flow = timeline.plan.range(of: .flow(0))
    let before = timeline.snapshot(at: flow.lowerBound).numbers.bits
    for position in flow.lowerBound + 1..<flow.upperBound {
      #expect(timeline.snapshot(at: position).numbers.bits == before)
    }
    let after = timeline.snapshot(at: flow.upperBound)
    #expect(after.numbers.gradient(of: example.q, in: example.graph) == Tensor(-4))
    #expect(after.changedGradients == [example.q])
  }

  @Test func `a learning rate changed on the way holds from there on and not before`() throws {
    let example = try FirstExample()
    var timeline = Timeline(of: example.graph, output: example.f, learningRate: 0.01)
    let steps = timeline.plan.stepsPerIteration
    func x(_ iteration: Int) -> Double? {
      timeline.snapshot(at: iteration * steps).numbers.value(of: example.x, in: example.graph)
        .scalar
    }
    let before = (x(1), x(2), x(3))
    timeline.setLearningRate(0, from: 1)
    #expect(x(1) == before.0)
    #expect(x(2) == before.0)
    timeline.setLearningRate(0.01, from: 1)
    #expect((x(1), x(2), x(3)) == before)
    timeline.setLearningRate(0, at: timeline.plan.end(of: 1))
    #expect(x(2) == before.1, "the update that was shown stays")
    #expect(x(3) == before.1)
  }

  @Test func `iteration 5,000, back to 3 and on again gives the same bits`() throws {
    let random = try RandomGraph(seed: 11, gates: 8)
    var timeline = Timeline(of: random.graph, output: random.output, learningRate: 0.001)
    let steps = timeline.plan.stepsPerIteration
    let far = timeline.snapshot(at: 5_000 * steps + 7).numbers.bits
    let near = timeline.snapshot(at: 3 * steps).numbers.bits
    #expect(timeline.snapshot(at: 5_000 * steps + 7).numbers.bits == far)
    var fresh = Timeline(of: random.graph, output: random.output, learningRate: 0.001)
    #expect(fresh.snapshot(at: 3 * steps).numbers.bits == near)
  }
}

extension Numbers {
  /// The bit patterns of all values and gradients but those of place 0, which belongs to no node.
  var bits: [UInt64] {
    (1..<placeCount).flatMap { [self[value: $0].bitPattern, self[gradient: $0].bitPattern] }
  }
}

@Suite struct StepNumberTests {
  @Test func `a listed step and its position name each other`() throws {
    let random = try RandomGraph(seed: 5, gates: 9)
    let plan = StepPlan(of: random.graph, output: random.output)
    for count in 1...3 * plan.actionsPerIteration {
      let position = plan.position(afterActions: count)
      #expect(plan.actions(at: position) == count)
      #expect(plan.step(at: position)?.isDone == true)
    }
    #expect(plan.position(afterActions: plan.actionsPerIteration) == plan.end(of: 0))
    #expect(plan.position(afterActions: 0) == plan.beginning)
  }
}

extension Timeline {
  /// Opens exactly these gates, and returns where `position` is now.
  mutating func reopen(_ gates: Set<Int>, keeping position: Position) -> Position {
    let old = plan
    show(training.objective, openGates: gates)
    return plan.position(matching: position, of: old)
  }
}
