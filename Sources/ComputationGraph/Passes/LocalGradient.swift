extension Graph {
  /// ∂gate/∂operand for the operand in `slot` of an elementwise gate, in the gate's shape, at these
  /// values. `nil` for other primitives, each of whose outputs depends on many elements.
  public func localGradient(of gate: Node.ID, slot: Int, at numbers: Numbers) -> Tensor? {
    guard let primitive = primitive(of: gate)?.elementwise else { return nil }
    let shape = shape(of: gate)
    let operands = operands(of: gate)
    let broadcast = Broadcast(of: operands.map { self.shape(of: $0) }, to: shape)
    let x = places(of: operands[0]).lowerBound
    let y = operands.count > 1 ? places(of: operands[1]).lowerBound : 0
    let z = places(of: gate).lowerBound
    var elements: [Double] = []
    elements.reserveCapacity(shape.count)
    for run in broadcast.runs {
      for i in 0..<broadcast.inner.count {
        let local = primitive.localGradients(
          numbers[value: x + run.x + i * broadcast.inner.x],
          numbers[value: y + run.y + i * broadcast.inner.y],
          output: numbers[value: z + run.z + i])
        elements.append(slot == 0 ? local.0 : local.1)
      }
    }
    return Tensor(shape: shape) { elements[$0] }
  }

  /// Whether a node is a gate whose local gradient is 0 by definition, `stop_gradient`.
  public func stopsGradient(_ node: Node.ID) -> Bool {
    primitive(of: node)?.elementwise == .stopGradient
  }

  /// For every node, whether a gradient flows to it from `output`; `output` itself included.
  /// Literals receive none, nor do nodes that the output is computed from through labels only.
  ///
  /// Behind a gate that stops gradients there flow zeros; without `throughStops` they do not count.
  public func gradientReceivers(from output: Node.ID, throughStops: Bool = true) -> [Bool] {
    var receives = Array(repeating: false, count: count)
    receives[Int(output.index)] = true
    for node in ids.reversed() where receives[Int(node.index)] {
      guard let primitive = primitive(of: node), throughStops || !stopsGradient(node) else {
        continue
      }
      for (slot, operand) in operands(of: node).enumerated()
      where primitive.sendsGradient(to: slot) && role(of: operand) != .constant {
        receives[Int(operand.index)] = true
      }
    }
    return receives
  }
}

extension Numbers {
  /// Adds to the operand in one slot of `gate` what the gate's gradient gives for this slot.
  ///
  /// Done for each slot of a gate in ascending order, it is what `Tape.backward` does at this gate,
  /// to the last bit. Literals get a gradient here too.
  public mutating func sendGradient(of gate: Node.ID, to slot: Int, in graph: Graph) {
    precondition(placeCount == graph.placeCount, "the numbers of another graph")
    let toGradient = placeCount
    var buffer = buffer.mutableSpan
    if let gate = graph.gatePlaces(Int(gate.index)) {
      for element in 0..<gate.count {
        buffer.send(
          gate.primitive, gate.x + element * gate.xStep, gate.y + element * gate.yStep,
          gate.z + element, toGradient: toGradient, slot: slot)
      }
    } else if let gate = graph.tensorGate(Int(gate.index)) {
      buffer.work(toGradient: toGradient) { gate.sendGradient(to: slot, $0) }
    }
  }
}
