import Backpropagation
import ComputationGraph
import Learning
import Testing

/// “What if x were 3?”: edits on the timeline.
@Suite struct EditTests {
  /// f = (x + y) · z with x = −2, y = 5, z = −4, and g = exp(y), which nothing uses.
  struct Example {
    let graph: Graph
    let x, y, z, q, g, f: Node.ID

    init(x: Double = -2) throws {
      var graph = Graph()
      self.x = try graph.appendLeaf(x, role: .parameter)
      y = try graph.appendLeaf(5, role: .parameter)
      z = try graph.appendLeaf(-4, role: .parameter)
      g = try graph.append(.exp, y)
      q = try graph.append(.add, self.x, y)
      f = try graph.append(.multiply, q, z)
      self.graph = graph
    }

    var timeline: Timeline { Timeline(of: graph, output: f) }
  }

  private func value(_ node: Node.ID, _ snapshot: Snapshot) -> Double? {
    snapshot.numbers.value(of: node, in: snapshot.graph).scalar
  }

  @Test func `with x = 3 the lecture's first example gives f = -32`() throws {
    let example = try Example()
    var timeline = example.timeline
    let plan = timeline.plan
    let made = plan.end(of: .backward, in: 0)
    #expect(timeline.edit(example.x, to: Tensor(3), at: made) == plan.beginning)
    let end = timeline.snapshot(at: made)
    #expect(value(example.q, end) == 8)
    #expect(value(example.f, end) == -32)
    #expect(end.numbers.gradient(of: example.z, in: example.graph) == Tensor(8))
    #expect(value(example.x, timeline.snapshot(at: plan.stepsPerIteration)) == 3.04)
    #expect(timeline.undoEdit() == made)
    #expect(value(example.f, timeline.snapshot(at: made)) == -12)
  }

  @Test func `what depends on an edit is out of date, the rest is not, until it is computed`()
    throws
  {
    let example = try Example()
    var timeline = example.timeline
    let plan = timeline.plan
    let made = plan.range(ofPhase: .backward).upperBound
    _ = timeline.edit(example.x, to: Tensor(3), at: made)

    let edited = timeline.snapshot(at: 0)
    #expect(edited.justEdited == [example.x])
    #expect(edited.changedValues == [example.x])
    #expect(value(example.x, edited) == 3)
    #expect(value(example.f, edited) == -12)
    #expect(edited.valueState(of: example.f) == .stale)
    #expect(edited.valueState(of: example.q) == .stale)
    #expect(edited.valueState(of: example.g) == .fresh)
    #expect(edited.gradientState(of: example.x) == .stale)
    #expect(edited.gradientState(of: example.g) == .unknown)

    let recomputed = timeline.snapshot(at: plan.range(of: .forward(unit: 1)).upperBound)
    #expect(recomputed.valueState(of: example.q) == .fresh)
    #expect(value(example.q, recomputed) == 8)
    #expect(recomputed.valueState(of: example.f) == .stale)
    #expect(recomputed.gradientState(of: example.x) == .stale)
    let cleared = timeline.snapshot(at: plan.range(ofPhase: .zero).upperBound)
    #expect(cleared.gradientState(of: example.x) == .unknown)
  }

  @Test func `an edit before anything is computed leaves nothing out of date`() throws {
    let example = try Example()
    var timeline = example.timeline
    _ = timeline.edit(example.x, to: Tensor(3), at: 0)
    let edited = timeline.snapshot(at: 0)
    #expect(edited.valueState(of: example.x) == .fresh)
    #expect(edited.valueState(of: example.f) == .unknown)
    #expect(edited.gradientState(of: example.x) == .unknown)
  }

  @Test func `a partial sum that an edit interrupts is out of date, what had none is blank`() throws
  {
    let example = try Example()
    var timeline = example.timeline
    let made = timeline.plan.range(of: .flow(0)).upperBound
    _ = timeline.edit(example.z, to: Tensor(1), at: made)
    let edited = timeline.snapshot(at: 0)
    #expect(edited.gradientState(of: example.f) == .stale)
    #expect(edited.gradientState(of: example.q) == .stale)
    #expect(edited.gradientState(of: example.x) == .unknown)
    #expect(edited.valueState(of: example.q) == .fresh)
    #expect(edited.valueState(of: example.f) == .stale)
  }

  @Test(arguments: 0..<25)
  func `an edited leaf gives the bits of a graph made with that value`(_ seed: Int) throws {
    let random = try RandomGraph(seed: UInt64(seed), gates: 12)
    let leaf = Node.ID(0)
    var other = random.graph
    try other.setInitialValue([0.7], of: leaf)
    var expected = Timeline(of: other, output: random.output)
    var edited = Timeline(of: random.graph, output: random.output)
    let plan = edited.plan
    let start = edited.edit(leaf, to: Tensor(0.7), at: plan.stepsPerIteration / 2)
    #expect(start == plan.beginning)
    for iteration in 0..<3 {
      let end = plan.end(of: .backward, in: iteration)
      #expect(
        edited.snapshot(at: end).numbers.bits == expected.snapshot(at: end).numbers.bits,
        "iteration \(iteration)")
    }
    _ = edited.run(from: 0, count: 30) { _, _, _ in false }
    _ = expected.run(from: 0, count: 30) { _, _, _ in false }
    #expect(edited.training.history[.batchLoss]?[7] == expected.training.history[.batchLoss]?[7])
    let far = 30 * plan.stepsPerIteration
    #expect(edited.snapshot(at: far).numbers.bits == expected.snapshot(at: far).numbers.bits)
  }

  @Test(arguments: 0..<25)
  func `positions after edits are the same from either side`(_ seed: Int) throws {
    let random = try RandomGraph(seed: UInt64(seed), gates: 9)
    let graph = random.graph
    let gate = try #require(graph.ids.last { graph.role(of: $0) == .gate && $0 != random.output })
    let steps = Timeline(of: graph, output: random.output).plan.stepsPerIteration
    func edited() -> Timeline {
      var timeline = Timeline(of: graph, output: random.output)
      _ = timeline.edit(Node.ID(0), to: Tensor(0.3), at: steps + steps / 3)
      _ = timeline.edit(Node.ID(2), to: Tensor(-0.6), at: steps + steps / 2)
      _ = timeline.edit(gate, to: Tensor(0.25), at: 2 * steps)
      return timeline
    }
    var walking = edited()
    for position in 0...4 * steps {
      let walked = walking.snapshot(at: position)
      var jumping = edited()
      _ = jumping.snapshot(at: 4 * steps)
      let jumped = jumping.snapshot(at: position)
      #expect(walked.numbers.bits == jumped.numbers.bits)
      #expect(walked.outcome == jumped.outcome)
    }
    for iteration in 1..<4 {
      var outcomes: [Outcome] = []
      walking.outcomes(ofIteration: iteration) { _, outcome in
        outcomes.append(outcome)
      }
      let plan = walking.plan
      for (index, outcome) in outcomes.enumerated() {
        let position = plan.position(
          afterActions: iteration * plan.actionsPerIteration + index + 1)
        guard !plan.isEnd(position) else { continue }
        #expect(walking.snapshot(at: position).outcome == outcome)
      }
    }
  }

  @Test(arguments: 0..<10)
  func `undo restores every bit, redo brings it back`(_ seed: Int) throws {
    let random = try RandomGraph(seed: UInt64(seed), gates: 9)
    let leaf = Node.ID(0)
    var timeline = Timeline(of: random.graph, output: random.output)
    let steps = timeline.plan.stepsPerIteration
    let places = stride(from: 0, through: 5 * steps, by: 5)
    func bits() -> [[UInt64]] { places.map { timeline.snapshot(at: $0).numbers.bits } }
    let before = bits()
    _ = timeline.edit(leaf, to: Tensor(0.9), at: 2 * steps + 7)
    _ = timeline.edit(random.output, to: Tensor(2), at: 3 * steps + 1)
    let after = bits()
    #expect(before != after)
    #expect(before[0] == after[0], "what was before an edit stays")
    #expect(timeline.undoEdit() == timeline.plan.position(afterMicroSteps: 3 * steps + 1))
    #expect(timeline.undoEdit() == timeline.plan.position(afterMicroSteps: 2 * steps + 7))
    #expect(timeline.undoEdit() == nil)
    #expect(bits() == before)
    _ = timeline.redoEdit()
    _ = timeline.redoEdit()
    #expect(bits() == after)
  }

  @Test func `after an update has begun an edit belongs to the next iteration`() throws {
    let example = try Example()
    var timeline = example.timeline
    let plan = timeline.plan
    let inUpdate = plan.range(of: .update(1)).upperBound
    #expect(timeline.edit(example.y, to: Tensor(1), at: inUpdate) == plan.end(of: 0))
    #expect(value(example.y, timeline.snapshot(at: inUpdate)) == 5.04)
    let edited = timeline.snapshot(at: plan.stepsPerIteration)
    #expect(value(example.y, edited) == 1)
    #expect(value(example.x, edited) == -1.96)
    #expect(edited.valueState(of: example.f) == .stale)
    #expect(edited.valueState(of: example.x) == .fresh)
  }

  @Test func `a held gate gives what was said and its operands get nothing`() throws {
    let example = try Example()
    var timeline = example.timeline
    let plan = timeline.plan
    _ = timeline.edit(example.q, to: Tensor(3.5), at: 0)
    #expect(timeline.snapshot(at: 0).isHeld(example.q))
    #expect(timeline.snapshot(at: 0).valueState(of: example.q) == .fresh)
    let end = timeline.snapshot(at: plan.range(ofPhase: .backward).upperBound)
    #expect(value(example.f, end) == -14)
    let graph = example.graph
    #expect(end.numbers.gradient(of: example.q, in: graph) == Tensor(-4))
    #expect(end.numbers.gradient(of: example.z, in: graph) == Tensor(3.5))
    #expect(end.numbers.gradient(of: example.x, in: graph) == Tensor(0))
    let next = timeline.snapshot(
      at: plan.stepsPerIteration + plan.range(ofPhase: .forward).upperBound)
    #expect(value(example.q, next) == 3.5)
    #expect(value(example.z, next) == -4.035)
    #expect(value(example.x, next) == -2)
  }

  @Test(arguments: 0..<25)
  func `opening gates keeps edits and changes no number`(_ seed: Int) throws {
    let random = try RandomGraph(seed: UInt64(seed), gates: 14)
    let all = Set(random.graph.compoundGates.indices)
    let leaf = Node.ID(0)
    var closed = Timeline(of: random.graph, output: random.output)
    let steps = closed.plan.stepsPerIteration
    _ = closed.edit(leaf, to: Tensor(0.4), at: steps + steps / 2)
    if let gate = random.graph.compoundGates.first?.output {
      _ = closed.edit(gate, to: Tensor(0.8), at: steps + steps / 3)
    }
    var opened = closed
    let plan = opened.plan
    let moved = opened.reopen(all, keeping: plan.beginning(of: 2))
    #expect(moved == opened.plan.beginning(of: 2))
    opened.moveEdits { [new = opened.plan] in new.position(matching: $0, of: plan) }
    #expect(opened.edits.map(\.iteration) == closed.edits.map(\.iteration))
    for iteration in 2..<5 {
      #expect(
        closed.snapshot(at: closed.plan.beginning(of: iteration)).numbers.bits
          == opened.snapshot(at: opened.plan.beginning(of: iteration)).numbers.bits)
    }
  }

  @Test func `rows of a batch that are edited train that iteration, and the next brings others`()
    throws
  {
    let data = DataSet(
      featureNames: ["x"], features: [1, 2, 3, 4], labels: nil, testCount: 0, batchSize: 2, seed: 1)
    var graph = Graph()
    let x = try graph.appendLeaf([0, 0], shape: Shape([2, 1]), role: .leaf)
    let w = try graph.appendLeaf([1], shape: Shape([1]), role: .parameter)
    let product = try graph.append(.matrixProduct, [x, w])
    let output = try graph.append(.reduce(.sum, axis: nil), [product])
    var timeline = Timeline(
      Training(
        of: Objective(
          graph: graph, output: output, feed: DataFeed(data, features: x, labels: nil))))
    var training = timeline.training
    let before = training.state(atBeginningOf: 1).parameters[0]
    _ = timeline.edit(
      x, to: try Tensor([10, 20], shape: Shape([2, 1])),
      at: timeline.plan.stepsPerIteration + 2)
    #expect(timeline.evaluation(ofIteration: 1).loss == 10 * before + 20 * before)
    training = timeline.training
    let after = training.state(atBeginningOf: 2).parameters[0]
    #expect(after == before - 0.01 * 30)
    #expect(timeline.evaluation(ofIteration: 2).loss <= 7 * after)
  }

  @Test func `old and new side by side are two whole iterations`() throws {
    let example = try Example()
    var timeline = example.timeline
    _ = timeline.edit(example.x, to: Tensor(3), at: 4)
    let found = timeline.whatIf(at: timeline.plan.beginning)
    let both = try #require(found)
    #expect(both.without.loss == -12)
    #expect(both.with.loss == -32)
    #expect(both.without.numbers.gradient(of: example.z, in: example.graph) == Tensor(3))
    #expect(both.with.numbers.gradient(of: example.z, in: example.graph) == Tensor(8))
    let later = timeline.whatIf(at: timeline.plan.end(of: 0))
    #expect(later?.with.loss == nil)
  }
}
