import ComputationGraph

// The bug lab: actions as they go wrong. Everything else is carried out as it should be.
extension Execution {
  /// Runs the actions of an iteration that come before `action`, all of them if there is none, one
  /// by one.
  func walk(
    before action: Action?, of iteration: Int, learningRate: Double,
    on running: inout RunningNumbers
  ) {
    for earlier in plan.actions.prefix(while: { $0 != action }) {
      _ = perform(earlier, of: iteration, learningRate, on: &running)
    }
  }

  /// Performs an action as a program with a mistake does, and tells what happened.
  func perform(
    _ action: Action, with bug: Bug, of iteration: Int, _ learningRate: Double,
    on running: inout RunningNumbers
  ) -> Outcome {
    let outcome: Outcome
    switch (bug.kind, action) {
    case (.noZeroing, .zero):
      // Gates get new gradients in each iteration, as in PyTorch; those of leaves are kept.
      for node in graph.ids where graph.role(of: node) == .gate {
        for place in graph.places(of: node) { running.numbers[gradient: place] = 0 }
      }
      return .zeroed
    case (.overwrite, .flow(let index)) where bug.isAt(plan.flows[index].operand):
      outcome = performRightly(action, of: iteration, learningRate, on: &running)
      guard case .flowed(let flow) = outcome else { return outcome }
      return arrive(flow, with: flow.downstream, after: flow.downstream, &running.numbers)
    case (.missingTranspose, .flow(let index)) where bug.isAt(gate(of: index)):
      outcome = performRightly(action, of: iteration, learningRate, on: &running)
      let slot = plan.flows[index].slot
      guard case .flowed(let flow) = outcome, graph.canForgetTranspose(of: flow.gate, slot: slot)
      else { return outcome }
      let downstream = productWithoutTranspose(flow, slot: slot, running.numbers)
      let after = Tensor(shape: downstream.shape) {
        flow.before.elements[$0] + downstream.elements[$0]
      }
      return arrive(flow, with: downstream, after: after, &running.numbers)
    case (.wrongSign, .update(let index)):
      return update(index, of: iteration, learningRate, on: &running) {
        move(index, -learningRate, in: iteration, &$0)
      }
    case (.earlyUpdate, .flow(let flow)):
      outcome = performRightly(action, of: iteration, learningRate, on: &running)
      for (index, parameter) in plan.parameters.enumerated()
      where plan.arrivals[Int(parameter.index)].last == Int32(flow) {
        move(index, learningRate, in: iteration, &running)
      }
      return outcome
    case (.earlyUpdate, .update(let index))
    where !plan.arrivals[Int(plan.parameters[index].index)].isEmpty:
      // It has moved already.
      return update(index, of: iteration, learningRate, on: &running) { _ in }
    case (.staleValue, .forward(let unit)) where bug.isAt(plan.units[unit].output) && iteration > 0:
      let node = plan.units[unit].output
      return .computed(node, value: running.numbers.value(of: node, in: graph))
    default:
      // What is wrong with an order is in the plan.
      return performRightly(action, of: iteration, learningRate, on: &running)
    }
  }

  private func gate(of flow: Int) -> Node.ID { plan.units[plan.flows[flow].unit].output }

  /// The same flow with other numbers.
  private func arrive(
    _ flow: GradientFlow, with downstream: Tensor, after: Tensor, _ numbers: inout Numbers
  ) -> Outcome {
    numbers.setGradient(of: flow.operand, to: after, in: graph)
    return .flowed(
      GradientFlow(
        gate: flow.gate, operand: flow.operand, upstream: flow.upstream, local: flow.local,
        downstream: downstream, before: flow.before, after: after))
  }

  /// ∂L/∂Z·Y in place of ∂L/∂Z·Yᵀ, or X·∂L/∂Z in place of Xᵀ·∂L/∂Z, where the factor is n×n.
  private func productWithoutTranspose(
    _ flow: GradientFlow, slot: Int, _ numbers: Numbers
  ) -> Tensor {
    let square = numbers.value(of: graph.operands(of: flow.gate)[1 - slot], in: graph)
    let n = square.shape.extents[0]
    let upstream = flow.upstream.elements
    let width = slot == 0 ? n : upstream.count / n
    return Tensor(shape: flow.downstream.shape) { place in
      let (row, column) = (place / width, place % width)
      return (0..<n).reduce(0) { sum, k in
        slot == 0
          ? sum + upstream[row * n + k] * square.elements[k * n + column]
          : sum + square.elements[row * n + k] * upstream[k * width + column]
      }
    }
  }
}

extension Bug {
  fileprivate func isAt(_ node: Node.ID) -> Bool { self.node == nil || self.node == node }
}

extension StepPlan {
  /// All actions of an iteration, in order.
  fileprivate var actions: [Action] {
    units.indices.map { .forward(unit: $0) } + [.zero, .seed] + flows.indices.map { .flow($0) }
      + parameters.indices.map { .update($0) }
  }
}
