/// The primitives that work on one element of each operand: the gates of the scalar lecture.
///
/// A few exhaustive tables say everything about them, so that a primitive without a derivative does
/// not compile: their outputs and local gradients (`ElementwiseTable.swift`) and their symbols
/// (`ElementwiseNotation.swift`).
public enum Elementwise: UInt8, CaseIterable, Hashable, Sendable {
  case add, subtract, multiply, divide, power
  case negate, square, sqrt, exp, log, abs
  case sin, cos
  case maximum, minimum
  case sigmoid, tanh, relu, leakyReLU, elu, softplus, gelu, silu
  /// Its operand, which counts as a number on the way back: no gradient goes through it.
  case stopGradient

  /// The number of operands: 1 or 2.
  public var arity: Int {
    switch self {
    case .add, .subtract, .multiply, .divide, .power, .maximum, .minimum, .leakyReLU, .elu: 2
    case .negate, .square, .sqrt, .exp, .log, .abs, .sin, .cos, .sigmoid, .tanh, .relu, .softplus,
      .gelu, .silu, .stopGradient:
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
  /// The lecture's pattern that this primitive shows, if any.
  public var pattern: GatePattern? {
    switch self {
    case .add: .distributor
    case .multiply: .swapper
    case .maximum, .minimum: .router
    case .subtract, .divide, .power, .negate, .square, .sqrt, .exp, .log, .abs, .sin, .cos,
      .sigmoid, .tanh, .relu, .leakyReLU, .elu, .softplus, .gelu, .silu, .stopGradient:
      nil
    }
  }
}
