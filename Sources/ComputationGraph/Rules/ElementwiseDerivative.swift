extension Elementwise {
  /// The derivative table: (∂z/∂x, ∂z/∂y) at operands x and y with output z.
  ///
  /// Unary primitives have no y and give 0 for it. At kinks the conventions are the lecture's:
  /// relu′(0) = abs′(0) = 0, and equal operands of max and min share the gradient equally.
  @inline(__always)
  public func localGradients(_ x: Double, _ y: Double, output z: Double) -> (Double, Double) {
    switch self {
    case .add: (1, 1)
    case .subtract: (1, -1)
    case .multiply: (y, x)
    case .divide: (1 / y, -x / (y * y))
    case .power:
      (y == 0 ? 0 : y * raised(x, to: y - 1), x == 0 && y > 0 ? 0 : z * naturalLogarithm(x))
    case .negate: (-1, 0)
    case .square: (2 * x, 0)
    case .sqrt: (0.5 / z, 0)
    case .exp: (z, 0)
    case .log: (1 / x, 0)
    case .abs: (x > 0 ? 1 : x < 0 ? -1 : 0, 0)
    case .sin: (cosine(x), 0)
    case .cos: (-sine(x), 0)
    case .maximum: x > y ? (1, 0) : x < y ? (0, 1) : (0.5, 0.5)
    case .minimum: x < y ? (1, 0) : x > y ? (0, 1) : (0.5, 0.5)
    case .sigmoid: (z * (1 - z), 0)
    case .tanh: (1 - z * z, 0)
    case .relu: (x > 0 ? 1 : 0, 0)
    case .leakyReLU: x > 0 ? (1, 0) : (y, x)
    case .elu: x > 0 ? (1, 0) : (z + y, exponential(x) - 1)
    case .softplus: (logistic(x), 0)
    case .gelu: (normalCumulative(x) + x * normalDensity(x), 0)
    case .silu: (logistic(x) * (1 + x * (1 - logistic(x))), 0)
    }
  }
}
