/// The primitives that work on one element of each operand: the gates of the scalar lecture.
///
/// Everything one of them is stands in a few exhaustive tables, so that one without a derivative
/// does not compile: its output (`ElementwiseOutput.swift`), its local gradients
/// (`ElementwiseDerivative.swift`) and how both are written (`ElementwiseNotation.swift`).
public enum Elementwise: UInt8, CaseIterable, Hashable, Sendable {
  case add, subtract, multiply, divide, power
  case negate, square, sqrt, exp, log, abs
  case sin, cos
  case maximum, minimum
  case sigmoid, tanh, relu, leakyReLU, elu, softplus, gelu, silu

  /// How many operands it takes: 1 or 2.
  public var arity: Int {
    switch self {
    case .add, .subtract, .multiply, .divide, .power, .maximum, .minimum, .leakyReLU, .elu: 2
    case .negate, .square, .sqrt, .exp, .log, .abs, .sin, .cos, .sigmoid, .tanh, .relu, .softplus,
      .gelu, .silu:
      1
    }
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

extension Elementwise {
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
