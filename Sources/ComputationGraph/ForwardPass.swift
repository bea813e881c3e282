extension Tape {
  /// Computes the values of `gates` (all, if not given) in order, from operands already there.
  public func forward(_ gates: Range<Int>? = nil, in numbers: inout Numbers) {
    let gates = gates ?? 0..<count
    let primitives = primitives.span
    let first = firstOperands.span
    let second = secondOperands.span
    let outputs = outputs.span
    var values = numbers.buffer.mutableSpan
    if elementCounts.isEmpty {
      for gate in gates {
        values[Int(outputs[gate])] = primitives[gate].output(
          values[Int(first[gate])], values[Int(second[gate])])
      }
    } else {
      let elementCounts = elementCounts.span
      for gate in gates {
        let elements = elementCounts[gate]
        let xStride = elements.first == 1 ? 0 : 1
        let yStride = elements.second == 1 ? 0 : 1
        for element in 0..<Int(elements.output) {
          values[Int(outputs[gate]) + element] = primitives[gate].output(
            values[Int(first[gate]) + element * xStride],
            values[Int(second[gate]) + element * yStride])
        }
      }
    }
  }
}
