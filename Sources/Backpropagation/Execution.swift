import ComputationGraph

/// Carries out the steps of a plan on numbers.
///
/// It can run any beginning of an iteration at the speed of the tape, and it can perform a single
/// action and tell what happened. Both add the same numbers in the same order, so they agree to the
/// last bit.
struct Execution: Sendable {
  let graph: Graph
  let output: Node.ID
  let plan: StepPlan
  private let tape: Tape
  private let backwardTape: Tape
  private let trainingTape: Tape

  init(graph: Graph, output: Node.ID, plan: StepPlan) {
    self.graph = graph
    self.output = output
    self.plan = plan
    tape = Tape(of: graph)
    backwardTape = Tape(of: graph, feeding: output)
    trainingTape = backwardTape.towardsParameters()
  }

  /// The same tapes with other steps over them.
  init(_ other: Execution, plan: StepPlan) {
    graph = other.graph
    output = other.output
    self.plan = plan
    tape = other.tape
    backwardTape = other.backwardTape
    trainingTape = other.trainingTape
  }

  /// Runs a whole iteration. If nobody sees it, only parameters get their gradients.
  func runIteration(learningRate: Double, isSeen: Bool, on numbers: inout Numbers) {
    tape.forward(in: &numbers)
    numbers.zeroGradients()
    seed(&numbers)
    (isSeen ? backwardTape : trainingTape).backward(in: &numbers)
    for parameter in plan.parameters { move(parameter, learningRate, in: &numbers) }
  }

  /// Runs the actions of an iteration that come before `action`.
  func run(before action: Action, learningRate: Double, on numbers: inout Numbers) {
    guard case .forward(let unit) = action else {
      tape.forward(in: &numbers)
      if action == .zero { return }
      numbers.zeroGradients()
      if action == .seed { return }
      seed(&numbers)
      guard case .flow(let flow) = action else {
        backwardTape.backward(in: &numbers)
        guard case .update(let index) = action else { return }
        for parameter in plan.parameters[..<index] { move(parameter, learningRate, in: &numbers) }
        return
      }
      let first = flow - plan.flows[flow].placeInUnit
      let end = plan.units[plan.flows[flow].unit].nodes.upperBound
      backwardTape.backward(backwardTape.gates(in: end..<graph.count), in: &numbers)
      for earlier in first..<flow { _ = perform(.flow(earlier), learningRate, on: &numbers) }
      return
    }
    tape.forward(tape.gates(in: 0..<plan.units[unit].nodes.lowerBound), in: &numbers)
  }

  /// Performs one action, when all before it have been, and tells what happened.
  func perform(_ action: Action, _ learningRate: Double, on numbers: inout Numbers) -> Outcome {
    switch action {
    case .forward(let index):
      let unit = plan.units[index]
      tape.forward(tape.gates(in: unit.nodes), in: &numbers)
      return .computed(unit.output, value: numbers.value(of: unit.output, in: graph))
    case .zero:
      numbers.zeroGradients()
      return .zeroed
    case .seed:
      seed(&numbers)
      return .seeded(output)
    case .flow(let index):
      let flow = plan.flows[index]
      return .flowed(
        plan.units[flow.unit].compoundGate == nil
          ? perform(flow, on: &numbers) : performThroughInside(flow, on: &numbers))
    case .update(let index):
      let parameter = plan.parameters[index]
      let old = numbers.value(of: parameter, in: graph)
      move(parameter, learningRate, in: &numbers)
      return .updated(
        ParameterUpdate(
          parameter: parameter, old: old, gradient: numbers.gradient(of: parameter, in: graph),
          learningRate: learningRate, new: numbers.value(of: parameter, in: graph)))
    }
  }

  private func seed(_ numbers: inout Numbers) {
    for place in graph.places(of: output) { numbers[gradient: place] = 1 }
  }

  private func move(_ parameter: Node.ID, _ learningRate: Double, in numbers: inout Numbers) {
    numbers.descend(graph.places(of: parameter), learningRate: learningRate)
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
    _ flow: StepPlan.Flow, on numbers: inout Numbers
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
      backwardTape.backward(backwardTape.gates(in: unit.nodes), in: &numbers)
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
