import Backpropagation
import ComputationGraph
import Testing

/// Breakpoints are found exactly where they hold, from both sides.
@Suite struct BreakpointTests {
  /// L = (w − 3)² with w = 0, or (relu(w·x + b) − t)².
  private func square(learningRate: Double) throws -> (Timeline, w: Node.ID, error: Node.ID) {
    var graph = Graph()
    let w = try graph.appendLeaf(0, role: .parameter)
    let error = try graph.append(.subtract, w, graph.appendLeaf(3, role: .constant))
    let loss = try graph.append(.multiply, error, error)
    return (Timeline(of: graph, output: loss, learningRate: learningRate), w, error)
  }

  /// Every stop in the first iterations, found by walking over all gate-sized steps and asking the
  /// snapshot at each.
  private func walked(
    _ timeline: inout Timeline, iterations: Int,
    where holds: (_ before: Snapshot, _ now: Snapshot) -> Bool
  ) -> [Position] {
    let plan = timeline.plan
    var stops: [Position] = []
    var before = timeline.snapshot(at: 0)
    while before.position < plan.beginning(of: iterations) {
      let now = timeline.snapshot(at: plan.position(after: before.position, .gate))
      if holds(before, now) { stops.append(now.position) }
      before = now
    }
    return stops
  }

  /// Every stop found by going on and on, and by going back and back.
  private func searched(
    _ timeline: inout Timeline, _ breakpoints: [Breakpoint], iterations: Int
  ) -> (forward: [Position], backward: [Position]) {
    var forward: [Position] = []
    while let stop = timeline.firstStop(
      at: breakpoints, after: forward.last ?? timeline.plan.beginning, in: 0..<iterations)
    {
      forward.append(stop.position)
    }
    var backward: [Position] = []
    while let stop = timeline.lastStop(
      at: breakpoints, before: backward.first ?? timeline.plan.end(of: iterations),
      in: 0..<iterations)
    {
      backward.insert(stop.position, at: 0)
    }
    return (forward, backward)
  }

  private func isComplete(_ node: Node.ID, _ before: Snapshot, _ now: Snapshot) -> Bool {
    let (made, total) = now.arrivals(at: node)
    return made == total && total > 0 && before.arrivals(at: node).made < total
  }

  @Test(arguments: 0..<20)
  func `a gradient's bound is found wherever walking finds it`(_ seed: Int) throws {
    let random = try RandomGraph(seed: UInt64(seed), gates: 12)
    for open: Set<Int> in [[], Set(random.graph.compoundGates.indices)] {
      for (test, passes): (Breakpoint.GradientTest, (Double) -> Bool) in [
        (.above(0.5), { $0 > 0.5 }), (.below(0.01), { $0 < 0.01 }), (.zero, { $0 == 0 }),
      ] {
        var timeline = Timeline(of: random.graph, output: random.output, openGates: open)
        if seed % 2 == 1 {
          // A gate that is held sends nothing back.
          let gate = random.graph.ids.filter { random.graph.role(of: $0) == .gate }.dropLast().last
          _ = timeline.edit(try #require(gate), to: Tensor(0.7), at: timeline.plan.beginning)
        }
        let expected = walked(&timeline, iterations: 3) { before, now in
          random.graph.ids.contains { node in
            node != random.output && isComplete(node, before, now)
              && passes(abs(now.numbers.gradient(of: node, in: now.graph).elements[0]))
          }
        }
        let found = searched(&timeline, [.gradient(nil, test)], iterations: 3)
        #expect(found.forward == expected)
        #expect(found.backward == expected)
      }
    }
  }

  @Test func `a gate at work is found where it computes, where it has sent, where it moves`() throws
  {
    var (timeline, w, error) = try square(learningRate: 0.1)
    let plan = timeline.plan
    let expected = (0..<2).flatMap { iteration in
      [plan.end(of: .forward(unit: 0), in: iteration), plan.end(of: .flow(2), in: iteration)]
    }
    #expect(searched(&timeline, [.node(error)], iterations: 2).forward == expected)
    #expect(searched(&timeline, [.node(error)], iterations: 2).backward == expected)
    // Both gradients of the square arrive in one step, so w is complete one step later.
    let moves = searched(&timeline, [.node(w)], iterations: 1).forward
    #expect(
      moves == [plan.end(of: .flow(2), in: 0), plan.end(of: .update(0), in: 0)])
  }

  @Test func `the loss rises from the first iteration on in which the rate is too large`() throws {
    var (timeline, _, _) = try square(learningRate: 0.1)
    #expect(timeline.firstStop(at: [.lossRises], after: timeline.plan.beginning, in: 0..<40) == nil)
    timeline.setLearningRate(1.1, from: 20)
    let stop = timeline.firstStop(at: [.lossRises], after: timeline.plan.beginning, in: 0..<40)
    // The update of iteration 20 is the first with 1.1, so the loss rises in iteration 21.
    #expect(stop?.position == timeline.plan.end(of: .forward(unit: 1), in: 21))
    let both = searched(&timeline, [.lossRises], iterations: 30)
    #expect(both.forward.count == 9)
    #expect(both.forward == both.backward)
    // With numbers to look at besides, iterations are gone through in another way.
    let mixed = searched(&timeline, [.lossRises, .notFinite], iterations: 30)
    #expect(mixed.forward == both.forward && mixed.backward == both.forward)
  }

  @Test func `what is not finite is found at the step that makes it`() throws {
    var graph = Graph()
    let w = try graph.appendLeaf(0, role: .parameter)
    let root = try graph.append(.sqrt, w)
    let loss = try graph.append(.add, root, w)
    var timeline = Timeline(of: graph, output: loss)
    let plan = timeline.plan
    // √0 is 0, but its slope is infinite: the gradient of w becomes so on its way from √ to w.
    let found = timeline.firstStop(at: [.notFinite], after: timeline.plan.beginning, in: 0..<2)
    let stop = try #require(found)
    #expect(stop.node == w)
    #expect(stop.position == plan.end(of: .flow(2), in: 0))
    let next = timeline.firstStop(at: [.notFinite], after: stop.position, in: 0..<2)
    #expect(next?.position == plan.end(of: .update(0), in: 0))
    #expect(
      searched(&timeline, [.notFinite], iterations: 2).forward.last == plan.end(of: 1))
  }

  @Test func `the first of several breakpoints that hold at one place is named`() throws {
    var (timeline, w, error) = try square(learningRate: 0.1)
    let all: [Breakpoint] = [.gradient(w, .above(5)), .node(error), .gradient(w, .zero)]
    let sent = timeline.plan.end(of: .flow(2), in: 0)
    let found = timeline.lastStop(
      at: all, before: timeline.plan.position(after: sent, .microStep), in: 0..<1)
    let stop = try #require(found)
    #expect(stop.position == sent && stop.index == 0 && stop.node == w)
    #expect(
      timeline.firstStop(at: [.gradient(w, .zero)], after: timeline.plan.beginning, in: 0..<50)
        == nil)
  }
}

/// Gradients of several numbers.
@Suite struct TensorBreakpointTests {
  @Test func `of several entries the largest counts, and 0 means all of them`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf([1, -2, -3], shape: Shape([3]), role: .parameter)
    let positive = try graph.append(.relu, x)
    let loss = try graph.append(.reduce(.sum, axis: nil), [positive])
    // relu(x) has the gradients 1, 1, 1, and x has 1, 0, 0.
    var timeline = Timeline(of: graph, output: loss)
    func holds(_ test: Breakpoint.GradientTest) -> Bool {
      timeline.firstStop(at: [.gradient(x, test)], after: timeline.plan.beginning, in: 0..<1) != nil
    }
    #expect(holds(.above(0.9)) && !holds(.above(1)))
    #expect(holds(.below(1.1)) && !holds(.below(1)))
    #expect(!holds(.zero))
  }
}
