// The mathematics of the elementwise primitives, once for every board: the passes read it with
// numbers, explanations with formulas.

extension Elementwise {
  /// The forward table: z for operands x and y. Unary primitives ignore y.
  @inline(__always)
  package func z<B: Board>(_ x: B, _ y: B) -> B {
    switch self {
    case .add: x + y
    case .subtract: x - y
    case .multiply: x * y
    case .divide: x / y
    case .power: x.raised(to: y)
    case .negate: -x
    case .square: x.squared
    case .sqrt: x.squareRoot()
    case .exp: x.exponential
    case .log: x.logarithm
    case .abs: x.magnitude
    case .sin: x.sine
    case .cos: x.cosine
    case .maximum: .larger(x, y)
    case .minimum: .smaller(x, y)
    case .sigmoid: x.logistic
    case .tanh: x.hyperbolicTangent
    case .relu: .named(self, x, y, .larger(x, 0))
    case .leakyReLU: .named(self, x, y, .choice(x, greaterThan: 0, x, else: y * x))
    case .elu:
      .named(self, x, y, .choice(x, greaterThan: 0, x, else: y * (x.exponential - 1)))
    case .softplus: x.softplus
    case .gelu: .named(self, x, y, x * x.normalCumulative)
    case .silu: .named(self, x, y, x * x.logistic)
    case .stopGradient: .named(self, x, y, x)
    }
  }

  /// The derivative table: (∂z/∂x, ∂z/∂y) at operands x and y with output z.
  ///
  /// Unary primitives have no y and give 0 for it. At kinks the conventions are the lecture's:
  /// relu′(0) = abs′(0) = 0, a power of 0 does not depend on an exponent that is not negative, and equal operands of max and min share the gradient equally.
  @inline(__always)
  package func localGradients<B: Board>(_ x: B, _ y: B, output z: B) -> (B, B) {
    switch self {
    case .add: (1, 1)
    case .subtract: (1, -1)
    case .multiply: (y, x)
    case .divide: (1 / y, -x / y.squared)
    case .power:
      (
        (y * x.raised(to: y - 1)).zero(at: y, unlessNegative: 1),
        (z * x.logarithm).zero(at: x, unlessNegative: y)
      )
    case .negate: (-1, 0)
    case .square: (2 * x, 0)
    case .sqrt: (1 / (2 * z), 0)
    case .exp: (z, 0)
    case .log: (1 / x, 0)
    case .abs: (x.signum, 0)
    case .sin: (x.cosine, 0)
    case .cos: (-x.sine, 0)
    case .maximum: (.share(ofLarger: x, y), .share(ofLarger: y, x))
    case .minimum: (.share(ofLarger: y, x), .share(ofLarger: x, y))
    case .sigmoid: (z * (1 - z), 0)
    case .tanh: (1 - z.squared, 0)
    case .relu: (.choice(x, greaterThan: 0, 1, else: 0), 0)
    case .leakyReLU:
      (.choice(x, greaterThan: 0, 1, else: y), .choice(x, greaterThan: 0, 0, else: x))
    case .elu:
      (
        .choice(x, greaterThan: 0, 1, else: z + y),
        .choice(x, greaterThan: 0, 0, else: x.exponential - 1)
      )
    case .softplus: (x.logistic, 0)
    case .gelu: (x.normalCumulative + x * x.normalDensity, 0)
    case .silu: (x.logistic * (1 + x * (1 - x.logistic)), 0)
    case .stopGradient: (0, 0)
    }
  }

  /// z for operands x and y. Unary primitives ignore y.
  @inline(__always)
  public func output(_ x: Double, _ y: Double) -> Double { z(x, y) }
}
