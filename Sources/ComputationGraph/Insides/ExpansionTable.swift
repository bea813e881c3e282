extension Primitive {
  /// Whether the primitive, applied to operands of these shapes, has an inside to show.
  ///
  /// What is taken apart into scalar gates must be small: an elementwise primitive may have at most
  /// `limit` elements, a matrix product at most `limit` products, and a sum at most `limit`
  /// summands. A formula has few gates, however large its tensors are.
  public func canOpen(operands: [Shape], limit: Int = 64) -> Bool {
    guard let output = try? outputShape(of: operands), operands.allSatisfy({ $0.count > 0 }) else {
      return false
    }
    func isSmall(_ count: Int) -> Bool { count >= 2 && count <= limit }
    switch self {
    case .elementwise(.sigmoid), .elementwise(.tanh), .elementwise(.softplus), .elementwise(.silu),
      .reduce(.mean, _, _), .softmax, .logSoftmax, .norm, .hinge, .crossEntropy:
      return true
    case .elementwise:
      return isSmall(output.count)
    case .matrixProduct:
      let columns = operands[1].extents.dropFirst().first ?? 1
      let (count, overflow) = operands[0].count.multipliedReportingOverflow(by: columns)
      return !overflow && isSmall(count)
    case .reduce(.sum, _, _):
      return operands[0].count != output.count && isSmall(operands[0].count)
    // A chain of max gates would share the gradient of equal operands differently, and the others
    // move numbers and compute none.
    case .reduce(.maximum, _, _), .reduce(.minimum, _, _), .transpose, .reshape, .concatenate,
      .oneHot,
      .select:
      return false
    }
  }

  /// The name of the compound gate around the inside.
  var nameOfInside: String {
    switch self {
    case .elementwise(let elementwise): elementwise.symbol
    case .matrixProduct: "matmul"
    default: name
    }
  }
}

extension Expansion {
  /// Appends the inside of a primitive that can be opened, and returns the node that is its result:
  /// the formula that defines it, whose gates work on whole tensors as the primitive does, or one
  /// scalar gate for each number.
  mutating func append(
    insideOf primitive: Primitive, _ operands: [Node.ID]
  ) throws(GraphError) -> Node.ID {
    entries = [:]
    let x = operands[0]
    switch primitive {
    case .elementwise(.sigmoid): return try sigmoid(x)
    case .elementwise(.tanh): return try tanh(x)
    case .elementwise(.softplus): return try softplus(x)
    case .elementwise(.silu): return try append(.multiply, x, append(.sigmoid, x))
    case .elementwise(let elementwise): return try append(elementsOf: elementwise, operands)
    case .matrixProduct: return try append(productsOf: x, operands[1])
    case .reduce(.sum, let axis, let keeps):
      return try append(summandsOf: x, axis: axis, keeps: keeps)
    case .reduce(.mean, let axis, let keeps): return try mean(x, axis, keeps)
    case .norm: return try norm(x)
    case .softmax: return try softmax(x)
    case .logSoftmax: return try append(.log, softmax(x))
    case .crossEntropy: return try crossEntropy(x, labels: operands[1])
    case .hinge: return try hinge(x, labels: operands[1], margin: operands[2])
    case .reduce(.maximum, _, _), .reduce(.minimum, _, _), .transpose, .reshape, .concatenate,
      .oneHot,
      .select:
      return try append(primitive, operands)
    }
  }
}
