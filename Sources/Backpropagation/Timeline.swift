import ComputationGraph

/// All positions of all iterations, each reached directly and from either side with the same result.
///
/// A position is the number of micro-steps made since the beginning. Nothing is undone: a snapshot
/// is computed from the nearest checkpoint on, so going back is going to another position.
public struct Timeline: Sendable {
  /// The graph that is stepped through.
  public var graph: Graph { execution.graph }
  /// The node whose gradient is 1.
  public var output: Node.ID { execution.output }
  /// The steps of each iteration, as the open compound gates make them.
  public var plan: StepPlan { execution.plan }
  /// The compound gates that are open, as places in `graph.compoundGates`.
  public private(set) var openGates: Set<Int>
  /// The learning rate of every iteration.
  public private(set) var learningRates: LearningRates

  private var execution: Execution
  private var checkpoints: Checkpoints

  /// The timeline of a graph with one learning rate for all iterations.
  public init(
    of graph: Graph, output: Node.ID, learningRate: Double = 0.01, openGates: Set<Int> = []
  ) {
    self.init(
      of: graph, output: output, learningRates: LearningRates(learningRate), openGates: openGates)
  }

  /// The timeline of a graph, at whose beginning only the leaves have values.
  public init(
    of graph: Graph, output: Node.ID, learningRates: LearningRates, openGates: Set<Int> = []
  ) {
    let plan = StepPlan(of: graph, output: output, open: openGates)
    execution = Execution(graph: graph, output: output, plan: plan)
    checkpoints = Checkpoints(initial: plan.parameters.flatMap { graph.initialValue(of: $0) })
    self.learningRates = learningRates
    self.openGates = openGates
  }

  /// Everything known at `position`.
  public mutating func snapshot(at position: Int) -> Snapshot {
    let iteration = plan.iteration(at: position)
    let rate = learningRates[iteration]
    var numbers = numbers(atBeginningOf: iteration)
    guard let step = plan.step(at: position) else {
      return Snapshot(
        position: position, graph: graph, output: output, plan: plan, numbers: numbers,
        learningRate: rate, outcome: nil)
    }
    execution.run(before: step.action, learningRate: rate, on: &numbers)
    var after = numbers
    let outcome = execution.perform(step.action, rate, on: &after)
    return Snapshot(
      position: position, graph: graph, output: output, plan: plan,
      numbers: step.isDone ? after : numbers, learningRate: rate, outcome: outcome)
  }

  /// Gives what happens in each action of an iteration, in order, and stops when told `false`.
  public mutating func outcomes(
    ofIteration iteration: Int, _ body: (Action, Outcome) -> Bool
  ) {
    var numbers = numbers(atBeginningOf: iteration)
    var position = 0
    while position < plan.stepsPerIteration {
      guard let step = plan.step(at: position + 1) else { return }
      let outcome = execution.perform(step.action, learningRates[iteration], on: &numbers)
      guard body(step.action, outcome) else { return }
      position = plan.range(of: step.action).upperBound
    }
  }

  /// Changes the learning rate from `position` on: for its iteration if no parameter of it has
  /// moved yet, else from the next.
  public mutating func setLearningRate(_ rate: Double, at position: Int) {
    let iteration = plan.iteration(at: position)
    let hasMoved = plan.progress(at: position) > plan.range(ofPhase: .update).lowerBound
    let first = hasMoved ? iteration + 1 : iteration
    learningRates.set(rate, from: first)
    checkpoints.forget(after: first)
  }

  /// Opens exactly the compound gates in `gates`, and returns where `position` is now: at the same
  /// step, or where that has become part of another, at the last step finished before it.
  public mutating func setOpenGates(_ gates: Set<Int>, keeping position: Int) -> Int {
    let old = plan
    openGates = gates
    execution = Execution(
      execution, plan: StepPlan(of: graph, output: output, open: gates))
    return plan.position(matching: position, of: old)
  }

  /// The numbers when iteration `iteration` begins: parameters as they are then, all else as the
  /// iteration before left it.
  private mutating func numbers(atBeginningOf iteration: Int) -> Numbers {
    var numbers = Numbers(initialValuesOf: graph)
    guard iteration > 0 else { return numbers }
    let start = checkpoints.latest(at: iteration - 1)
    setParameters(start.parameters, in: &numbers)
    for passed in start.iteration..<iteration {
      if checkpoints.wants(passed) { checkpoints.note(parameters(in: numbers), at: passed) }
      execution.runIteration(
        learningRate: learningRates[passed], isSeen: passed == iteration - 1, on: &numbers)
    }
    return numbers
  }

  private func parameters(in numbers: Numbers) -> [Double] {
    plan.parameters.flatMap { graph.places(of: $0).map { numbers[value: $0] } }
  }

  private func setParameters(_ values: [Double], in numbers: inout Numbers) {
    for (place, value) in zip(plan.parameters.flatMap { graph.places(of: $0) }, values) {
      numbers[value: place] = value
    }
  }
}
