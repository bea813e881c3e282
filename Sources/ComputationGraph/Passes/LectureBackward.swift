extension Numbers {
  /// The backward pass as the lecture says it: from the loss back through all gates that it is
  /// computed from, to each operand downstream = upstream × local, *added* to what has already
  /// arrived there.
  ///
  /// `Tape.backward` does the same faster, and gives the same gradients to the last bit.
  package mutating func backpropagate(from loss: Node.ID, in graph: Graph) {
    func place(_ node: Node.ID) -> Int { graph.places(of: node).lowerBound }
    let isNeeded = graph.ancestors(of: loss)
    zeroGradients()
    for place in graph.places(of: loss) { self[gradient: place] = 1 }
    for gate in graph.ids.reversed() where isNeeded[Int(gate.index)] {
      let operands = graph.operands(of: gate)
      for (slot, operand) in operands.enumerated() where graph.role(of: operand) != .constant {
        if let primitive = graph.primitive(of: gate)?.elementwise, graph.shape(of: gate).isScalar {
          let (x, y) = (place(operands[0]), operands.count > 1 ? place(operands[1]) : 0)
          let upstream = self[gradient: place(gate)]
          let locals = primitive.localGradients(
            self[value: x], self[value: y], output: self[value: place(gate)])
          self[gradient: place(operand)] += upstream * (slot == 0 ? locals.0 : locals.1)
        } else {
          // For vectors and matrices a rule adds many such products; see GradientRule.swift.
          sendGradient(of: gate, to: slot, in: graph)
        }
      }
    }
  }
}
