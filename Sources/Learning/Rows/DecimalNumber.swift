/// Numbers as people write them: `1`, `-0.5`, `1e-3`, but neither `nan` nor `0x10`. The decimal mark
/// is a point or another character.
enum DecimalNumber {
  /// The number nearest to the one written in `bytes`; `nil` if they are not a number, and infinity
  /// if it is too large.
  ///
  /// Most numbers are m · 10ᵉ with m ≤ 2⁵³ and |e| ≤ 22. Then m and 10ᵉ are both exact, and one
  /// multiplication or division rounds once (Clinger, 1990). The library handles the others.
  @inline(__always)
  static func value(
    of bytes: UnsafeRawBufferPointer, mark: UInt8 = UInt8(ascii: ".")
  ) -> Double? {
    let isNegative = bytes.first == UInt8(ascii: "-")
    let firstDigit = isNegative || bytes.first == UInt8(ascii: "+") ? 1 : 0
    var (mantissa, index) = digits(bytes, from: firstDigit, after: 0)
    var digitCount = index - firstDigit
    var exponent = 0
    if index < bytes.count, bytes[index] == mark {
      let point = index
      (mantissa, index) = digits(bytes, from: point + 1, after: mantissa)
      exponent = point + 1 - index
      digitCount -= exponent
    }
    // More than 19 digits may have overflown.
    guard digitCount > 0, digitCount <= 19 else { return slowValue(of: bytes, mark) }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e"), index + 1 < bytes.count {
      let sign = bytes[index + 1]
      let isSigned = sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+")
      let first = index + (isSigned ? 2 : 1)
      let (written, end) = digits(bytes, from: first, after: 0)
      guard end > first, end - first <= 4 else { return slowValue(of: bytes, mark) }
      exponent += sign == UInt8(ascii: "-") ? -Int(written) : Int(written)
      index = end
    }
    guard index == bytes.count, mantissa <= 1 << 53, abs(exponent) <= 22 else {
      return slowValue(of: bytes, mark)
    }
    let exact = Double(mantissa)
    let magnitude = exponent < 0 ? exact / powers[-exponent] : exact * powers[exponent]
    return isNegative ? -magnitude : magnitude
  }

  /// `number` followed by the digits from `index` on, and the index after them.
  @inline(__always)
  private static func digits(
    _ bytes: UnsafeRawBufferPointer, from index: Int, after number: UInt64
  ) -> (UInt64, Int) {
    var number = number
    var index = index
    while index < bytes.count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      if digit > 9 { break }
      number = number &* 10 &+ UInt64(digit)
      index += 1
    }
    return (number, index)
  }

  @inline(never)
  private static func slowValue(of bytes: UnsafeRawBufferPointer, _ mark: UInt8) -> Double? {
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), mark, UInt8(ascii: "-"), UInt8(ascii: "+"),
        UInt8(ascii: "e"), UInt8(ascii: "E"):
        continue
      default:
        return nil
      }
    }
    return Double(
      String(decoding: bytes.lazy.map { $0 == mark ? UInt8(ascii: ".") : $0 }, as: UTF8.self))
  }

  /// Whether a whole number of digits alone has other digits than the number that is nearest to it, as
  /// long numbers of customers and orders do.
  static func losesDigits(_ bytes: UnsafeRawBufferPointer, _ value: Double) -> Bool {
    guard abs(value) >= 0x1p53 else { return false }
    let isSigned = bytes.first == UInt8(ascii: "-") || bytes.first == UInt8(ascii: "+")
    let digits = bytes.dropFirst(isSigned ? 1 : 0)
    guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else {
      return false
    }
    if let number = UInt64(String(decoding: digits, as: UTF8.self)) {
      return Double(exactly: number) == nil
    }
    return digits.count - digits.reversed().prefix { $0 == UInt8(ascii: "0") }.count > 15
  }

  private static let powers: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
