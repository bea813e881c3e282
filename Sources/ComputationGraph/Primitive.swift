/// An operation with a known derivative: the gates of the lecture that are not made of other gates.
///
/// Everything a primitive is stands in a few exhaustive tables, so that one without a derivative
/// does not compile: its output (`PrimitiveOutput.swift`), its local gradients
/// (`PrimitiveDerivative.swift`) and how both are written (`PrimitiveNotation.swift`).
public enum Primitive: UInt8, CaseIterable, Hashable, Sendable {
  case add, subtract, multiply, divide, power
  case negate, square, sqrt, exp, log, abs
  case sin, cos
  case maximum, minimum
  case sigmoid, tanh, relu, leakyReLU, elu, softplus, gelu, silu

  /// How many operands the primitive takes: 1 or 2.
  public var arity: Int {
    switch self {
    case .add, .subtract, .multiply, .divide, .power, .maximum, .minimum, .leakyReLU, .elu: 2
    case .negate, .square, .sqrt, .exp, .log, .abs, .sin, .cos, .sigmoid, .tanh, .relu, .softplus,
      .gelu, .silu:
      1
    }
  }

  /// The shape of the output for operands of these shapes.
  ///
  /// Elementwise primitives take operands of one shape; a scalar fits any other.
  /// Throws `GraphError.shapesDoNotFit` or `.wrongOperandCount`.
  public func outputShape(of operands: [Shape]) throws(GraphError) -> Shape {
    guard operands.count == arity else {
      throw .wrongOperandCount(self, expected: arity, given: operands.count)
    }
    guard
      let widest = operands.max(by: { $0.count < $1.count || $1.isScalar == false && $0.isScalar })
    else { throw .wrongOperandCount(self, expected: arity, given: 0) }
    guard operands.allSatisfy({ $0.isScalar || $0 == widest }) else {
      throw .shapesDoNotFit(self, operands)
    }
    return widest
  }
}

/// What a gate does to the gradient that flows back through it (lecture 4, "patterns in gradient
/// flow").
public enum GatePattern: Hashable, Sendable {
  /// Addition hands its upstream gradient to every operand.
  case distributor
  /// Multiplication gives each operand the upstream gradient times the other operand.
  case swapper
  /// The maximum sends the upstream gradient to the operand that won.
  case router
}

extension Primitive {
  /// The pattern of the lecture this primitive shows, if any.
  public var pattern: GatePattern? {
    switch self {
    case .add: .distributor
    case .multiply: .swapper
    case .maximum, .minimum: .router
    case .subtract, .divide, .power, .negate, .square, .sqrt, .exp, .log, .abs, .sin, .cos,
      .sigmoid, .tanh, .relu, .leakyReLU, .elu, .softplus, .gelu, .silu:
      nil
    }
  }
}
