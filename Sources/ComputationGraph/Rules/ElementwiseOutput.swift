extension Elementwise {
  /// The forward table: z for operands x and y. Unary primitives ignore y.
  @inline(__always)
  public func output(_ x: Double, _ y: Double) -> Double {
    switch self {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .power: raised(x, to: y)
    case .negate: -x
    case .square: x * x
    case .sqrt: x.squareRoot()
    case .exp: exponential(x)
    case .log: naturalLogarithm(x)
    case .abs: Swift.abs(x)
    case .sin: sine(x)
    case .cos: cosine(x)
    case .maximum: x > y || x.isNaN ? x : y
    case .minimum: x < y || x.isNaN ? x : y
    case .sigmoid: logistic(x)
    case .tanh: hyperbolicTangent(x)
    case .relu: x > 0 || x.isNaN ? x : 0
    case .leakyReLU: x > 0 ? x : y * x
    case .elu: x > 0 ? x : y * (exponential(x) - 1)
    case .softplus: logOnePlusExp(x)
    case .gelu: x * normalCumulative(x)
    case .silu: x * logistic(x)
    }
  }
}
