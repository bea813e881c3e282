import ComputationGraph
import Learning

/// All positions of all iterations, each reached directly and from either side with the same result.
///
/// Nothing is undone: a snapshot is computed from what training remembers at the beginning of its
/// iteration, so going back is going to another position.
///
/// The graph that is shown can have other gates open than the one that trains; then training goes
/// on as the file says it, and only the iteration that is looked at is computed gate by gate.
public struct Timeline: Sendable {
  /// The graph that is stepped through.
  public var graph: Graph { execution.graph }
  /// The node whose gradient is 1.
  public var output: Node.ID { execution.output }
  /// The steps of each iteration, as the open compound gates make them.
  public var plan: StepPlan { execution.plan }
  /// The iterations, whatever is shown of them.
  public internal(set) var training: Training
  /// The compound gates that are open, as places in `graph.compoundGates`.
  public private(set) var openGates: Set<Int>

  private var execution: Execution
  /// The leaves of the shown graph that rows of data go into.
  private var feed: DataFeed?
  /// The nodes of the graph that trains in the shown one, ascending; `nil` if they are the same.
  private(set) var shownNodes: [Node.ID]?
  /// The edits that were taken back, the last one last.
  var undoneEdits: [Edit] = []

  /// The timeline of a graph with one learning rate for all iterations.
  public init(
    of graph: Graph, output: Node.ID, learningRate: Double = 0.01, openGates: Set<Int> = []
  ) {
    let optimizer = Optimizer(schedule: .constant(learningRate))
    self.init(
      Training(of: Objective(graph: graph, output: output, optimizer: optimizer)),
      openGates: openGates)
  }

  /// The timeline of a training, at whose beginning only the leaves have values.
  public init(_ training: Training, openGates: Set<Int> = []) {
    self.training = training
    self.openGates = openGates
    feed = training.objective.feed
    execution = training.execution
    // The bug lab has its own plan, with all gates open.
    if !openGates.isEmpty, training.rules.areRight {
      let objective = training.objective
      execution = Execution(objective, plan: StepPlan(of: objective, open: openGates))
    }
  }

  /// The learning rate of every iteration.
  public var learningRates: LearningRates { training.learningRates }

  /// Everything known at `position`.
  public mutating func snapshot(at position: Position) -> Snapshot {
    if let edited = snapshot(ofEditsAt: position) { return edited }
    let iteration = position.iteration
    let rate = learningRates[iteration]
    let step = plan.step(at: position)
    let held = givenValues(in: iteration).held
    var running = numbers(atBeginningOf: iteration, isFed: step != nil)
    guard let step else {
      return Snapshot(
        position: position, graph: graph, output: output, plan: plan, numbers: running.numbers,
        learningRate: rate, outcome: nil, rules: training.rules)
    }
    execution.run(
      before: step.action, of: iteration, learningRate: rate, holding: held, on: &running)
    var after = running
    let outcome = execution.perform(step.action, of: iteration, rate, holding: held, on: &after)
    return Snapshot(
      position: position, graph: graph, output: output, plan: plan,
      numbers: step.isDone ? after.numbers : running.numbers, learningRate: rate,
      outcome: outcome, heldValues: held, leftovers: leftovers(of: iteration),
      rules: training.rules,
      isBehindEarlyUpdate: training.rules.movesEarly ? behindEarlyUpdate(position) : [])
  }

  /// For every node, whether it is computed from a parameter that has moved in the backward pass.
  private func behindEarlyUpdate(_ position: Position) -> [Bool] {
    var isBehind = Array(repeating: false, count: graph.count)
    for parameter in plan.parameters {
      guard let last = plan.arrivals[Int(parameter.index)].last else { continue }
      isBehind[Int(parameter.index)] =
        plan.range(of: .flow(Int(last))).upperBound <= position.progress
    }
    for node in graph.ids where graph.role(of: node) == .gate {
      isBehind[Int(node.index)] = graph.operands(of: node).contains { isBehind[Int($0.index)] }
    }
    return isBehind
  }

  /// The snapshot where edits were made and nothing has been computed since: at the beginning of an
  /// iteration.
  private mutating func snapshot(ofEditsAt position: Position) -> Snapshot? {
    guard let iteration = plan.iterationBeginning(at: position) else { return nil }
    let edited = edits(beginning: iteration).map { shown($0.node) }
    guard !edited.isEmpty else { return nil }
    let leftovers = leftovers(of: iteration)
    let isFed = leftovers.contains { $0.progress > 0 }
    return Snapshot(
      position: position, graph: graph, output: output, plan: plan,
      numbers: numbers(atBeginningOf: iteration, isFed: isFed).numbers,
      learningRate: learningRates[iteration], outcome: nil,
      heldValues: givenValues(in: iteration).held, leftovers: leftovers, justEdited: edited)
  }

  /// Gives what happens in each action of an iteration, in order, and stops when told `false`.
  public mutating func outcomes(
    ofIteration iteration: Int, _ body: (Action, Outcome) -> Bool
  ) {
    var running = numbers(atBeginningOf: iteration)
    let rate = learningRates[iteration]
    let held = givenValues(in: iteration).held
    var made = 0
    while made < plan.stepsPerIteration {
      guard let step = plan.step(at: plan.position(made + 1, in: iteration)) else { return }
      let outcome = execution.perform(
        step.action, of: iteration, rate, holding: held, on: &running)
      guard body(step.action, outcome) else { return }
      made = plan.range(of: step.action).upperBound
    }
  }

  /// The forward and the backward pass of an iteration, all numbers fresh.
  public mutating func evaluation(ofIteration iteration: Int) -> Evaluation {
    Evaluation(
      of: numbers(atBeginningOf: iteration), holding: givenValues(in: iteration).held,
      execution, iteration: iteration, learningRate: learningRates[iteration])
  }

  /// Whether the parameters end an iteration where the optimizer takes them with the gradients that
  /// were made; by wrong rules they may not.
  public mutating func movesByGradients(in iteration: Int) -> Bool {
    var expected = numbers(atBeginningOf: iteration)
    let gradients = evaluation(ofIteration: iteration).numbers
    for place in 0..<gradients.placeCount {
      expected.numbers[gradient: place] = gradients[gradient: place]
    }
    let rate = learningRates[iteration]
    for index in plan.parameters.indices {
      execution.move(index, rate, in: iteration, &expected)
    }
    let made = numbers(atEndOf: iteration)
    return plan.parameters.allSatisfy { parameter in
      let places = graph.places(of: parameter)
      return made.values(at: places).map(\.bitPattern)
        == expected.numbers.values(at: places).map(\.bitPattern)
    }
  }

  /// A forward and a backward pass from the leaves as they stand in a snapshot of this timeline.
  public func evaluation(at snapshot: Snapshot) -> Evaluation {
    Evaluation(
      of: RunningNumbers(numbers: snapshot.numbers, moments: []), holding: snapshot.heldValues,
      execution)
  }

  /// Runs iterations out of sight; see `Training.run`.
  public mutating func run(
    from first: Int, count: Int, until isLast: (_ iteration: Int, _ loss: Double, History) -> Bool
  ) -> Int? {
    training.run(from: first, count: count, until: isLast)
  }

  /// Changes the learning rate from `position` on: for its iteration if no parameter of it has
  /// moved yet, else from the next.
  public mutating func setLearningRate(_ rate: Double, at position: Position) {
    setLearningRate(rate, from: iterationChangeable(at: position))
  }

  /// Changes the learning rate from an iteration on.
  public mutating func setLearningRate(_ rate: Double, from iteration: Int) {
    training.setLearningRate(rate, from: iteration)
  }

  /// The first iteration from `position` on of which no parameter has moved yet.
  func iterationChangeable(at position: Position) -> Int {
    let hasMoved = position.progress > plan.range(ofPhase: .update).lowerBound
    return position.iteration + (hasMoved ? 1 : 0)
  }

  /// Shows the training on another graph, which computes the same through other gates: its
  /// parameters are those of the training, in the same order. `nodes` tells where the nodes of the
  /// graph that trains are in it, ascending; `nil` if it is that graph.
  public mutating func show(
    _ objective: Objective, openGates gates: Set<Int>, nodes: [Node.ID]? = nil
  ) {
    openGates = gates
    shownNodes = nodes
    feed = objective.feed
    let shown = Objective(
      graph: objective.graph, output: objective.output,
      optimizer: training.objective.optimizer, feed: feed)
    execution = Execution(shown, plan: StepPlan(of: shown, open: gates))
  }

  /// All numbers when iteration `iteration` is over.
  mutating func numbers(atEndOf iteration: Int) -> Numbers {
    var running = numbers(atBeginningOf: iteration)
    execution.run(
      before: nil, of: iteration, learningRate: learningRates[iteration], on: &running)
    return running.numbers
  }

  /// The numbers when iteration `iteration` begins: parameters as they are then, all else as the
  /// iteration before left it. `isFed` tells whether its own rows are there already.
  private mutating func numbers(
    atBeginningOf iteration: Int, isFed: Bool = true
  ) -> RunningNumbers {
    let state = training.state(atBeginningOf: iteration)
    if !training.rules.areRight {
      var running = execution.numbers(of: state)
      if isFed { training.feed(iteration, through: feed, into: &running.numbers, of: graph) }
      return running
    }
    var running: RunningNumbers
    if iteration > 0 {
      let before = training.state(atBeginningOf: iteration - 1)
      running = execution.numbers(of: before)
      training.feed(iteration - 1, through: feed, into: &running.numbers, of: graph)
      let given = givenValues(in: iteration - 1)
      given.writeLeaves(into: &running.numbers, of: graph)
      execution.run(
        before: nil, of: iteration - 1, learningRate: learningRates[iteration - 1],
        holding: given.held, on: &running)
      running.moments = state.moments
    } else {
      running = execution.numbers(of: state)
    }
    if isFed { training.feed(iteration, through: feed, into: &running.numbers, of: graph) }
    leaveBehind(iteration, in: &running)
    // The parameters are those of the training to the last bit, whatever gates are open.
    execution.write(state, into: &running.numbers)
    let given = givenValues(in: iteration)
    given.writeLeaves(into: &running.numbers, of: graph)
    for gate in given.held {
      running.numbers.setValues(at: graph.places(of: gate.node), to: gate.values)
    }
    return running
  }

  /// Computes the numbers that an iteration had each time an edit restarted it.
  private mutating func leaveBehind(_ iteration: Int, in running: inout RunningNumbers) {
    let edits = edits(beginning: iteration)
    guard edits.contains(where: { leftoverProgress(of: $0) > 0 }) else { return }
    let unedited = training.uneditedState(atBeginningOf: iteration)
    // Where gradients were cleared, nothing is left of those before.
    let cleared = plan.range(ofPhase: .zero).upperBound
    let first = edits.lastIndex { leftoverProgress(of: $0) >= cleared } ?? 0
    for (count, edit) in edits.enumerated().dropFirst(first) {
      let progress = leftoverProgress(of: edit)
      guard progress > 0, let step = plan.step(at: plan.position(progress, in: iteration))
      else { continue }
      let given = givenValues(in: iteration, beginningWith: count)
      execution.write(unedited, into: &running.numbers)
      given.writeLeaves(into: &running.numbers, of: graph)
      let rate = learningRates[iteration]
      execution.run(
        before: step.action, of: iteration, learningRate: rate, holding: given.held, on: &running)
      guard step.isDone else { continue }
      _ = execution.perform(
        step.action, of: iteration, rate, holding: given.held, on: &running)
    }
  }
}
