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
  /// The edits that were undone, the latest last.
  var undoneEdits: [Edit] = []

  /// The timeline of a training, at whose beginning only the leaves have values.
  ///
  /// An iteration with edits begins with them: the steps at which they were made on another timeline
  /// are none of this one, which may have fewer.
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
    for edit in training.edits.indices {
      self.training.edits[edit].madeAt = plan.beginning(of: training.edits[edit].iteration)
    }
  }

  /// The learning rate of every iteration.
  public var learningRates: LearningRates { training.learningRates }

  /// Everything known at `position`.
  public mutating func snapshot(at position: Position) -> Snapshot {
    var latest: [Edit] = []
    if let iteration = plan.iterationBeginning(at: position) {
      latest = edits(beginning: iteration)
    }
    guard latest.isEmpty, let step = plan.step(at: position) else {
      // Nothing has been computed since the edits, or at all.
      let iteration = plan.iterationToCome(at: position)
      let isFed = latest.contains { leftoverProgress(of: $0) > 0 }
      return snapshot(
        at: position, in: iteration, numbers(atBeginningOf: iteration, isFed: isFed).numbers,
        justEdited: latest.map { shown($0.node) })
    }
    let settings = settings(of: position.iteration)
    var running = numbers(atBeginningOf: position.iteration)
    execution.run(before: step.action, settings, on: &running)
    var after = running
    let outcome = perform(step.action, settings, on: &after)
    return snapshot(
      at: position, in: position.iteration, step.isDone ? after.numbers : running.numbers,
      outcome: outcome)
  }

  private func snapshot(
    at position: Position, in iteration: Int, _ numbers: Numbers, outcome: Outcome? = nil,
    justEdited: [Node.ID] = []
  ) -> Snapshot {
    let settings = settings(of: iteration)
    return Snapshot(
      position: position, graph: graph, output: output, plan: plan, numbers: numbers,
      learningRate: settings.learningRate, outcome: outcome, heldValues: settings.held,
      leftovers: leftovers(of: iteration), rules: training.rules,
      isBehindEarlyUpdate: training.rules.movesEarly ? behindEarlyUpdate(position) : [],
      justEdited: justEdited)
  }

  /// The settings of an iteration of the shown graph.
  private func settings(of iteration: Int) -> IterationSettings {
    IterationSettings(
      iteration: iteration, learningRate: learningRates[iteration],
      held: givenValues(in: iteration).held)
  }

  /// For every node, whether it is computed from a parameter that has moved in the backward pass.
  private func behindEarlyUpdate(_ position: Position) -> [Bool] {
    var isBehind = Array(repeating: false, count: graph.count)
    for parameter in plan.parameters {
      guard let last = plan.arrivals[Int(parameter.index)].last else { continue }
      isBehind[Int(parameter.index)] =
        plan.range(of: .flow(Int(last))).upperBound <= position.progress
    }
    return graph.dependents(of: isBehind)
  }

  /// Passes each action of an iteration and its outcome to `body`, in order, until it throws.
  public mutating func outcomes<Failure: Error>(
    ofIteration iteration: Int, _ body: (Action, Outcome) throws(Failure) -> Void
  ) throws(Failure) {
    var running = numbers(atBeginningOf: iteration)
    let settings = settings(of: iteration)
    for action in plan.actions {
      try body(action, perform(action, settings, on: &running))
    }
  }

  /// Performs an action that is looked at; with the last update comes what all of them have done.
  private func perform(
    _ action: Action, _ settings: IterationSettings, on running: inout RunningNumbers
  ) -> Outcome {
    let outcome = execution.perform(action, settings, on: &running)
    guard case .updated(var update) = outcome, update.parameter == plan.parameters.last else {
      return outcome
    }
    update.result = execution.outputMove(settings, after: running)
    return .updated(update)
  }

  /// The forward and the backward pass of an iteration, all numbers fresh.
  public mutating func evaluation(ofIteration iteration: Int) -> Evaluation {
    Evaluation(of: numbers(atBeginningOf: iteration), settings(of: iteration), execution)
  }

  /// Returns whether the parameters end an iteration where the optimizer takes them with the
  /// gradients that were computed; by wrong rules they may not.
  public mutating func movesByGradients(in iteration: Int) -> Bool {
    var expected = numbers(atBeginningOf: iteration)
    let gradients = evaluation(ofIteration: iteration).numbers
    for place in 0..<gradients.placeCount {
      expected.numbers[gradient: place] = gradients[gradient: place]
    }
    let settings = settings(of: iteration)
    for index in plan.parameters.indices { execution.move(index, settings, on: &expected) }
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
      of: RunningNumbers(numbers: snapshot.numbers, moments: []),
      IterationSettings(held: snapshot.heldValues), execution)
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
      optimizer: training.objective.optimizer, feed: feed,
      start: training.objective.start)
    execution = Execution(shown, plan: StepPlan(of: shown, open: gates))
  }

  /// All numbers when iteration `iteration` is over.
  mutating func numbers(atEndOf iteration: Int) -> Numbers {
    var running = numbers(atBeginningOf: iteration)
    execution.run(before: nil, settings(of: iteration), on: &running)
    return running.numbers
  }

  /// The numbers when iteration `iteration` begins: parameters as they are then, all else as the
  /// iteration before left it. `isFed` tells whether its own rows are there already.
  private mutating func numbers(
    atBeginningOf iteration: Int, isFed: Bool = true
  ) -> RunningNumbers {
    let state = training.state(atBeginningOf: iteration)
    var running: RunningNumbers
    if iteration > plan.firstIteration, training.rules.areRight {
      let before = iteration - 1
      running = execution.numbers(of: training.state(atBeginningOf: before))
      training.feed(before, through: feed, into: &running.numbers, of: graph)
      givenValues(in: before).writeLeaves(into: &running.numbers, of: graph)
      execution.run(before: nil, settings(of: before), on: &running)
      running.moments = state.moments
    } else {
      running = execution.numbers(of: state)
    }
    if isFed { training.feed(iteration, through: feed, into: &running.numbers, of: graph) }
    guard training.rules.areRight else { return running }
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
      var settings = settings(of: iteration)
      settings.held = given.held
      execution.write(unedited, into: &running.numbers)
      given.writeLeaves(into: &running.numbers, of: graph)
      execution.run(before: step.action, settings, on: &running)
      if step.isDone { _ = execution.perform(step.action, settings, on: &running) }
    }
  }
}
