import Backpropagation
import ComputationGraph
import Learning
import Testing

/// What is computed from rows alone is true until other rows come.
@Suite struct BatchStateTests {
  @Test func `rows that change make what is computed from them out of date, and not before`() throws
  {
    var graph = Graph()
    let x = try graph.appendLeaf([1, 2], shape: Shape([2, 1]), role: .leaf)
    let w = try graph.appendLeaf(0.5, role: .parameter)
    let halves = try graph.append(.multiply, x, graph.appendLeaf(0.5, role: .constant))
    let loss = try graph.append(
      .reduce(.sum, axis: nil), [graph.append(.multiply, halves, w)])
    let data = DataSet(
      featureNames: ["a"], features: [1, 2, 3, 4], labels: nil, batchSize: 2, seed: 1)
    let feed = DataFeed(data, features: x, labels: nil)
    var timeline = Timeline(Training(of: Objective(graph: graph, output: loss, feed: feed)))
    let steps = timeline.plan.stepsPerIteration

    let end = timeline.snapshot(at: steps)
    #expect(end.valueState(of: halves) == .fresh)
    #expect(end.valueState(of: loss) == .stale)
    #expect(end.valueState(of: x) == .fresh)
    let next = timeline.snapshot(at: steps + 1)
    #expect(next.valueState(of: halves) == .stale)
    let computed = timeline.snapshot(at: steps + 3)
    #expect(computed.valueState(of: halves) == .fresh)
    let rows = computed.numbers.value(of: x, in: graph).elements
    #expect(computed.numbers.value(of: halves, in: graph).elements == rows.map { $0 / 2 })
    #expect(Set(rows + end.numbers.value(of: x, in: graph).elements) == [1, 2, 3, 4])
  }
}
