import ComputationGraph
import Learning

/// All positions of all iterations, each reached directly and from either side with the same result.
///
/// A position is the number of micro-steps made since the beginning. Nothing is undone: a snapshot
/// is computed from what training remembers at the beginning of its iteration, so going back is
/// going to another position.
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
  public private(set) var training: Training
  /// The compound gates that are open, as places in `graph.compoundGates`.
  public private(set) var openGates: Set<Int>

  private var execution: Execution
  /// The leaves of the shown graph that rows of data go into.
  private var feed: DataFeed?

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
    if !openGates.isEmpty { execution = Execution(execution, plan: plan(opening: openGates)) }
  }

  /// The learning rate of every iteration.
  public var learningRates: LearningRates { training.learningRates }

  /// Everything known at `position`.
  public mutating func snapshot(at position: Int) -> Snapshot {
    let iteration = plan.iteration(at: position)
    let rate = learningRates[iteration]
    let step = plan.step(at: position)
    var running = numbers(atBeginningOf: iteration, isFed: step != nil)
    guard let step else {
      return Snapshot(
        position: position, graph: graph, output: output, plan: plan, numbers: running.numbers,
        learningRate: rate, outcome: nil)
    }
    execution.run(before: step.action, of: iteration, learningRate: rate, on: &running)
    var after = running
    let outcome = execution.perform(step.action, of: iteration, rate, on: &after)
    return Snapshot(
      position: position, graph: graph, output: output, plan: plan,
      numbers: step.isDone ? after.numbers : running.numbers, learningRate: rate,
      outcome: outcome)
  }

  /// Gives what happens in each action of an iteration, in order, and stops when told `false`.
  public mutating func outcomes(
    ofIteration iteration: Int, _ body: (Action, Outcome) -> Bool
  ) {
    var running = numbers(atBeginningOf: iteration)
    let rate = learningRates[iteration]
    var position = 0
    while position < plan.stepsPerIteration {
      guard let step = plan.step(at: position + 1) else { return }
      let outcome = execution.perform(step.action, of: iteration, rate, on: &running)
      guard body(step.action, outcome) else { return }
      position = plan.range(of: step.action).upperBound
    }
  }

  /// Runs iterations that nobody looks at; see `Training.run`.
  public mutating func run(
    from first: Int, count: Int, until isLast: (_ iteration: Int, _ loss: Double, History) -> Bool
  ) -> Int? {
    training.run(from: first, count: count, until: isLast)
  }

  /// Changes the learning rate from `position` on: for its iteration if no parameter of it has
  /// moved yet, else from the next.
  public mutating func setLearningRate(_ rate: Double, at position: Int) {
    let iteration = plan.iteration(at: position)
    let hasMoved = plan.progress(at: position) > plan.range(ofPhase: .update).lowerBound
    training.setLearningRate(rate, from: hasMoved ? iteration + 1 : iteration)
  }

  /// Opens exactly the compound gates in `gates`, and returns where `position` is now: at the same
  /// step, or where that has become part of another, at the last step finished before it.
  public mutating func setOpenGates(_ gates: Set<Int>, keeping position: Int) -> Int {
    let old = plan
    openGates = gates
    execution = Execution(execution, plan: plan(opening: gates))
    return plan.position(matching: position, of: old)
  }

  /// Shows the training on another graph, which computes the same through other gates: its
  /// parameters are those of the training, in the same order.
  public mutating func show(_ objective: Objective, openGates gates: Set<Int>) {
    openGates = gates
    feed = objective.feed
    execution = Execution(
      graph: objective.graph, output: objective.output,
      plan: StepPlan(
        of: objective.graph, output: objective.output, open: gates,
        changing: objective.changingLeaves), optimizer: training.objective.optimizer)
  }

  private func plan(opening gates: Set<Int>) -> StepPlan {
    let shown = Objective(graph: graph, output: output, feed: feed)
    return StepPlan(of: graph, output: output, open: gates, changing: shown.changingLeaves)
  }

  /// The numbers when iteration `iteration` begins: parameters as they are then, all else as the
  /// iteration before left it. `isFed` tells whether its own rows are there already.
  private mutating func numbers(
    atBeginningOf iteration: Int, isFed: Bool = true
  ) -> RunningNumbers {
    let state: TrainingState
    var running: RunningNumbers
    if iteration > 0 {
      let before = training.state(atBeginningOf: iteration - 1)
      running = execution.numbers(of: before)
      training.feed(iteration - 1, through: feed, into: &running.numbers, of: graph)
      execution.run(
        before: nil, of: iteration - 1, learningRate: learningRates[iteration - 1], on: &running)
      // The parameters are those of the training to the last bit, whatever gates are open.
      state = training.state(atBeginningOf: iteration)
      execution.write(state, into: &running.numbers)
      running.moments = state.moments
    } else {
      state = training.state(atBeginningOf: 0)
      running = execution.numbers(of: state)
    }
    if isFed { training.feed(iteration, through: feed, into: &running.numbers, of: graph) }
    return running
  }
}
