import ComputationGraph

// One use of the chain rule: a gate sends its gradient to one of its operands.
extension Execution {
  /// Sends a gradient by the rules, and tells what flowed.
  func send(
    _ flow: StepPlan.Flow, holding held: [HeldValue], on numbers: inout Numbers
  ) -> GradientFlow {
    let unit = plan.units[flow.unit]
    if held.contains(where: { $0.node == unit.output }) { return cut(flow, numbers) }
    return unit.compoundGate == nil
      ? sendThroughPrimitive(flow, on: &numbers)
      : sendThroughInside(flow, holding: held, on: &numbers)
  }

  /// The flow from a held gate, which no longer depends on its operands: zero.
  private func cut(_ flow: StepPlan.Flow, _ numbers: Numbers) -> GradientFlow {
    let gate = plan.units[flow.unit].output
    let collected = numbers.gradient(of: flow.operand, in: graph)
    return GradientFlow(
      gate: gate, operand: flow.operand, upstream: numbers.gradient(of: gate, in: graph),
      local: .elementwise(Tensor(shape: graph.shape(of: gate)) { _ in 0 }),
      downstream: Tensor(shape: collected.shape) { _ in 0 }, before: collected, after: collected)
  }

  /// Sends a primitive's gradient to one of its operands only.
  private func sendThroughPrimitive(
    _ flow: StepPlan.Flow, on numbers: inout Numbers
  ) -> GradientFlow {
    let gate = plan.units[flow.unit].output
    let upstream = numbers.gradient(of: gate, in: graph)
    let before = numbers.gradient(of: flow.operand, in: graph)
    let local = graph.localGradient(of: gate, slot: flow.slot, at: numbers)
    let product =
      rules.forgetsTranspose(of: gate, slot: flow.slot, in: graph)
      ? productWithoutTranspose(flow, from: upstream, numbers) : nil
    func send(collected: Tensor, _ numbers: inout Numbers) -> Tensor {
      guard let product else {
        numbers.setGradient(of: flow.operand, to: collected, in: graph)
        numbers.sendGradient(of: gate, to: flow.slot, in: graph)
        return numbers.gradient(of: flow.operand, in: graph)
      }
      let sum = collected.with(product, +)
      numbers.setGradient(of: flow.operand, to: sum, in: graph)
      return sum
    }
    let nothing = Tensor(shape: before.shape) { _ in 0 }
    let downstream = send(collected: nothing, &numbers)
    let after = send(collected: rules.replaces(at: flow.operand) ? nothing : before, &numbers)
    return GradientFlow(
      gate: gate, operand: flow.operand, upstream: upstream,
      local: local.map(LocalGradient.elementwise) ?? .linear, downstream: downstream,
      before: before, after: after)
  }

  /// Sends a closed compound gate's gradient to one of its operands only.
  ///
  /// The inside is run as a whole, as it is without stepping; then what reached the other operands
  /// is taken back until their turn comes.
  private func sendThroughInside(
    _ flow: StepPlan.Flow, holding held: [HeldValue], on numbers: inout Numbers
  ) -> GradientFlow {
    let unit = plan.units[flow.unit]
    let others = unit.operands(in: graph).filter { $0 != flow.operand }
    let inside = unit.nodes.dropLast().map { Node.ID($0) }
    let upstream = numbers.gradient(of: unit.output, in: graph)
    let before = numbers.gradient(of: flow.operand, in: graph)

    let othersBefore = others.map { numbers.gradient(of: $0, in: graph) }
    let insideBefore = inside.map { numbers.gradient(of: $0, in: graph) }
    func run(upstream: Tensor, collected: Tensor, _ numbers: inout Numbers) -> Tensor {
      numbers.setGradient(of: unit.output, to: upstream, in: graph)
      numbers.setGradient(of: flow.operand, to: collected, in: graph)
      numbers.setGradients(of: inside, to: insideBefore, in: graph)
      backward(backwardTape, unit.nodes, holding: held, in: &numbers)
      return numbers.gradient(of: flow.operand, in: graph)
    }
    let nothing = Tensor(shape: before.shape) { _ in 0 }
    let local = run(
      upstream: Tensor(shape: upstream.shape) { _ in 1 }, collected: nothing, &numbers)
    let isElementwise =
      upstream.shape == before.shape
      && (upstream.shape.isScalar || graph.isElementwise(unit.nodes, in: flow.operand))
    let gradient: LocalGradient = upstream.shape.isScalar ? .ofNumber(local) : .linear
    let downstream = run(upstream: upstream, collected: nothing, &numbers)
    let after = run(
      upstream: upstream, collected: rules.replaces(at: flow.operand) ? nothing : before, &numbers)

    numbers.setGradients(of: others, to: othersBefore, in: graph)
    if flow.placeInUnit + 1 < flow.countOfUnit {
      numbers.setGradients(of: inside, to: insideBefore, in: graph)
    }
    return GradientFlow(
      gate: unit.output, operand: flow.operand, upstream: upstream,
      local: isElementwise ? .elementwise(local) : gradient, downstream: downstream,
      before: before, after: after)
  }

  /// ∂L/∂Z·Y in place of ∂L/∂Z·Yᵀ, or X·∂L/∂Z in place of Xᵀ·∂L/∂Z, where the factor is n×n.
  private func productWithoutTranspose(
    _ flow: StepPlan.Flow, from upstream: Tensor, _ numbers: Numbers
  ) -> Tensor {
    let factor = graph.operands(of: plan.units[flow.unit].output)[1 - flow.slot]
    let square = numbers.value(of: factor, in: graph)
    let n = square.shape.extents[0]
    let width = flow.slot == 0 ? n : upstream.elements.count / n
    return Tensor(shape: graph.shape(of: flow.operand)) { place in
      let (row, column) = (place / width, place % width)
      return (0..<n).reduce(0) { sum, k in
        flow.slot == 0
          ? sum + upstream.elements[row * n + k] * square.elements[k * n + column]
          : sum + square.elements[row * n + k] * upstream.elements[k * width + column]
      }
    }
  }
}

extension Numbers {
  fileprivate mutating func setGradients(
    of nodes: [Node.ID], to tensors: [Tensor], in graph: Graph
  ) {
    for (node, tensor) in zip(nodes, tensors) { setGradient(of: node, to: tensor, in: graph) }
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
