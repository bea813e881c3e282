import Backpropagation
import ComputationGraph
import Learning
import TestSupport
import Testing

/// Every optimizer behind the timeline: each iteration has one set of numbers, however it is reached.
@Suite struct TrainingTests {
  static let rules: [Optimizer.Rule] = [
    .sgd, .momentum(0.9), .nesterov(0.9), .rmsprop(smoothing: 0.99, epsilon: 1e-8),
    .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8),
  ]

  /// tanh(x W1 + b1) w2 against labels: rows × 3 features, 4 hidden units.
  struct Network {
    let graph: Graph
    let output: Node.ID
    let feed: DataFeed?

    /// Rows from a data set, or fixed ones.
    init(_ data: DataSet? = nil, rowCount: Int = 6) throws {
      let rows = data?.batchSize ?? rowCount
      var graph = Graph()
      func leaf(_ extents: [Int], _ role: Node.Role, _ graph: inout Graph) throws -> Node.ID {
        let shape = try Shape(extents)
        let first = Double(graph.placeCount)
        return try graph.appendLeaf(
          (0..<shape.count).map { wave(first + Double($0)) }, shape: shape, role: role)
      }
      let x = try leaf([rows, 3], .leaf, &graph)
      let y = try leaf([rows], .leaf, &graph)
      let w1 = try leaf([3, 4], .parameter, &graph)
      let b1 = try leaf([4], .parameter, &graph)
      let w2 = try leaf([4], .parameter, &graph)
      let z = try graph.append(.add, graph.append(.matrixProduct, [x, w1]), b1)
      let scores = try graph.append(.matrixProduct, [graph.append(.tanh, z), w2])
      let squares = try graph.append(.square, graph.append(.subtract, scores, y))
      output = try graph.append(.reduce(.mean, axis: nil), [squares])
      self.graph = graph
      feed = data.map { DataFeed($0, features: x, labels: y) }
    }

    func training(_ rule: Optimizer.Rule, scoring: [DataSet.Part: ScoringGraph] = [:]) -> Training {
      let optimizer = Optimizer(
        rule, schedule: schedule, weightDecay: 0.01)
      return Training(
        of: Objective(graph: graph, output: output, optimizer: optimizer, feed: feed),
        scoring: scoring)
    }
  }

  /// 23 rows, 5 of them to test, in batches of 4: an epoch has 4 iterations and leaves 2 rows out.
  static func data(testRows change: (Double) -> Double = { $0 }) -> DataSet {
    func made(_ features: [Double], _ labels: [Double]) -> DataSet {
      DataSet(
        featureNames: ["a", "b", "c"], features: features, labels: labels, testCount: 5,
        batchSize: 4, seed: 3)
    }
    var features = (0..<69).map { wave(Double($0)) }
    var labels = (0..<23).map { wave(Double($0) * 1.7 + 100) }
    for row in made(features, labels).testRows {
      for place in 3 * row..<3 * row + 3 { features[place] = change(features[place]) }
      labels[row] = change(labels[row])
    }
    return made(features, labels)
  }

  @Test func `a loss that is itself a parameter is noted before it moves`() throws {
    var graph = Graph()
    let w = try graph.appendLeaf(3, role: .parameter)
    var training = Training(
      of: Objective(graph: graph, output: w, optimizer: Optimizer(schedule: .constant(0.5))))
    _ = training.run(from: 0, count: 3) { _, _, _ in false }
    #expect(training.history[.batchLoss]?.values == [3, 2.5, 2])
  }

  @Test(arguments: rules, [false, true])
  func `an iteration has the same bits reached directly, from behind and again`(
    _ rule: Optimizer.Rule, _ inBatches: Bool
  ) throws {
    let network = try Network(inBatches ? Self.data() : nil)
    var walked = network.training(rule)
    let states = (0...60).map { walked.state(atBeginningOf: $0).bits }
    #expect(Set(states).count == 61, "every iteration moves something")
    #expect(states[1].count == 20 * (1 + Optimizer(rule).momentCount))
    for iteration in [60, 59, 1, 0, 37, 38, 12, 60, 5] {
      var fresh = network.training(rule)
      #expect(fresh.state(atBeginningOf: iteration).bits == states[iteration])
      #expect(walked.state(atBeginningOf: iteration).bits == states[iteration])
    }
  }

  @Test(arguments: rules, [false, true])
  func `a position of the timeline has the same bits walked to, jumped to and gone back to`(
    _ rule: Optimizer.Rule, _ inBatches: Bool
  ) throws {
    let network = try Network(inBatches ? Self.data() : nil)
    var timeline = Timeline(network.training(rule))
    let positions = 0...3 * timeline.plan.stepsPerIteration
    let walked = positions.map { timeline.snapshot(at: $0) }
    for position in positions.reversed() {
      let again = timeline.snapshot(at: position)
      #expect(again.numbers.bits == walked[position].numbers.bits)
      #expect(again.outcome == walked[position].outcome)
      guard position % 5 == 0 else { continue }
      var fresh = Timeline(network.training(rule))
      #expect(fresh.snapshot(at: position).numbers.bits == walked[position].numbers.bits)
    }
  }

  @Test(arguments: rules)
  func `an update tells the moments before and after, and the next goes on from there`(
    _ rule: Optimizer.Rule
  ) throws {
    let network = try Network(Self.data())
    var timeline = Timeline(network.training(rule))
    var training = network.training(rule)
    var before: [Node.ID: [Tensor]] = [:]
    for iteration in 0..<9 {
      let state = training.state(atBeginningOf: iteration + 1)
      var moved: [Double] = []
      timeline.outcomes(ofIteration: iteration) { _, outcome in
        guard case .updated(let update) = outcome else { return }
        #expect(update.iteration == iteration)
        #expect(update.optimizer.rule == rule)
        #expect(update.learningRate == update.optimizer.schedule[iteration])
        #expect(update.momentsBefore.count == update.optimizer.momentCount)
        #expect(
          update.momentsBefore
            == before[update.parameter]
            ?? update.momentsAfter.map { Tensor(shape: $0.shape) { _ in 0 } })
        before[update.parameter] = update.momentsAfter
        moved += update.new.elements
      }
      #expect(moved == state.parameters)
    }
  }

  @Test(arguments: rules)
  func `iteration 1,000, back to 3 and on to 1,000 gives the same bits`(
    _ rule: Optimizer.Rule
  ) throws {
    var training = try Network(Self.data()).training(rule)
    let far = training.state(atBeginningOf: 1_000)
    let near = training.state(atBeginningOf: 3)
    #expect(training.state(atBeginningOf: 1_000).bits == far.bits)
    var fresh = try Network(Self.data()).training(rule)
    #expect(fresh.state(atBeginningOf: 3).bits == near.bits)
    for iteration in stride(from: 3, through: 1_000, by: 7) {
      _ = fresh.state(atBeginningOf: iteration)
    }
    #expect(fresh.state(atBeginningOf: 1_000).bits == far.bits)
  }

  @Test func `10,000 iterations are remembered by a bounded number of states`() throws {
    var training = try Network().training(.adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8))
    #expect(training.checkpointCount == 1)
    #expect(training.mostCheckpoints == 256 + 32)
    for iteration in stride(from: 0, through: 10_000, by: 100) {
      let state = training.state(atBeginningOf: iteration)
      #expect(state.parameters.count == 20)
      #expect(state.moments.count == 40)
      #expect(training.checkpointCount <= training.mostCheckpoints)
    }
    #expect(training.checkpointCount > 128, "or going back would take long")
    #expect(training.history.iterationCount == 10_000)
  }

  @Test func `how far a goal is away is known in the same time, however far it is`() throws {
    let training = try Network().training(.sgd)
    func ask(_ goal: Int) {
      for _ in 0..<100 { #expect(training.distance(to: goal) == goal) }
    }
    #expect(growth(from: { ask(50_000) }, to: { ask(500_000) }) < 5)
    #expect(training.distance(to: 1_000_000_000) == 1_000_000_000)
  }

  @Test func `larger networks are remembered by fewer states`() throws {
    var graph = Graph()
    let w = try graph.appendLeaf(
      Array(repeating: 1, count: 250_000), shape: Shape([500, 500]), role: .parameter)
    let output = try graph.append(.reduce(.mean, axis: nil), [graph.append(.square, w)])
    func most(_ rule: Optimizer.Rule) -> Int {
      Training(of: Objective(graph: graph, output: output, optimizer: Optimizer(rule)))
        .mostCheckpoints
    }
    // 2 MB a state, 6 MB with two moments: 64 MB in all, and those where somebody was.
    #expect(most(.sgd) == 33 + 8)
    #expect(most(.adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8)) == 11 + 2)
  }

  @Test(arguments: rules, [Double.nan, .infinity, -1e300])
  func `test rows never take part in an update, whatever they are`(
    _ rule: Optimizer.Rule, _ number: Double
  ) throws {
    let (data, changed) = (Self.data(), Self.data(testRows: { _ in number }))
    #expect(data.trainingRows == changed.trainingRows)
    #expect(data.testRows.count == 5)
    var training = try Network(data).training(rule, scoring: scoring(data))
    var other = try Network(changed).training(rule, scoring: scoring(changed))
    for iteration in 0...50 {
      let bits = training.state(atBeginningOf: iteration).bits
      #expect(other.state(atBeginningOf: iteration).bits == bits)
    }
    let own = training.scores(of: .test, atBeginningOf: 50)
    let others = other.scores(of: .test, atBeginningOf: 50)
    let scores = try #require(own)
    let otherScores = try #require(others)
    #expect(scores.loss.isFinite)
    #expect(otherScores.loss != scores.loss, "the test score is theirs alone")
    let trainingScores = training.scores(of: .training, atBeginningOf: 50)
    #expect(trainingScores == other.scores(of: .training, atBeginningOf: 50))
  }

  @Test func `a changed training row does change the update`() throws {
    let data = Self.data()
    let row = data.trainingRows[0]
    var features = data.features
    features[3 * row] += 1e-6
    let changed = DataSet(
      featureNames: data.featureNames, features: features, labels: data.labels, testCount: 5,
      batchSize: 4, seed: 3)
    var training = try Network(data).training(.sgd)
    var other = try Network(changed).training(.sgd)
    let bits = training.state(atBeginningOf: 8).bits
    #expect(other.state(atBeginningOf: 8).bits != bits)
  }

  @Test(arguments: rules)
  func `a learning rate set on the way forgets what came after, which is noted anew`(
    _ rule: Optimizer.Rule
  ) throws {
    let data = Self.data()
    let network = try Network(data)
    let quantities: [History.Quantity] = [
      .batchLoss, .loss(.training), .loss(.test), .parameter(0), .gradient(2),
    ]
    var training = network.training(rule, scoring: try scoring(data))
    _ = training.state(atBeginningOf: 40)
    let before = quantities.compactMap { training.history[$0] }
    let near = training.state(atBeginningOf: 20).bits
    training.setLearningRate(0.001, from: 20)
    #expect(training.history.iterationCount == 21, "iteration 20 was measured before its update")
    #expect(training.learningRates[19] == network.schedule[19])
    #expect(training.learningRates[20] == 0.001)
    #expect(training.learningRates[4_000] == 0.001, "whatever the schedule says")
    for (quantity, old) in zip(quantities, before) {
      let curve = try #require(training.history[quantity])
      #expect(curve.values.count == 20 / curve.stride + 1)
      #expect(curve.values == Array(old.values.prefix(curve.values.count)))
    }
    #expect(training.state(atBeginningOf: 20).bits == near)
    let far = training.state(atBeginningOf: 40).bits

    // Who had it so from the beginning sees the same.
    var other = network.training(rule, scoring: try scoring(data))
    other.setLearningRate(0.001, from: 20)
    #expect(other.state(atBeginningOf: 40).bits == far)
    for (quantity, old) in zip(quantities, before) {
      let curve = try #require(training.history[quantity])
      #expect(curve == other.history[quantity])
      #expect(curve.values.count == old.values.count)
      #expect(curve.values.last != old.values.last)
    }
  }

  /// The rows of each part in a graph of their own.
  private func scoring(_ data: DataSet) throws -> [DataSet.Part: ScoringGraph] {
    try Dictionary(
      uniqueKeysWithValues: DataSet.Part.allCases.map { part in
        let rows = data.rows(of: part)
        let network = try Network(rowCount: rows.count)
        var graph = network.graph
        try graph.setInitialValue(data.features(ofRows: rows), of: Node.ID(0))
        try graph.setInitialValue(data.labels(ofRows: rows), of: Node.ID(1))
        return (
          part,
          ScoringGraph(
            graph: graph, output: network.output, parameters: [2, 3, 4].map { Node.ID($0) },
            reports: [], rowCount: rows.count, rowsOfPart: rows.count)
        )
      })
  }
}

/// A number from −1 to 1 for each place, none near that of the next.
private func wave(_ place: Double) -> Double {
  2 * ((place * 0.618_033_988_75 + 0.1).truncatingRemainder(dividingBy: 1)) - 1
}

extension TrainingTests.Network {
  /// The learning rates of `training(_:scoring:)`.
  var schedule: Schedule { .step(0.05, every: 7, factor: 0.8) }
}

extension TrainingState {
  /// The bit patterns of all parameters and moments.
  var bits: [UInt64] { (parameters + moments).map(\.bitPattern) }
}
