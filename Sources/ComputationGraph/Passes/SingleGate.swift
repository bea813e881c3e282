/// A primitive by itself: its output for some operands, and the gradients that it sends back.
package struct SingleGate {
  private let graph: Graph
  private let gate: Node.ID
  private let operands: [Node.ID]
  private let numbers: Numbers

  /// `nil` where the operands do not fit.
  package init?(_ primitive: Primitive, _ tensors: [Tensor]) {
    var graph = Graph()
    do throws(GraphError) {
      var operands: [Node.ID] = []
      for tensor in tensors {
        operands.append(try graph.appendLeaf(tensor.elements, shape: tensor.shape, role: .leaf))
      }
      gate = try graph.append(primitive, operands)
      self.operands = operands
    } catch {
      return nil
    }
    var numbers = Numbers(initialValuesOf: graph)
    Tape(of: graph).forward(in: &numbers)
    self.graph = graph
    self.numbers = numbers
  }

  /// The output of the gate.
  package var output: Tensor { numbers.value(of: gate, in: graph) }

  /// The gradient that the gate sends to the operand in `slot` for an upstream gradient in its own
  /// shape.
  package func downstream(_ slot: Int, from upstream: Tensor) -> Tensor {
    var numbers = numbers
    numbers.setGradient(of: gate, to: upstream, in: graph)
    numbers.sendGradient(of: gate, to: slot, in: graph)
    return numbers.gradient(of: operands[slot], in: graph)
  }

  /// ∂output/∂operand for the operand in `slot` of an elementwise primitive, in the output's shape;
  /// `nil` for others.
  package func localGradient(_ slot: Int) -> Tensor? {
    graph.localGradient(of: gate, slot: slot, at: numbers)
  }
}
