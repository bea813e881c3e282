import Backpropagation
import ComputationGraph
import Learning
import Testing

/// What the checks say of a gate that stops gradients: z = Σ stop_gradient(w²)·w + stop_gradient(v).
@Suite struct StopGradientTests {
  private let graph: Graph
  private let w, v, loss: Node.ID

  init() throws {
    var graph = Graph()
    w = try graph.appendLeaf([1, -2, 3], shape: Shape([3]), role: .parameter)
    v = try graph.appendLeaf(0.5, role: .parameter)
    let square = try graph.append(.stopGradient, graph.append(.square, w))
    let product = try graph.append(.multiply, square, w)
    let sum = try graph.append(.reduce(.sum, axis: nil), [product])
    let tanh = try graph.append(.tanh, v)
    loss = try graph.append(.add, sum, graph.append(.stopGradient, tanh))
    self.graph = graph
  }

  @Test func `the gradient check takes for a number what stops the gradient`() {
    let check = GradientCheck(of: graph, output: loss)
    var analytic: [Double] = []
    for node in graph.ids {
      for comparison in check.compare(node) {
        #expect(comparison.agreement == .agrees, "\(comparison)")
        if node == w || node == v { analytic.append(comparison.analytic) }
      }
    }
    #expect(analytic == [1, 4, 9, 0])
  }

  @Test func `a nudge moves everything, also behind the gate`() {
    var timeline = Timeline(Training(of: Objective(graph: graph, output: loss)))
    let evaluation = timeline.evaluation(ofIteration: 0)
    let nudge = Nudge(w, element: 0, by: [0.5], in: evaluation)
    #expect(nudge.gradient == 1)
    #expect(abs(nudge.rows[0].real - (1.5 * 1.5 * 1.5 - 1)) < 1e-12)
    #expect(
      abs(
        evaluation.loss(moving: w, element: 0, by: 0.5, keepingStops: true)
          - evaluation.loss - 0.5) < 1e-12)
  }

  @Test func `a parameter whose every way is stopped is called stopped, not dead`() {
    var training = Training(of: Objective(graph: graph, output: loss))
    let health = training.health(ofIteration: 0)
    #expect(health.parameters.map(\.verdict.state) == [.fine, .stopped])
    #expect(health.layers.map(\.verdict.state) == [.stopped])
  }
}
