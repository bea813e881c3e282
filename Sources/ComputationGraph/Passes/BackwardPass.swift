extension Tape {
  /// Sends the gradients of `gates` (all, if not given) to their operands, last gate first.
  ///
  /// Each gate multiplies its upstream gradient with its local gradients and *adds* the products
  /// to the gradients of its operands. The caller zeroes the gradients and seeds the output.
  public func backward(_ gates: Range<Int>? = nil, in numbers: inout Numbers) {
    // All places of the tape lie in its graph, so this check is the only one that runs need.
    precondition(numbers.placeCount == graph.placeCount, "the numbers of another graph")
    if let gates { backwardInGraphOrder(gates, in: &numbers) } else { backwardInRuns(&numbers) }
  }

  private func backwardInRuns(_ numbers: inout Numbers) {
    let toGradient = numbers.placeCount
    var buffer = numbers.buffer.mutableSpan
    let elements = elements.span
    var end = elements.count
    var endOfTensorGates = tensorGates.count
    for run in runs.reversed() {
      guard let primitive = run.primitive else {
        let first = endOfTensorGates - Int(run.length)
        for gate in tensorGates[first..<endOfTensorGates].reversed() {
          buffer.work(toGradient: toGradient, gate.backward)
        }
        endOfTensorGates = first
        continue
      }
      let range = end - Int(run.length)..<end
      // Constants for the same reason as in the forward pass.
      switch primitive {
      case .add: backward(.add, elements, range, &buffer, toGradient)
      case .subtract: backward(.subtract, elements, range, &buffer, toGradient)
      case .multiply: backward(.multiply, elements, range, &buffer, toGradient)
      case .relu: backward(.relu, elements, range, &buffer, toGradient)
      case .maximum: backward(.maximum, elements, range, &buffer, toGradient)
      case .minimum: backward(.minimum, elements, range, &buffer, toGradient)
      case .tanh: backward(.tanh, elements, range, &buffer, toGradient)
      case .sigmoid: backward(.sigmoid, elements, range, &buffer, toGradient)
      case .exp: backward(.exp, elements, range, &buffer, toGradient)
      default: backward(primitive, elements, range, &buffer, toGradient)
      }
      end = range.lowerBound
    }
  }

  @inline(__always)
  private func backward(
    _ primitive: Elementwise, _ elements: Span<Element>, _ range: Range<Int>,
    _ buffer: inout MutableSpan<Double>, _ toGradient: Int
  ) {
    var index = range.upperBound
    while index > range.lowerBound {
      index &-= 1
      let element = elements[unchecked: index]
      buffer.send(primitive, Int(element.x), Int(element.y), Int(element.z), toGradient: toGradient)
    }
  }

  private func backwardInGraphOrder(_ gates: Range<Int>, in numbers: inout Numbers) {
    let toGradient = numbers.placeCount
    var buffer = numbers.buffer.mutableSpan
    for node in self.gates.nodes(at: gates).reversed() where self.gates.contains(node) {
      guard let gate = graph.gatePlaces(node) else {
        if let gate = graph.tensorGate(node) { buffer.work(toGradient: toGradient, gate.backward) }
        continue
      }
      for element in 0..<gate.count {
        buffer.send(
          gate.primitive, gate.x + element * gate.xStep, gate.y + element * gate.yStep,
          gate.z + element, toGradient: toGradient)
      }
    }
  }
}
