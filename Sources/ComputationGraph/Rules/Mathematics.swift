#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

// The elementary functions under names that no primitive has, and two that libm lacks.

@inline(__always) func exponential(_ x: Double) -> Double { exp(x) }
@inline(__always) func naturalLogarithm(_ x: Double) -> Double { log(x) }
@inline(__always) func sine(_ x: Double) -> Double { sin(x) }
@inline(__always) func cosine(_ x: Double) -> Double { cos(x) }
@inline(__always) func hyperbolicTangent(_ x: Double) -> Double { tanh(x) }
@inline(__always) func raised(_ x: Double, to p: Double) -> Double { pow(x, p) }

/// 1 / (1 + e⁻ˣ), from the side on which the exponential does not overflow.
@inline(__always) func logistic(_ x: Double) -> Double {
  if x >= 0 { return 1 / (1 + exp(-x)) }
  let e = exp(x)
  return e / (1 + e)
}

/// log(1 + eˣ), which for large x is x and must not overflow on the way.
@inline(__always) func logOnePlusExp(_ x: Double) -> Double {
  (x > 0 ? x : 0) + log1p(exp(-Swift.abs(x)))
}

/// Φ(x): how much of the standard normal distribution lies below x.
@inline(__always) func normalCumulative(_ x: Double) -> Double {
  0.5 * erfc(-x * 0.7071067811865476)
}

/// φ(x): the density of the standard normal distribution at x.
@inline(__always) func normalDensity(_ x: Double) -> Double {
  0.3989422804014327 * exp(-0.5 * x * x)
}
