import ComputationGraph
import Learning

/// The iterations of an objective, each reached directly and always with the same numbers.
///
/// Nothing is undone: an iteration is computed from the nearest checkpoint before it. On the way
/// each iteration is noted once in the history.
public struct Training: Sendable {
  /// The objective to be learned.
  public let objective: Objective
  /// The learning rate of every iteration.
  public private(set) var learningRates: LearningRates
  /// The measurements made on the way.
  public private(set) var history: History
  /// The edits, in the order in which they were made.
  public internal(set) var edits: [Edit] = []

  private(set) var execution: Execution
  private var batches: Batches?
  private var checkpoints: Checkpoints
  private var scorers: Scorers

  /// The training of an objective; parts of the data with a scoring graph are scored on the way.
  ///
  /// With wrong `rules` it goes wrong from the first iteration on.
  public init(
    of objective: Objective, learningRates: LearningRates? = nil,
    scoring: [DataSet.Part: ScoringGraph] = [:], rules: Rules = .right
  ) {
    let plan = rules.plan(of: objective)
    let execution = Execution(objective, plan: plan, rules: rules)
    self.objective = objective
    self.execution = execution
    self.learningRates = learningRates ?? LearningRates(objective.optimizer.schedule)
    batches = objective.feed.map { Batches(of: $0.data) }
    scorers = Scorers(scoring, workPerIteration: objective.graph.workPerIteration)
    history = History(
      from: objective.start.iteration, parameterCount: plan.parameters.count,
      reports: scorers.reports, stride: scorers.stride, parts: Set(scoring.keys))
    let values = plan.parameters.flatMap { objective.graph.initialValue(of: $0) }
    let start = objective.start
    let initial = TrainingState(
      iteration: start.iteration, parameters: values,
      moments: start.moments
        ?? Array(repeating: 0, count: values.count * objective.optimizer.momentCount),
      leftovers: nil)
    checkpoints = Checkpoints(
      initial: execution.state(of: execution.numbers(of: initial), at: start.iteration))
  }

  /// The rules by which its iterations are carried out.
  public var rules: Rules { execution.rules }

  /// The parameters, in the order of their numbers in a state.
  public var parameters: [Node.ID] { execution.plan.parameters }

  /// The number of checkpoints now; it is bounded, however long training goes on.
  package var checkpointCount: Int { checkpoints.count }

  /// The largest possible number of checkpoints.
  package var mostCheckpoints: Int { checkpoints.mostCount }

  /// The state when `iteration` begins, after the edits that it begins with.
  public mutating func state(atBeginningOf iteration: Int) -> TrainingState {
    execution.state(uneditedState(atBeginningOf: iteration), with: givenValues(in: iteration))
  }

  /// The state that the iterations before `iteration` have left.
  mutating func uneditedState(atBeginningOf iteration: Int) -> TrainingState {
    let start = checkpoints.latest(at: iteration)
    guard start.iteration < iteration else { return start }
    var running = execution.numbers(of: start)
    for passed in start.iteration..<iteration {
      if checkpoints.wants(passed) { checkpoints.note(execution.state(of: running, at: passed)) }
      runIteration(passed, &running)
    }
    let state = execution.state(of: running, at: iteration)
    checkpoints.visit(state)
    return state
  }

  /// The number of iterations that have to run before `iteration` can begin.
  public func distance(to iteration: Int) -> Int {
    iteration - checkpoints.latest(at: iteration).iteration
  }

  /// Runs from the beginning of `first` through at most `count` iterations, and stops after one for
  /// which `isLast`, given its number, its loss and the history, returns true.
  ///
  /// Returns the number of that iteration; `nil` if it ran through all of them.
  public mutating func run(
    from first: Int, count: Int, until isLast: (_ iteration: Int, _ loss: Double, History) -> Bool
  ) -> Int? {
    var running = execution.numbers(of: uneditedState(atBeginningOf: first))
    for passed in first..<first + count {
      if checkpoints.wants(passed) { checkpoints.note(execution.state(of: running, at: passed)) }
      // Showing an iteration also needs the state before it.
      if passed == first + count - 1 { checkpoints.visit(execution.state(of: running, at: passed)) }
      let loss = runIteration(passed, &running)
      if isLast(passed, loss, history) {
        checkpoints.visit(execution.state(of: running, at: passed + 1))
        return passed
      }
    }
    checkpoints.visit(execution.state(of: running, at: first + count))
    return nil
  }

  /// The scores on a part of the data when `iteration` begins; `nil` for a part without a scoring
  /// graph.
  public mutating func scores(of part: DataSet.Part, atBeginningOf iteration: Int) -> Scores? {
    scorers.scores(of: part, state(atBeginningOf: iteration).parameters)
  }

  /// Changes the learning rate of `iteration` and of all after it.
  public mutating func setLearningRate(_ rate: Double, from iteration: Int) {
    learningRates.set(rate, from: iteration)
    checkpoints.forget(after: iteration)
    history.forget(from: iteration + 1)
  }

  /// Makes an edit, which changes its iteration and all after it.
  mutating func make(_ edit: Edit) {
    edits.append(edit)
    forget(from: edit.iteration)
  }

  /// Undoes the last edit, if there is one, and returns it.
  mutating func takeBackEdit() -> Edit? {
    guard let edit = edits.popLast() else { return nil }
    forget(from: edit.iteration)
    return edit
  }

  /// Moves the places at which edits were made to those of another plan.
  mutating func moveEdits(_ position: (Position) -> Position) {
    for index in edits.indices { edits[index].madeAt = position(edits[index].madeAt) }
  }

  private mutating func forget(from iteration: Int) {
    checkpoints.forget(after: iteration)
    history.forget(from: iteration)
  }

  /// The values that edits give to nodes in an iteration, of its own edits the first `count` only.
  ///
  /// Parameters have moved on since earlier edits, and each batch brings other rows.
  func givenValues(in iteration: Int, beginningWith count: Int = .max) -> GivenValues {
    var given = GivenValues()
    guard !edits.isEmpty else { return given }
    let graph = objective.graph
    let changing = objective.changingLeaves
    let reaches = execution.plan.reachesOutput
    let earlier = edits.filter { edit in
      let moves = graph.role(of: edit.node) == .parameter && reaches[Int(edit.node.index)]
      return edit.iteration < iteration && !moves && !changing.contains(edit.node)
    }
    // An edit holds until a later iteration brings another one, whichever was made first.
    let inOrder = earlier.enumerated().sorted {
      ($0.element.iteration, $0.offset) < ($1.element.iteration, $1.offset)
    }.map(\.element)
    for edit in inOrder + edits.filter({ $0.iteration == iteration }).prefix(count) {
      given.give(edit, in: graph)
    }
    return given
  }

  /// Writes the batch of an iteration into the data leaves of a graph.
  mutating func feed(
    _ iteration: Int, through feed: DataFeed?, into numbers: inout Numbers, of graph: Graph
  ) {
    guard let rows = batches?.rows(ofIteration: iteration) else { return }
    feed?.write(rows: rows, into: &numbers, of: graph)
  }

  /// Runs one iteration out of sight, notes it where it is new, and returns its loss.
  @discardableResult
  private mutating func runIteration(_ iteration: Int, _ running: inout RunningNumbers) -> Double {
    feed(iteration, through: objective.feed, into: &running.numbers, of: objective.graph)
    let given = givenValues(in: iteration)
    given.writeLeaves(into: &running.numbers, of: objective.graph)
    let wantsMore = history.wantsMore(at: iteration)
    if wantsMore { noteScores(of: running, at: iteration) }
    // A parameter that is itself the loss moves in this iteration.
    let (graph, output) = (objective.graph, objective.output)
    let before = running.numbers.total(of: output, in: graph)
    execution.runIteration(
      IterationSettings(
        iteration: iteration, learningRate: learningRates[iteration], held: given.held),
      on: &running)
    let loss =
      graph.role(of: output) == .gate ? running.numbers.total(of: output, in: graph) : before
    history.note(loss: loss, at: iteration)
    guard wantsMore else { return loss }
    for index in history.parameters {
      let places = graph.places(of: parameters[index])
      history.note(
        Self.measure(running.numbers.gradients(at: places)), of: .gradient(index), at: iteration)
    }
    return loss
  }

  private mutating func noteScores(of running: RunningNumbers, at iteration: Int) {
    for index in history.parameters {
      let places = objective.graph.places(of: parameters[index])
      history.note(
        Self.measure(running.numbers.values(at: places)), of: .parameter(index), at: iteration)
    }
    guard !scorers.isEmpty else { return }
    let state = execution.state(of: running, at: iteration)
    for part in DataSet.Part.allCases {
      if let scores = scorers.scores(of: part, state.parameters) {
        history.note(scores, of: part, at: iteration)
      }
    }
  }

  /// A single number, or the norm of several: the square root of the sum of their squares.
  private static func measure(_ numbers: ArraySlice<Double>) -> Double {
    numbers.count == 1 ? numbers[numbers.startIndex] : numbers.euclideanNorm
  }
}
