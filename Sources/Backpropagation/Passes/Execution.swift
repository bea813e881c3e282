import ComputationGraph
import Learning

/// The numbers of a graph while it trains, and the optimizer's memory.
struct RunningNumbers: Sendable {
  var numbers: Numbers
  var moments: [Double]
}

/// The settings with which an iteration is carried out.
struct IterationSettings: Sendable {
  /// Counted from 0.
  var iteration = 0
  var learningRate = 0.0
  /// The gates with a given output.
  var held: [HeldValue] = []
}

/// Carries out the steps of a plan on numbers.
///
/// It can run any beginning of an iteration at the speed of the tape, and it can perform a single
/// action and tell what happened. Both add the same numbers in the same order, so they agree to the
/// last bit.
struct Execution: Sendable {
  let graph: Graph
  let output: Node.ID
  let plan: StepPlan
  let optimizer: Optimizer
  /// The rules for each action; the tapes know the right ones only.
  let rules: Rules
  /// For each of the plan's parameters, the place where its numbers begin in a state.
  private let firstNumbers: [Int]
  private let tape: Tape
  let backwardTape: Tape
  private let trainingTape: Tape

  init(_ objective: Objective, plan: StepPlan, rules: Rules = .right) {
    graph = objective.graph
    output = objective.output
    self.plan = plan
    optimizer = objective.optimizer
    self.rules = rules
    firstNumbers = plan.parameters.reduce(into: [0]) {
      $0.append($0[$0.count - 1] + objective.graph.places(of: $1).count)
    }
    tape = Tape(of: graph)
    backwardTape = Tape(of: graph, feeding: output)
    trainingTape = backwardTape.towardsParameters()
  }

  /// The numbers with which an iteration begins, before anything of it is computed.
  func numbers(of state: TrainingState) -> RunningNumbers {
    var numbers = state.leftovers ?? Numbers(initialValuesOf: graph)
    write(state, into: &numbers)
    return RunningNumbers(numbers: numbers, moments: state.moments)
  }

  /// Gives the parameters the numbers of a state.
  func write(_ state: TrainingState, into numbers: inout Numbers) {
    for (index, parameter) in plan.parameters.enumerated() {
      numbers.setValues(
        at: graph.places(of: parameter),
        to: Array(state.parameters[firstNumbers[index]..<firstNumbers[index + 1]]))
    }
  }

  /// The state to remember of these numbers when `iteration` begins.
  func state(of running: RunningNumbers, at iteration: Int) -> TrainingState {
    TrainingState(
      iteration: iteration,
      parameters: plan.parameters.flatMap { running.numbers.values(at: graph.places(of: $0)) },
      moments: running.moments, leftovers: rules.areRight ? nil : running.numbers)
  }

  /// The same state with other numbers for some of its parameters.
  func state(_ state: TrainingState, with given: GivenValues) -> TrainingState {
    if given.leaves.isEmpty { return state }
    var parameters = state.parameters
    for (node, values) in given.leaves {
      guard let index = plan.parameters.firstIndex(of: node) else { continue }
      parameters.replaceSubrange(firstNumbers[index]..<firstNumbers[index + 1], with: values)
    }
    return TrainingState(
      iteration: state.iteration, parameters: parameters, moments: state.moments,
      leftovers: state.leftovers)
  }

  /// Runs a whole iteration out of sight: only parameters get their gradients.
  func runIteration(_ settings: IterationSettings, on running: inout RunningNumbers) {
    run(before: nil, settings, backwardsOn: trainingTape, on: &running)
  }

  /// Runs the actions of an iteration that come before `action`; all of them if there is none.
  func run(before action: Action?, _ settings: IterationSettings, on running: inout RunningNumbers)
  {
    run(before: action, settings, backwardsOn: backwardTape, on: &running)
  }

  private func run(
    before action: Action?, _ settings: IterationSettings, backwardsOn tape: Tape,
    on running: inout RunningNumbers
  ) {
    guard rules.areRight else {
      for earlier in plan.actions.prefix(while: { $0 != action }) {
        _ = perform(earlier, settings, on: &running)
      }
      return
    }
    if case .forward(let unit) = action {
      return forward(
        0..<plan.units[unit].nodes.lowerBound, holding: settings.held, in: &running.numbers)
    }
    forward(0..<graph.count, holding: settings.held, in: &running.numbers)
    if action == .zero { return }
    running.numbers.zeroGradients()
    if action == .seed { return }
    seed(&running.numbers)
    if case .flow(let index) = action {
      let flow = plan.flows[index]
      let end = plan.units[flow.unit].nodes.upperBound
      backward(tape, end..<graph.count, holding: settings.held, in: &running.numbers)
      for earlier in index - flow.placeInUnit..<index {
        _ = perform(.flow(earlier), settings, on: &running)
      }
      return
    }
    backward(tape, 0..<graph.count, holding: settings.held, in: &running.numbers)
    var moved = plan.parameters.indices
    if case .update(let index) = action { moved = 0..<index }
    for index in moved { move(index, settings, on: &running) }
  }

  /// Performs one action by the rules, when all before it have been, and tells what happened.
  func perform(
    _ action: Action, _ settings: IterationSettings, on running: inout RunningNumbers
  ) -> Outcome {
    switch action {
    case .forward(let index):
      let unit = plan.units[index]
      if !rules.keepsValue(
        of: unit.output, in: settings.iteration, from: plan.firstIteration)
      {
        forward(unit.nodes, holding: settings.held, in: &running.numbers)
      }
      return .computed(unit.output, value: running.numbers.value(of: unit.output, in: graph))
    case .zero:
      clearGradients(&running.numbers)
      return .zeroed
    case .seed:
      seed(&running.numbers)
      return .seeded(output)
    case .flow(let index):
      let flow = send(plan.flows[index], holding: settings.held, on: &running.numbers)
      if rules.movesEarly {
        for parameter in plan.parameters.indices where arrivals(at: parameter).last == Int32(index)
        {
          move(parameter, settings, on: &running)
        }
      }
      return .flowed(flow)
    case .update(let index):
      return .updated(update(index, settings, on: &running))
    }
  }

  /// What all updates of an iteration have done to the output, when they have been performed.
  func outputMove(_ settings: IterationSettings, after running: RunningNumbers) -> OutputMove? {
    guard rules.areRight else { return nil }
    var moved = running.numbers
    forward(0..<graph.count, holding: settings.held, in: &moved)
    return OutputMove(
      before: running.numbers.total(of: output, in: graph),
      after: moved.total(of: output, in: graph))
  }

  /// The flows into one of the plan's parameters.
  private func arrivals(at parameter: Int) -> ArraySlice<Int32> {
    plan.arrivals[Int(plan.parameters[parameter].index)]
  }

  private func clearGradients(_ numbers: inout Numbers) {
    if rules.clearsLeaves { return numbers.zeroGradients() }
    for node in graph.ids where graph.role(of: node) == .gate {
      for place in graph.places(of: node) { numbers[gradient: place] = 0 }
    }
  }

  /// Moves a parameter by the rules, if it has not moved before its turn, and tells how.
  private func update(
    _ index: Int, _ settings: IterationSettings, on running: inout RunningNumbers
  ) -> ParameterUpdate {
    let parameter = plan.parameters[index]
    let old = running.numbers.value(of: parameter, in: graph)
    let momentsBefore = moments(of: index, in: running)
    let direction: ParameterUpdate.Direction =
      rules.movesEarly && !arrivals(at: index).isEmpty
      ? .movedBefore : rules.climbs ? .uphill : .downhill
    if direction != .movedBefore {
      move(index, settings, uphill: direction == .uphill, on: &running)
    }
    return ParameterUpdate(
      parameter: parameter, old: old,
      gradient: running.numbers.gradient(of: parameter, in: graph),
      learningRate: settings.learningRate, direction: direction, optimizer: optimizer,
      iteration: settings.iteration,
      momentsBefore: momentsBefore, momentsAfter: moments(of: index, in: running),
      new: running.numbers.value(of: parameter, in: graph))
  }

  /// The optimizer's memory of a parameter, in its shape: none, one or two tensors.
  private func moments(of index: Int, in running: RunningNumbers) -> [Tensor] {
    let shape = graph.shape(of: plan.parameters[index])
    let first = firstNumbers[index] * optimizer.momentCount
    return (0..<optimizer.momentCount).map { moment in
      Tensor(shape: shape) { running.moments[first + moment * shape.count + $0] }
    }
  }

  private func seed(_ numbers: inout Numbers) {
    for place in graph.places(of: output) { numbers[gradient: place] = 1 }
  }

  func move(
    _ index: Int, _ settings: IterationSettings, uphill: Bool = false,
    on running: inout RunningNumbers
  ) {
    optimizer.move(
      graph.places(of: plan.parameters[index]), in: &running.numbers, moments: &running.moments,
      from: firstNumbers[index] * optimizer.momentCount,
      learningRate: uphill ? -settings.learningRate : settings.learningRate,
      iteration: settings.iteration)
  }

  /// Computes the gates among some nodes; a held gate gives its value instead.
  func forward(_ nodes: Range<Int>, holding held: [HeldValue], in numbers: inout Numbers) {
    var start = nodes.lowerBound
    for gate in held where nodes.contains(Int(gate.node.index)) {
      tape.forward(tape.gates(in: start..<Int(gate.node.index)), in: &numbers)
      numbers.setValues(at: graph.places(of: gate.node), to: gate.values)
      start = Int(gate.node.index) + 1
    }
    let isWhole = start == 0 && nodes.upperBound == graph.count
    tape.forward(isWhole ? nil : tape.gates(in: start..<nodes.upperBound), in: &numbers)
  }

  /// Sends the gradients of the gates among some nodes; a held gate sends none.
  func backward(
    _ tape: Tape, _ nodes: Range<Int>, holding held: [HeldValue], in numbers: inout Numbers
  ) {
    var end = nodes.upperBound
    for gate in held.reversed() where nodes.contains(Int(gate.node.index)) {
      tape.backward(tape.gates(in: Int(gate.node.index) + 1..<end), in: &numbers)
      end = Int(gate.node.index)
    }
    let isWhole = nodes.lowerBound == 0 && end == graph.count
    tape.backward(isWhole ? nil : tape.gates(in: nodes.lowerBound..<end), in: &numbers)
  }
}
