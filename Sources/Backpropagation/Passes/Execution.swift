import ComputationGraph
import Learning

/// The numbers of a graph while it trains, and what the optimizer remembers.
struct RunningNumbers: Sendable {
  var numbers: Numbers
  var moments: [Double]
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
  /// What is done wrong, in the bug lab only.
  let bug: Bug?
  /// For each of the plan's parameters, where its numbers begin in a state.
  private let firstNumbers: [Int]
  private let tape: Tape
  private let backwardTape: Tape
  private let trainingTape: Tape

  init(
    graph: Graph, output: Node.ID, plan: StepPlan, optimizer: Optimizer, bug: Bug? = nil
  ) {
    self.graph = graph
    self.output = output
    self.plan = plan
    self.optimizer = optimizer
    self.bug = bug
    firstNumbers = plan.parameters.reduce(into: [0]) {
      $0.append($0[$0.count - 1] + graph.places(of: $1).count)
    }
    tape = Tape(of: graph)
    backwardTape = Tape(of: graph, feeding: output)
    trainingTape = backwardTape.towardsParameters()
  }

  /// The same tapes with other steps over them.
  init(_ other: Execution, plan: StepPlan) {
    graph = other.graph
    output = other.output
    self.plan = plan
    optimizer = other.optimizer
    bug = other.bug
    firstNumbers = other.firstNumbers
    tape = other.tape
    backwardTape = other.backwardTape
    trainingTape = other.trainingTape
  }

  /// The numbers with which an iteration begins, before anything of it is computed.
  func numbers(of state: TrainingState) -> RunningNumbers {
    var numbers = Numbers(initialValuesOf: graph)
    numbers.restore(state.leftovers)
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

  /// What is remembered of these numbers when `iteration` begins.
  func state(of running: RunningNumbers, at iteration: Int) -> TrainingState {
    TrainingState(
      iteration: iteration,
      parameters: plan.parameters.flatMap { running.numbers.values(at: graph.places(of: $0)) },
      moments: running.moments, leftovers: bug == nil ? [] : running.numbers.all)
  }

  /// The same state with other numbers for some of its parameters.
  func state(_ state: TrainingState, with given: GivenValues) -> TrainingState {
    var parameters = state.parameters
    for (node, values) in given.leaves {
      guard let index = plan.parameters.firstIndex(of: node) else { continue }
      parameters.replaceSubrange(firstNumbers[index]..<firstNumbers[index + 1], with: values)
    }
    return TrainingState(
      iteration: state.iteration, parameters: parameters, moments: state.moments,
      leftovers: state.leftovers)
  }

  /// Runs a whole iteration as nobody sees it: only parameters get their gradients.
  func runIteration(
    _ iteration: Int, learningRate: Double, holding held: [HeldValue] = [],
    on running: inout RunningNumbers
  ) {
    guard bug == nil else {
      walk(before: nil, of: iteration, learningRate: learningRate, on: &running)
      return
    }
    forward(0..<graph.count, holding: held, in: &running.numbers)
    running.numbers.zeroGradients()
    seed(&running.numbers)
    backward(trainingTape, 0..<graph.count, holding: held, in: &running.numbers)
    for index in plan.parameters.indices {
      move(index, learningRate, in: iteration, &running)
    }
  }

  /// Runs the actions of an iteration that come before `action`; all of them if there is none.
  func run(
    before action: Action?, of iteration: Int, learningRate: Double,
    holding held: [HeldValue] = [], on running: inout RunningNumbers
  ) {
    guard bug == nil else {
      walk(before: action, of: iteration, learningRate: learningRate, on: &running)
      return
    }
    guard case .forward(let unit) = action else {
      forward(0..<graph.count, holding: held, in: &running.numbers)
      if action == .zero { return }
      running.numbers.zeroGradients()
      if action == .seed { return }
      seed(&running.numbers)
      guard case .flow(let flow) = action else {
        backward(backwardTape, 0..<graph.count, holding: held, in: &running.numbers)
        var moved = plan.parameters.indices
        if case .update(let index) = action { moved = 0..<index }
        for index in moved { move(index, learningRate, in: iteration, &running) }
        return
      }
      let first = flow - plan.flows[flow].placeInUnit
      let end = plan.units[plan.flows[flow].unit].nodes.upperBound
      backward(backwardTape, end..<graph.count, holding: held, in: &running.numbers)
      for earlier in first..<flow {
        _ = perform(.flow(earlier), of: iteration, learningRate, holding: held, on: &running)
      }
      return
    }
    forward(0..<plan.units[unit].nodes.lowerBound, holding: held, in: &running.numbers)
  }

  /// Performs one action, when all before it have been, and tells what happened.
  func perform(
    _ action: Action, of iteration: Int, _ learningRate: Double, holding held: [HeldValue] = [],
    on running: inout RunningNumbers
  ) -> Outcome {
    guard let bug else {
      return performRightly(action, of: iteration, learningRate, holding: held, on: &running)
    }
    return perform(action, with: bug, of: iteration, learningRate, on: &running)
  }

  /// Performs one action as the mathematics says.
  func performRightly(
    _ action: Action, of iteration: Int, _ learningRate: Double, holding held: [HeldValue] = [],
    on running: inout RunningNumbers
  ) -> Outcome {
    switch action {
    case .forward(let index):
      let unit = plan.units[index]
      forward(unit.nodes, holding: held, in: &running.numbers)
      return .computed(unit.output, value: running.numbers.value(of: unit.output, in: graph))
    case .zero:
      running.numbers.zeroGradients()
      return .zeroed
    case .seed:
      seed(&running.numbers)
      return .seeded(output)
    case .flow(let index):
      let flow = plan.flows[index]
      let gate = plan.units[flow.unit].output
      if held.contains(where: { $0.node == gate }) {
        return .flowed(cut(flow, running.numbers))
      }
      return .flowed(
        plan.units[flow.unit].compoundGate == nil
          ? perform(flow, on: &running.numbers)
          : performThroughInside(flow, holding: held, on: &running.numbers))
    case .update(let index):
      return update(index, of: iteration, learningRate, on: &running) {
        move(index, learningRate, in: iteration, &$0)
      }
    }
  }

  /// Moves a parameter, and tells how.
  func update(
    _ index: Int, of iteration: Int, _ learningRate: Double, on running: inout RunningNumbers,
    by move: (inout RunningNumbers) -> Void
  ) -> Outcome {
    let parameter = plan.parameters[index]
    let old = running.numbers.value(of: parameter, in: graph)
    let momentsBefore = moments(of: index, in: running)
    move(&running)
    return .updated(
      ParameterUpdate(
        parameter: parameter, old: old,
        gradient: running.numbers.gradient(of: parameter, in: graph),
        learningRate: learningRate, optimizer: optimizer, iteration: iteration,
        momentsBefore: momentsBefore, momentsAfter: moments(of: index, in: running),
        new: running.numbers.value(of: parameter, in: graph)))
  }

  /// What the optimizer remembers of a parameter, in its shape: none, one or two tensors.
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
    _ index: Int, _ learningRate: Double, in iteration: Int, _ running: inout RunningNumbers
  ) {
    optimizer.move(
      graph.places(of: plan.parameters[index]), in: &running.numbers, moments: &running.moments,
      from: firstNumbers[index] * optimizer.momentCount, learningRate: learningRate,
      iteration: iteration)
  }

  /// Computes the gates among some nodes; what is held gives its value instead.
  func forward(
    _ nodes: Range<Int>, holding held: [HeldValue], in numbers: inout Numbers
  ) {
    var start = nodes.lowerBound
    for gate in held where nodes.contains(Int(gate.node.index)) {
      tape.forward(tape.gates(in: start..<Int(gate.node.index)), in: &numbers)
      numbers.setValues(at: graph.places(of: gate.node), to: gate.values)
      start = Int(gate.node.index) + 1
    }
    let isWhole = start == 0 && nodes.upperBound == graph.count
    tape.forward(isWhole ? nil : tape.gates(in: start..<nodes.upperBound), in: &numbers)
  }

  /// Sends the gradients of the gates among some nodes; what is held sends none.
  private func backward(
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

  /// What a held gate sends: it does not depend on its operands any more, so nothing.
  private func cut(_ flow: StepPlan.Flow, _ numbers: Numbers) -> GradientFlow {
    let gate = plan.units[flow.unit].output
    let collected = numbers.gradient(of: flow.operand, in: graph)
    return GradientFlow(
      gate: gate, operand: flow.operand, upstream: numbers.gradient(of: gate, in: graph),
      local: .elementwise(Tensor(shape: graph.shape(of: gate)) { _ in 0 }),
      downstream: Tensor(shape: collected.shape) { _ in 0 }, before: collected, after: collected)
  }

  /// Sends a primitive's gradient to one of its operands only.
  private func perform(_ flow: StepPlan.Flow, on numbers: inout Numbers) -> GradientFlow {
    let gate = plan.units[flow.unit].output
    let upstream = numbers.gradient(of: gate, in: graph)
    let before = numbers.gradient(of: flow.operand, in: graph)
    let local = graph.localGradient(of: gate, slot: flow.slot, at: numbers)
    func send(collected: Tensor, _ numbers: inout Numbers) -> Tensor {
      numbers.setGradient(of: flow.operand, to: collected, in: graph)
      numbers.sendGradient(of: gate, to: flow.slot, in: graph)
      return numbers.gradient(of: flow.operand, in: graph)
    }
    let downstream = send(collected: Tensor(shape: before.shape) { _ in 0 }, &numbers)
    let after = send(collected: before, &numbers)
    return GradientFlow(
      gate: gate, operand: flow.operand, upstream: upstream,
      local: local.map(LocalGradient.elementwise) ?? .linear, downstream: downstream,
      before: before, after: after)
  }

  /// Sends a closed compound gate's gradient to one of its operands only.
  ///
  /// The inside is run as a whole, as it is without stepping; then what reached the other operands
  /// is taken back until their turn comes.
  private func performThroughInside(
    _ flow: StepPlan.Flow, holding held: [HeldValue], on numbers: inout Numbers
  ) -> GradientFlow {
    let unit = plan.units[flow.unit]
    let operands = unit.compoundGate.map { graph.compoundGates[$0].operands } ?? []
    let inside = unit.nodes.dropLast().map { Node.ID($0) }
    let upstream = numbers.gradient(of: unit.output, in: graph)
    let before = numbers.gradient(of: flow.operand, in: graph)

    let operandsBefore = operands.map { numbers.gradient(of: $0, in: graph) }
    let insideBefore = inside.map { numbers.gradient(of: $0, in: graph) }
    func run(upstream: Tensor, collected: Tensor, _ numbers: inout Numbers) -> Tensor {
      numbers.setGradient(of: unit.output, to: upstream, in: graph)
      numbers.setGradient(of: flow.operand, to: collected, in: graph)
      for (node, tensor) in zip(inside, insideBefore) {
        numbers.setGradient(of: node, to: tensor, in: graph)
      }
      backward(backwardTape, unit.nodes, holding: held, in: &numbers)
      return numbers.gradient(of: flow.operand, in: graph)
    }
    let nothing = Tensor(shape: before.shape) { _ in 0 }
    let local = run(
      upstream: Tensor(shape: upstream.shape) { _ in 1 }, collected: nothing, &numbers)
    let isElementwise = graph.isElementwise(unit.nodes, in: flow.operand)
    let downstream = run(upstream: upstream, collected: nothing, &numbers)
    let after = run(upstream: upstream, collected: before, &numbers)

    for (operand, tensor) in zip(operands, operandsBefore) where operand != flow.operand {
      numbers.setGradient(of: operand, to: tensor, in: graph)
    }
    if flow.placeInUnit + 1 < flow.countOfUnit {
      for (node, tensor) in zip(inside, insideBefore) {
        numbers.setGradient(of: node, to: tensor, in: graph)
      }
    }
    return GradientFlow(
      gate: unit.output, operand: flow.operand, upstream: upstream,
      local: isElementwise ? .elementwise(local) : .linear, downstream: downstream,
      before: before, after: after)
  }
}

extension Numbers {
  /// All values, then all gradients.
  fileprivate var all: [Double] {
    Array(values(at: 0..<placeCount)) + gradients(at: 0..<placeCount)
  }

  /// Takes numbers that were `all`, or leaves everything as it is where there are none.
  fileprivate mutating func restore(_ all: [Double]) {
    guard !all.isEmpty else { return }
    setValues(at: 0..<placeCount, to: Array(all[..<placeCount]))
    for place in 0..<placeCount { self[gradient: place] = all[placeCount + place] }
  }
}

extension Graph {
  /// Whether every element of the last of these nodes depends on its own element of `operand` only.
  fileprivate func isElementwise(_ nodes: Range<Int>, in operand: Node.ID) -> Bool {
    let shape = shape(of: operand)
    return nodes.allSatisfy { index in
      let node = Node.ID(index)
      let isInShape = self.shape(of: node) == shape
      guard let primitive = primitive(of: node) else {
        return isInShape || self.shape(of: node).isScalar
      }
      return isInShape && primitive.elementwise != nil
    }
  }
}
