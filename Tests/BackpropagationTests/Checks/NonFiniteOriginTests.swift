import Backpropagation
import ComputationGraph
import Testing

/// 1 / (1 + e⁻ˣ) at x = −800, gate by gate: the value is 0, the gradient is not a number.
@Suite struct NonFiniteOriginTests {
  @Test func `the gate that overflows is named, and the flow that makes a NaN of it`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf(-800, role: .parameter)
    let negated = try graph.append(.negate, x)
    let e = try graph.append(.exp, negated)
    let sum = try graph.append(.add, e, graph.appendLeaf(1, role: .constant))
    let f = try graph.append(.divide, graph.appendLeaf(1, role: .constant), sum)
    var timeline = Timeline(of: graph, output: f)
    #expect(timeline.snapshot(at: 0).nonFiniteOrigin == nil)
    #expect(timeline.snapshot(at: 3).nonFiniteOrigin == nil)
    #expect(timeline.snapshot(at: 6).nonFiniteOrigin == .value(e))
  }

  @Test func `a gradient that is not finite is found where it began`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf(0, role: .parameter)
    let root = try graph.append(.sqrt, x)
    let f = try graph.append(.multiply, root, graph.appendLeaf(2, role: .constant))
    var timeline = Timeline(of: graph, output: f)
    let end = timeline.snapshot(at: timeline.plan.range(ofPhase: .backward).upperBound)
    #expect(end.nonFiniteOrigin == .gradient(from: root, to: x))
    #expect(
      timeline.snapshot(at: timeline.plan.range(ofPhase: .forward).upperBound).nonFiniteOrigin
        == nil)
  }

  @Test func `a leaf that was given so is named itself`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf(.infinity, role: .parameter)
    let f = try graph.append(.negate, x)
    var timeline = Timeline(of: graph, output: f)
    #expect(timeline.snapshot(at: 3).nonFiniteOrigin == .leaf(x))
  }
}
