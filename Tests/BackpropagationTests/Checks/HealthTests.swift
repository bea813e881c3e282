import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Learning
import Testing
import TestSupport

/// Dead and saturated units, and gradients that are too small or too large, counted.
@Suite struct HealthTests {
  /// The sum of what `activation` makes of one parameter, after one iteration.
  private func health(
    of values: [Double], _ extents: [Int], _ activation: Elementwise, with literal: Double? = nil,
    rate: Double = 0.01
  ) throws -> Health {
    var graph = Graph()
    let x = try graph.appendLeaf(values, shape: Shape(extents), role: .parameter)
    let other = try literal.map { [try graph.appendLeaf($0, role: .constant)] } ?? []
    let gate = try graph.append(
      .elementwise(activation), activation == .maximum ? other + [x] : [x] + other)
    let output = try graph.append(.reduce(.sum, axis: nil), [gate])
    var training = Training(
      of: Objective(
        graph: graph, output: output, optimizer: Optimizer(schedule: .constant(rate))))
    return training.health(ofIteration: 0)
  }

  @Test func `the gates that were open when a value was changed do not matter`() throws {
    let document = try read(
      """
      n(a) = tanh(a*a + 1)*exp(a)
      w = 1
      f = n(n(n(w)))
      """)
    let w = try #require(document.node(named: "w"))
    let all = Set(document.graph.compoundGates.indices)
    let healths = [all, []].map { gates in
      var timeline = Timeline(Training(of: document.objective), openGates: gates)
      let end = timeline.plan.end(of: .backward, in: 0)
      _ = timeline.edit(w, to: Tensor(0.5), at: end)
      var training = timeline.training
      return training.health(ofIteration: 0)
    }
    #expect("\(healths[0])" == "\(healths[1])")
  }

  // Columns: never open, open once, always open, always exactly 0.
  private let columns: [Double] = [
    -1, -1, 1, 0,
    -2, 0.5, 2, 0,
    -0.1, -3, 3, 0,
  ]

  @Test func `a relu is dead where it gives 0 in every row of the batch`() throws {
    let health = try health(of: columns, [3, 4], .relu)
    let layer = try #require(health.layers.first)
    #expect(health.layers.count == 1)
    #expect((layer.unitCount, layer.entryCount) == (4, 12))
    #expect(layer.closedUnits == 2)
    #expect(layer.closedEntries == 3 + 2 + 0 + 3)
    #expect(layer.closedShare == 8.0 / 12)
    #expect(layer.diesWhenClosed)
    #expect(layer.meanGradient == 1)
  }

  @Test func `the elements of a vector are units of one row`() throws {
    let layer = try #require(try health(of: [-1, 2, -3], [3], .relu).layers.first)
    #expect((layer.unitCount, layer.closedUnits, layer.closedEntries) == (3, 2, 2))
  }

  @Test func `of a batch the elements of a vector are rows of one unit`() throws {
    let data = DataSet(featureNames: ["x"], features: [-1, 2, -3], labels: nil)
    var graph = Graph()
    let x = try graph.appendLeaf([0, 0, 0], shape: Shape([3, 1]), role: .leaf)
    let w = try graph.appendLeaf([1], shape: Shape([1]), role: .parameter)
    let gate = try graph.append(.relu, graph.append(.matrixProduct, [x, w]))
    let output = try graph.append(.reduce(.sum, axis: nil), [gate])
    var training = Training(
      of: Objective(
        graph: graph, output: output, feed: DataFeed(data, features: x, labels: nil)))
    let layer = training.health(ofIteration: 0).layers[0]
    #expect((layer.unitCount, layer.entryCount) == (1, 3))
    #expect((layer.closedUnits, layer.closedEntries) == (0, 2))
  }

  @Test func `a sigmoid is saturated where less than a thousandth gets through`() throws {
    // σ′(±6.9) = 0.001006, σ′(±7) = 0.00091.
    let layer = try #require(
      try health(of: [7, 6.9, -7, 6.9, -8, -6.9], [3, 2], .sigmoid).layers.first)
    #expect((layer.unitCount, layer.closedUnits, layer.closedEntries) == (2, 1, 3))
    #expect(!layer.diesWhenClosed)
    // tanh′(4) = 0.0013, tanh′(5) = 0.00018.
    let other = try #require(try health(of: [4, 5, -5, 0], [4], .tanh).layers.first)
    #expect(other.closedUnits == 2)
  }

  @Test func `max with 0 is a relu, max with something else is a choice`() throws {
    let layer = try #require(try health(of: columns, [3, 4], .maximum, with: 0).layers.first)
    // Where both are 0 half of the gradient goes to each.
    #expect((layer.closedUnits, layer.closedEntries) == (1, 5))
    #expect(try health(of: columns, [3, 4], .maximum, with: 1).layers.isEmpty)
  }

  @Test(arguments: [Elementwise.leakyReLU, .elu])
  func `a leaky relu never dies, an elu saturates far down`(_ primitive: Elementwise) throws {
    let layer = try #require(
      try health(of: [-1, -50, 3], [3], primitive, with: 0.01).layers.first)
    #expect(layer.closedUnits == (primitive == .elu ? 1 : 0))
  }

  @Test func `gates inside of a function count, whether it is open or not`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf([-1, 2], shape: Shape([2]), role: .parameter)
    let first = graph.count
    let inner = try graph.append(.relu, x)
    _ = try graph.append(.multiply, inner, inner)
    graph.closeCompoundGate(named: "f", from: first)
    #expect(graph.compoundGates.count == 1)
    let output = try graph.append(.reduce(.sum, axis: nil), [Node.ID(graph.count - 1)])
    var training = Training(of: Objective(graph: graph, output: output))
    let closed = training.health(ofIteration: 0)
    var timeline = Timeline(training, openGates: [0])
    let opened = Health(
      of: timeline.snapshot(at: timeline.plan.range(ofPhase: .backward).upperBound))
    #expect(closed.layers.map(\.gate) == [inner])
    #expect(closed.layers == opened.layers)
    #expect(closed.layers[0].closedUnits == 1)
    #expect(closed.layers[0].meanGradient == 2, "0 and 4")
  }

  @Test func `ten sigmoids in a row let the gradient vanish`() throws {
    var graph = Graph()
    var node = try graph.appendLeaf(0.5, role: .parameter)
    let half = try graph.appendLeaf(0.5, role: .constant)
    for _ in 0..<10 { node = try graph.append(.sigmoid, graph.append(.subtract, node, half)) }
    var training = Training(of: Objective(graph: graph, output: node))
    let health = training.health(ofIteration: 0)
    #expect(health.layers.map(\.meanGradient) == (0..<10).reversed().map { power(0.25, $0) })
    let verdicts = health.layers.map(\.verdict.state)
    #expect(verdicts == Array(repeating: .vanishing, count: 3) + Array(repeating: .fine, count: 7))
    #expect(health.parameters.map(\.verdict.state) == [.vanishing])
    #expect(health.parameters[0].gradientNorm == power(0.25, 10))
  }

  @Test func `a learning rate that is too large lets the gradient explode`() throws {
    var graph = Graph()
    let w = try graph.appendLeaf(0, role: .parameter)
    let error = try graph.append(.subtract, w, graph.appendLeaf(3, role: .constant))
    let loss = try graph.append(.square, error)
    var training = Training(
      of: Objective(
        graph: graph, output: loss, optimizer: Optimizer(schedule: .constant(1.1))))
    // The gradient is 6 × 1.2ⁿ: 990.7 and 1188.8.
    let verdicts = [28, 29].map { training.health(ofIteration: $0).parameters[0].verdict.state }
    #expect(verdicts == [.fine, .exploding])
  }

  @Test func `a verdict lies on its side of the bound that it states`() throws {
    let open = try health(of: [1, 2], [2], .relu)
    #expect(open.layers[0].verdict.measure == .share)
    #expect(open.layers[0].verdict.number >= GradientVerdict.vanishingBound)
    let dead = try health(of: [-1, -2], [2], .relu).layers[0].verdict
    #expect((dead.measure, dead.number, dead.bound) == (.local, 0, 0))
    let saturated = try health(of: [8, -9], [2], .sigmoid).layers[0].verdict
    #expect(saturated.measure == .local && saturated.number > 0)
    #expect(saturated.number < saturated.bound && saturated.bound == LayerHealth.openBound)
  }

  @Test func `a move is compared with what moves`() throws {
    let health = try health(of: [3, 4], [2], .relu, rate: 0.05)
    let parameter = try #require(health.parameters.first)
    #expect(parameter.norm == 5)
    #expect(isClose(parameter.gradientNorm, 2.0.squareRoot()))
    let ratio = try #require(parameter.updateRatio)
    #expect(isClose(ratio, 0.05 * 2.0.squareRoot() / 5))
    #expect(parameter.verdict.state == .fine)
    #expect(try self.health(of: [0], [1], .sigmoid).parameters[0].updateRatio == nil)
  }

  @Test func `before an update nothing is said about it`() throws {
    var graph = Graph()
    let w = try graph.appendLeaf(2, role: .parameter)
    let output = try graph.append(.square, w)
    var training = Training(of: Objective(graph: graph, output: output))
    let before = training.health(ofIteration: 0, isMoved: false)
    let after = training.health(ofIteration: 0)
    #expect(before.parameters[0].updateRatio == nil)
    let ratio = try #require(after.parameters[0].updateRatio)
    #expect(isClose(ratio, 0.02))
  }

  @Test func `behind a dead relu there is no gradient, and after NaN all is not finite`() throws {
    let dead = try health(of: [-1, -2], [2], .relu)
    #expect(dead.parameters[0].verdict.state == .none)
    #expect(dead.layers[0].verdict.state == .dead, "a gradient comes to the relu, and no further")
    #expect(dead.cause == nil)
    #expect(try self.health(of: [-1, 2], [2], .relu).layers[0].verdict.state == .fine)
    #expect(try self.health(of: [8, -9], [2], .sigmoid).layers[0].verdict.state == .saturated)

    var graph = Graph()
    let x = try graph.appendLeaf(-1, role: .parameter)
    let root = try graph.append(.sqrt, x)
    let output = try graph.append(.tanh, root)
    var training = Training(of: Objective(graph: graph, output: output))
    let health = training.health(ofIteration: 0)
    #expect(health.cause?.origin == .value(root))
    #expect(health.cause?.kind == .rootOfNegative)
    #expect(health.layers[0].verdict.state == .notFinite)
    #expect(health.layers[0].closedEntries == 0)
    #expect(health.parameters[0].verdict.state == .notFinite)
  }

  /// `N, D_in, H, D_out = 64, 1000, 100, 10` with everything from `randn`, of seed 0.
  @Test
  func `the lecture's network of twenty lines begins with 82.8 % of its hidden entries closed`()
    throws
  {
    var random = NumpyRandom(seed: 0)
    var graph = Graph()
    func leaf(_ rows: Int, _ columns: Int, _ role: Node.Role) throws -> Node.ID {
      try graph.appendLeaf(
        random.normal(rows * columns), shape: Shape([rows, columns]), role: role)
    }
    let (x, y) = (try leaf(64, 1000, .leaf), try leaf(64, 10, .leaf))
    let (w1, w2) = (try leaf(1000, 100, .parameter), try leaf(100, 10, .parameter))
    #expect(graph.initialValue(of: x).first == 1.764052345967664)
    let hidden = try graph.append(.sigmoid, graph.append(.matrixProduct, [x, w1]))
    let scores = try graph.append(.matrixProduct, [hidden, w2])
    let output = try graph.append(
      .reduce(.sum, axis: nil),
      [graph.append(.square, graph.append(.subtract, scores, y))])
    var training = Training(
      of: Objective(
        graph: graph, output: output, optimizer: Optimizer(schedule: .constant(1e-4))))
    let layer = training.health(ofIteration: 0).layers[0]
    #expect((layer.unitCount, layer.entryCount) == (100, 6_400))
    #expect(layer.closedShare == 0.82765625)
    #expect(layer.closedUnits == 0, "each unit is open for some row")
  }

  private func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { power, _ in power * base }
  }
}
