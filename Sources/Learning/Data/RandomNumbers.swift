/// Random numbers that are the same on every machine.
///
/// SplitMix64 (Steele, Lea and Flood, 2014) gives 64 bits, the upper 53 of which make a number from
/// 0 up to 1. Other distributions are derived with `+ − × ÷ √` alone, which IEEE 754 defines to the
/// last bit; the logarithm of a system's library is not.
package struct RandomNumbers: RandomNumberGenerator {
  private var state: UInt64
  private var spare: Double?

  /// The sequence of numbers for a seed.
  package init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Uniformly distributed from 0 up to but not including 1.
  package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Uniformly distributed among the whole numbers from 0 up to but not including `bound`.
  ///
  /// Draws that would make lower numbers more likely are rejected (Lemire, 2019, without the
  /// multiplication).
  package mutating func below(_ bound: Int) -> Int {
    let bound = UInt64(max(1, bound))
    let least = (0 &- bound) % bound
    while true {
      let bits = next()
      if bits >= least { return Int(bits % bound) }
    }
  }

  /// Normally distributed with mean 0 and variance 1, by the polar method (Marsaglia and Bray,
  /// 1964), which makes two numbers from a point in the unit circle.
  package mutating func normal() -> Double {
    if let spare {
      self.spare = nil
      return spare
    }
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      if square > 0 && square < 1 {
        let factor = (-2 * Self.logarithm(square) / square).squareRoot()
        spare = y * factor
        return x * factor
      }
    }
  }

  /// The natural logarithm of a normal number above 0: with x = m · 2ᵉ and t = (m − 1)/(m + 1),
  /// log x = e · log 2 + 2 (t + t³/3 + t⁵/5 + …), where |t| < 0.172.
  private static func logarithm(_ x: Double) -> Double {
    var exponent = x.exponent
    var mantissa = x.significand
    if mantissa > 1.4142135623730951 {
      mantissa /= 2
      exponent += 1
    }
    let t = (mantissa - 1) / (mantissa + 1)
    let square = t * t
    var sum = 0.0
    for denominator in stride(from: 23.0, through: 1, by: -2) {
      sum = sum * square + 1 / denominator
    }
    return Double(exponent) * 0.6931471805599453 + 2 * t * sum
  }
}
