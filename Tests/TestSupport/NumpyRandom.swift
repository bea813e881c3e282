#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The numbers of `numpy.random.seed(seed)` and `numpy.random.randn`: the Mersenne Twister
/// (Matsumoto and Nishimura, 1998) and the polar method.
package struct NumpyRandom {
  private var state: [UInt32] = []
  private var used = 624
  private var spare: Double?

  package init(seed: UInt32) {
    var word = seed
    for place in UInt32(0)..<624 {
      state.append(word)
      word = 1_812_433_253 &* (word ^ (word >> 30)) &+ place &+ 1
    }
  }

  /// Normally distributed numbers.
  package mutating func normal(_ count: Int) -> [Double] { (0..<count).map { _ in normal() } }

  private mutating func normal() -> Double {
    if let spare {
      self.spare = nil
      return spare
    }
    while true {
      let x = 2 * uniform() - 1
      let y = 2 * uniform() - 1
      let square = x * x + y * y
      guard square < 1, square != 0 else { continue }
      let factor = (-2 * log(square) / square).squareRoot()
      spare = factor * x
      return factor * y
    }
  }

  private mutating func uniform() -> Double {
    let (high, low) = (next() >> 5, next() >> 6)
    return (Double(high) * 67_108_864 + Double(low)) / 9_007_199_254_740_992
  }

  private mutating func next() -> UInt32 {
    if used == 624 { renew() }
    var word = state[used]
    used += 1
    word ^= word >> 11
    word ^= (word << 7) & 0x9D2C_5680
    word ^= (word << 15) & 0xEFC6_0000
    return word ^ (word >> 18)
  }

  private mutating func renew() {
    for place in 0..<624 {
      let joined = state[place] & 0x8000_0000 | state[(place + 1) % 624] & 0x7FFF_FFFF
      state[place] =
        state[(place + 397) % 624] ^ (joined >> 1) ^ (joined % 2 == 1 ? 0x9908_B0DF : 0)
    }
    used = 0
  }
}
