import ComputationGraph

/// A unit of a plan by itself: what it computes from some operands, and what it sends back to one of
/// them.
struct UnitAlone: Sendable {
  let unit: StepPlan.Unit
  private let graph: Graph

  init(_ unit: StepPlan.Unit, of graph: Graph) {
    self.unit = unit
    self.graph = graph
  }

  /// The primitive; `nil` for a closed compound gate.
  var primitive: Primitive? {
    unit.compoundGate == nil ? graph.primitive(of: unit.output) : nil
  }

  /// The function's name; `nil` for a primitive.
  var function: String? { unit.compoundGate.map { graph.compoundGates[$0].name } }

  /// The gates that it consists of, in the order in which they compute.
  var gates: [Node.ID] { unit.nodes.map { Node.ID($0) }.filter { graph.role(of: $0) == .gate } }

  /// The primitive of one of its gates.
  func primitive(of gate: Node.ID) -> Primitive? { graph.primitive(of: gate) }

  /// What it computes; `nil` where the operands do not fit.
  func output(_ operands: [Tensor]) -> Tensor? {
    if let primitive { return SingleGate(primitive, operands)?.output }
    return values(operands)?[unit.output]
  }

  /// What it sends to the operand in `slot` for an upstream gradient in its own shape.
  func downstream(_ slot: Int, from upstream: Tensor, _ operands: [Tensor]) -> Tensor? {
    if let primitive { return SingleGate(primitive, operands)?.downstream(slot, from: upstream) }
    return downstream(slot, from: upstream, operands) { gate, slot, upstream in
      gate.gate.downstream(slot, from: upstream)
    }
  }

  /// One gate inside, with its operands.
  struct Inside {
    let node: Node.ID
    let primitive: Primitive
    let operands: [Tensor]
    let gate: SingleGate
  }

  /// What the inside of a compound gate sends to the operand in `slot` where `send` says what each of
  /// its gates sends; `nil` where that does not fit.
  func downstream(
    _ slot: Int, from upstream: Tensor, _ operands: [Tensor],
    _ send: (Inside, Int, Tensor) -> Tensor?
  ) -> Tensor? {
    guard let values = values(operands) else { return nil }
    let receiver = unit.operands(in: graph)[slot]
    var gradients = [unit.output: upstream]
    for node in gates.reversed() {
      guard let gradient = gradients[node], let primitive = graph.primitive(of: node) else {
        continue
      }
      let inputs = Array(graph.operands(of: node))
      let tensors = inputs.compactMap { values[$0] }
      guard tensors.count == inputs.count, let gate = SingleGate(primitive, tensors) else {
        return nil
      }
      let inside = Inside(node: node, primitive: primitive, operands: tensors, gate: gate)
      for (slot, input) in inputs.enumerated()
      where primitive.sendsGradient(to: slot)
        && (input == receiver || unit.nodes.contains(Int(input.index)))
      {
        guard let sent = send(inside, slot, gradient), sent.shape == graph.shape(of: input) else {
          return nil
        }
        gradients[input] = gradients[input].map { $0.with(sent, +) } ?? sent
      }
    }
    return gradients[receiver] ?? operands[slot].map { _ in 0 }
  }

  /// The values of the operands and of everything inside.
  private func values(_ operands: [Tensor]) -> [Node.ID: Tensor]? {
    var values: [Node.ID: Tensor] = [:]
    for (node, tensor) in zip(unit.operands(in: graph), operands) { values[node] = tensor }
    for index in unit.nodes {
      let node = Node.ID(index)
      guard let primitive = graph.primitive(of: node) else {
        let shape = graph.shape(of: node)
        values[node] = try? Tensor(Array(graph.initialValue(of: node)), shape: shape)
        continue
      }
      let inputs = graph.operands(of: node).compactMap { values[$0] }
      guard let output = SingleGate(primitive, inputs)?.output else { return nil }
      values[node] = output
    }
    return values
  }
}

extension Tensor {
  /// The gradient for an operand of `shape` that a gate hands on as it is; `nil` where it does not
  /// fit.
  func handedOn(to shape: Shape) -> Tensor? {
    if self.shape == shape { return self }
    return scalar.map { number in Tensor(shape: shape) { _ in number } }
  }
}
