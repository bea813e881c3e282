extension Tape {
  /// Computes the values of `gates` (all, if not given) from operands that have been computed.
  public func forward(_ gates: Range<Int>? = nil, in numbers: inout Numbers) {
    // All places of the tape lie in its graph, so this check is the only one that runs need.
    precondition(numbers.placeCount == graph.placeCount, "the numbers of another graph")
    if let gates { forwardInGraphOrder(gates, in: &numbers) } else { forwardInRuns(&numbers) }
  }

  private func forwardInRuns(_ numbers: inout Numbers) {
    var values = numbers.buffer.mutableSpan
    let elements = elements.span
    var start = 0
    var firstTensorGate = 0
    for run in runs {
      guard let primitive = run.primitive else {
        let end = firstTensorGate + Int(run.length)
        for gate in tensorGates[firstTensorGate..<end] {
          values.work(toGradient: graph.placeCount, gate.forward)
        }
        firstTensorGate = end
        continue
      }
      let range = start..<start + Int(run.length)
      // With a constant primitive the table folds to one row and the loop makes no decisions. These
      // are the primitives that large graphs are made of; the others decide anew for each element.
      switch primitive {
      case .add: forward(.add, elements, range, &values)
      case .subtract: forward(.subtract, elements, range, &values)
      case .multiply: forward(.multiply, elements, range, &values)
      case .relu: forward(.relu, elements, range, &values)
      case .maximum: forward(.maximum, elements, range, &values)
      case .minimum: forward(.minimum, elements, range, &values)
      case .tanh: forward(.tanh, elements, range, &values)
      case .sigmoid: forward(.sigmoid, elements, range, &values)
      case .exp: forward(.exp, elements, range, &values)
      default: forward(primitive, elements, range, &values)
      }
      start = range.upperBound
    }
  }

  @inline(__always)
  private func forward(
    _ primitive: Elementwise, _ elements: Span<Element>, _ range: Range<Int>,
    _ values: inout MutableSpan<Double>
  ) {
    for index in range {
      let element = elements[unchecked: index]
      values[unchecked: Int(element.z)] = primitive.output(
        values[unchecked: Int(element.x)], values[unchecked: Int(element.y)])
    }
  }

  private func forwardInGraphOrder(_ gates: Range<Int>, in numbers: inout Numbers) {
    var values = numbers.buffer.mutableSpan
    for node in self.gates.nodes(at: gates) where self.gates.contains(node) {
      guard let gate = graph.gatePlaces(node) else {
        if let gate = graph.tensorGate(node) {
          values.work(toGradient: graph.placeCount, gate.forward)
        }
        continue
      }
      for element in 0..<gate.count {
        values[gate.z + element] = gate.primitive.output(
          values[gate.x + element * gate.xStep], values[gate.y + element * gate.yStep])
      }
    }
  }
}
