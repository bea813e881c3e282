#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// How many digits the numbers have that are given with a question.
///
/// A number that few decimals say exactly has no more of them. Any other has as many digits as its
/// answer needs, the same number for all that are given with one question.
public struct GivenDigits: Hashable, Sendable {
  /// The fewest and the most digits of a number that is not given exactly. Twelve are as many as
  /// rounding in the passes leaves meaningful where a few numbers nearly cancel.
  static let range = 4...12

  /// The decimals of a number that they say exactly.
  public let decimals: Int
  /// The least number of significant digits of any other.
  public let digits: Int

  /// Numbers beside others that are shown with so many decimals.
  public init(decimals: Int, digits: Int = 4) {
    self.decimals = decimals
    self.digits = digits
  }

  /// The power of ten of the last digit with which a number is given.
  public func lastPlace(of number: Double) -> Int {
    guard number.isFinite, number != 0 else { return -decimals }
    for place in [-decimals, -decimals - 1] where isExact(number, place) { return place }
    let significant = number.decimalExponent - digits + 1
    return abs(number) >= 1e9 ? significant : min(significant, 2 - decimals - digits)
  }

  /// The number as it is given.
  public func given(_ number: Double) -> Double { number.rounded(toPlace: lastPlace(of: number)) }

  /// How far the number may lie from the one that is given: half a unit of its last digit, or what
  /// rounding in the passes may have changed, where all of its digits are given.
  func margin(of number: Double) -> Double {
    guard number.isFinite else { return 0 }
    let place = lastPlace(of: number)
    let roundOff = 5e-13 * abs(number)
    return isExact(number, place) ? roundOff : max(roundOff, Double.unit(ofPlace: place) / 2)
  }

  private func isExact(_ number: Double, _ place: Int) -> Bool {
    abs(number) < 1e9 && abs(number.rounded(toPlace: place) - number) <= 1e-12 * abs(number)
  }
}

extension Double {
  /// The powers of ten that a `Double` has exactly.
  private static let powersOfTen = (0...22).map { Double("1e\($0)") ?? 0 }

  /// One unit of a decimal place.
  static func unit(ofPlace place: Int) -> Double {
    if powersOfTen.indices.contains(abs(place)) {
      return place < 0 ? 1 / powersOfTen[-place] : powersOfTen[place]
    }
    return Double("1e\(place)") ?? 0
  }

  /// The power of ten of the first digit; of 0 it is 0.
  var decimalExponent: Int {
    guard isFinite, self != 0 else { return 0 }
    let exponent = Int(log10(magnitude).rounded(.down))
    // The logarithm of a number just below a power of ten may be rounded up to it.
    return Double.unit(ofPlace: exponent) > magnitude ? exponent - 1 : exponent
  }

  /// The number rounded at a decimal place.
  func rounded(
    toPlace place: Int, _ rule: FloatingPointRoundingRule = .toNearestOrAwayFromZero
  ) -> Double {
    let isFraction = place < 0
    let unit = Double.unit(ofPlace: abs(place))
    guard unit > 0, unit.isFinite, isFinite else { return self }
    let scaled = isFraction ? self * unit : self / unit
    guard scaled.isFinite else { return self }
    return isFraction ? scaled.rounded(rule) / unit : scaled.rounded(rule) * unit
  }

  /// Whether two numbers are the same, NaN included.
  func isSame(as other: Double) -> Bool { self == other || isNaN && other.isNaN }
}
