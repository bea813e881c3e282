extension Tape {
  /// Sends the gradients of `gates` (all, if not given) to their operands, last gate first.
  ///
  /// Each gate multiplies its upstream gradient with its local gradients and *adds* the products
  /// to the gradients of its operands. The caller zeroes the gradients and seeds the output.
  public func backward(_ gates: Range<Int>? = nil, in numbers: inout Numbers) {
    let gates = gates ?? 0..<count
    let toGradient = numbers.placeCount
    let primitives = primitives.span
    let first = firstOperands.span
    let second = secondOperands.span
    let outputs = outputs.span
    var buffer = numbers.buffer.mutableSpan
    if elementCounts.isEmpty {
      for gate in gates.reversed() {
        let (x, y, z) = (Int(first[gate]), Int(second[gate]), Int(outputs[gate]))
        let upstream = buffer[z + toGradient]
        let local = primitives[gate].localGradients(buffer[x], buffer[y], output: buffer[z])
        buffer[x + toGradient] += upstream * local.0
        buffer[y + toGradient] += upstream * local.1
      }
    } else {
      let elementCounts = elementCounts.span
      for gate in gates.reversed() {
        let elements = elementCounts[gate]
        let xStride = elements.first == 1 ? 0 : 1
        let yStride = elements.second == 1 ? 0 : 1
        for element in 0..<Int(elements.output) {
          let x = Int(first[gate]) + element * xStride
          let y = Int(second[gate]) + element * yStride
          let z = Int(outputs[gate]) + element
          let upstream = buffer[z + toGradient]
          let local = primitives[gate].localGradients(buffer[x], buffer[y], output: buffer[z])
          buffer[x + toGradient] += upstream * local.0
          buffer[y + toGradient] += upstream * local.1
        }
      }
    }
  }
}
