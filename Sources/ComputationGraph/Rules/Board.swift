#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The values with which the tables of the elementwise primitives are written: numbers in the
/// passes, formulas on the board.
package protocol Board: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
  static func + (x: Self, y: Self) -> Self
  static func - (x: Self, y: Self) -> Self
  static func * (x: Self, y: Self) -> Self
  static func / (x: Self, y: Self) -> Self
  static prefix func - (x: Self) -> Self
  func raised(to exponent: Self) -> Self
  func squareRoot() -> Self
  var squared: Self { get }
  var magnitude: Self { get }
  /// 1, 0 or −1.
  var signum: Self { get }
  var exponential: Self { get }
  var logarithm: Self { get }
  var sine: Self { get }
  var cosine: Self { get }
  var hyperbolicTangent: Self { get }
  /// 1 / (1 + e⁻ˣ)
  var logistic: Self { get }
  /// log(1 + eˣ)
  var softplus: Self { get }
  /// Φ(x): the share of the standard normal distribution below x.
  var normalCumulative: Self { get }
  /// φ(x): the density of the standard normal distribution at x.
  var normalDensity: Self { get }
  static func larger(_ x: Self, _ y: Self) -> Self
  static func smaller(_ x: Self, _ y: Self) -> Self
  /// The share of a gradient that x gets if it goes to the larger of x and y: 1 or 0, and ½ if they
  /// are equal.
  static func share(ofLarger x: Self, _ y: Self) -> Self
  /// `first` where x > y, `second` elsewhere.
  static func choice(
    _ x: Self, greaterThan y: Self, _ first: @autoclosure () -> Self,
    else second: @autoclosure () -> Self
  ) -> Self
  /// The output of a gate that is written by its name, with its meaning.
  static func named(
    _ gate: Elementwise, _ x: Self, _ y: Self, _ meaning: @autoclosure () -> Self
  ) -> Self
  /// This value, but by convention 0 where x is 0 and y is not negative. Formulas do not mention the
  /// convention.
  func zero(at x: Self, unlessNegative y: Self) -> Self
}

extension Double: Board {
  @inline(__always) package func raised(to exponent: Double) -> Double { pow(self, exponent) }
  @inline(__always) package var squared: Double { self * self }
  @inline(__always) package var signum: Double { self > 0 ? 1 : self < 0 ? -1 : 0 }
  @inline(__always) package var exponential: Double { exp(self) }
  @inline(__always) package var logarithm: Double { log(self) }
  @inline(__always) package var sine: Double { sin(self) }
  @inline(__always) package var cosine: Double { cos(self) }
  @inline(__always) package var hyperbolicTangent: Double { tanh(self) }

  /// Computed from the side on which the exponential does not overflow.
  @inline(__always) package var logistic: Double {
    if self >= 0 { return 1 / (1 + exp(-self)) }
    let e = exp(self)
    return e / (1 + e)
  }

  /// For large x this is x, which must not overflow on the way.
  @inline(__always) package var softplus: Double { (self > 0 ? self : 0) + log1p(exp(-magnitude)) }

  @inline(__always) package var normalCumulative: Double { 0.5 * erfc(-self * 0.7071067811865476) }

  @inline(__always) package var normalDensity: Double {
    0.3989422804014327 * exp(-0.5 * self * self)
  }

  /// NaN stays NaN.
  @inline(__always) package static func larger(_ x: Double, _ y: Double) -> Double {
    // Written so that a constant y leaves a single comparison.
    !(x <= y) && y == y ? x : y
  }

  /// NaN stays NaN.
  @inline(__always) package static func smaller(_ x: Double, _ y: Double) -> Double {
    !(x >= y) && y == y ? x : y
  }

  @inline(__always) package static func share(ofLarger x: Double, _ y: Double) -> Double {
    x > y ? 1 : x < y ? 0 : 0.5
  }

  @inline(__always) package static func choice(
    _ x: Double, greaterThan y: Double, _ first: @autoclosure () -> Double,
    else second: @autoclosure () -> Double
  ) -> Double {
    x > y ? first() : second()
  }

  @inline(__always) package static func named(
    _ gate: Elementwise, _ x: Double, _ y: Double, _ meaning: @autoclosure () -> Double
  ) -> Double {
    meaning()
  }

  @inline(__always) package func zero(at x: Double, unlessNegative y: Double) -> Double {
    x == 0 && y >= 0 ? 0 : self
  }
}
