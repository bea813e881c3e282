/// What an opened primitive is made of.
enum Inside: Hashable, Sendable {
  /// The formula that defines it, whose gates work on whole tensors as the primitive does.
  case definition(Definition)
  /// One scalar gate for each element of the result.
  case elements(Elementwise)
  /// The scalar products and sums of a matrix product.
  case products
  /// The scalar sums over all elements, or along an axis.
  case summands(axis: Int?)

  /// The primitives that are usually written with others.
  enum Definition: Hashable, Sendable {
    case sigmoid, tanh, softplus, silu
    case mean(axis: Int?)
    case norm, softmax, logSoftmax, crossEntropy, hinge
  }

  /// The name of the compound gate around it.
  var name: String {
    switch self {
    case .definition(.sigmoid): Elementwise.sigmoid.symbol
    case .definition(.tanh): Elementwise.tanh.symbol
    case .definition(.softplus): Elementwise.softplus.symbol
    case .definition(.silu): Elementwise.silu.symbol
    case .definition(.mean): "mean"
    case .definition(.norm): "norm"
    case .definition(.softmax): "softmax"
    case .definition(.logSoftmax): "log_softmax"
    case .definition(.crossEntropy): "cross_entropy"
    case .definition(.hinge): "hinge"
    case .elements(let elementwise): elementwise.symbol
    case .products: "matmul"
    case .summands: "sum"
    }
  }
}

extension Primitive {
  /// Whether the primitive, applied to operands of these shapes, has an inside to show.
  ///
  /// What is taken apart into scalar gates must be small: of an elementwise primitive at most `limit`
  /// elements come out, of a matrix product at most `limit` products are summed, and a sum has at
  /// most `limit` summands. A definition has few gates for tensors of any size.
  public func canOpen(operands: [Shape], limit: Int = 64) -> Bool {
    inside(operands: operands, limit: limit) != nil
  }

  /// The inside to show; `nil` where there is none, or where it would be too large.
  func inside(operands: [Shape], limit: Int) -> Inside? {
    guard let output = try? outputShape(of: operands), operands.allSatisfy({ $0.count > 0 }) else {
      return nil
    }
    func ifSmall(_ inside: Inside, count: Int) -> Inside? {
      count >= 2 && count <= limit ? inside : nil
    }
    switch self {
    case .elementwise(.sigmoid): return .definition(.sigmoid)
    case .elementwise(.tanh): return .definition(.tanh)
    case .elementwise(.softplus): return .definition(.softplus)
    case .elementwise(.silu): return .definition(.silu)
    case .elementwise(let elementwise):
      return ifSmall(.elements(elementwise), count: output.count)
    case .matrixProduct:
      let columns = operands[1].extents.dropFirst().first ?? 1
      let (count, overflow) = operands[0].count.multipliedReportingOverflow(by: columns)
      return overflow ? nil : ifSmall(.products, count: count)
    case .reduce(.sum, let axis):
      return operands[0].count == output.count
        ? nil : ifSmall(.summands(axis: axis), count: operands[0].count)
    case .reduce(.mean, let axis): return .definition(.mean(axis: axis))
    // A chain of max gates would share the gradient of equal operands differently.
    case .reduce(.maximum, _), .reduce(.minimum, _): return nil
    case .softmax: return .definition(.softmax)
    case .logSoftmax: return .definition(.logSoftmax)
    case .norm: return .definition(.norm)
    case .hinge: return .definition(.hinge)
    case .crossEntropy: return .definition(.crossEntropy)
    // These move numbers and compute none.
    case .transpose, .reshape, .concatenate, .oneHot, .select: return nil
    }
  }
}
