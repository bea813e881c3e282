#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The ways to write a number: rounded only when it is shown, and never shown as zero unless it is.
///
/// `-0.00` is never shown. A number that would round to zero but is not zero is shown in
/// scientific notation, as is one that is too large to read.
package enum NumberText {
  /// The number with `decimals` places, as on the slides.
  package static func fixed(_ number: Double, decimals: Int) -> String {
    if let word = word(for: number) { return word }
    if number == 0 { return printed("%.*f", decimals, 0) }
    if abs(number) >= 1e9 { return printed("%.*e", max(1, decimals), number) }
    let text = printed("%.*f", decimals, number)
    let isShownAsZero = text.allSatisfy { "-0.".contains($0) }
    return isShownAsZero ? printed("%.*e", 1, number) : text
  }

  /// The number with at most `decimals` places in at most `width` columns, with fewer places or in
  /// scientific notation if it does not fit; `#` if nothing fits.
  package static func fitted(_ number: Double, decimals: Int, width: Int) -> String {
    for places in stride(from: decimals, through: 0, by: -1) {
      let text = fixed(number, decimals: places)
      if text.count <= width, places > 0 || decimals == 0 || abs(number) >= 10 { return text }
    }
    for places in [2, 1, 0] {
      let text = compactExponent(printed("%.*e", places, number))
      if text.count <= width { return text }
    }
    return String(repeating: "#", count: max(0, width))
  }

  /// The number with its digits up to the one of a power of ten: −2 for hundredths. Very large and
  /// very small ones have an exponent.
  package static func upTo(place: Int, _ number: Double) -> String {
    if let word = word(for: number) { return word }
    if place <= 0, number == 0 || 1e-4..<1e9 ~= abs(number) {
      return printed("%.*f", -place, number)
    }
    let exponent = Int(printed("%.*e", 16, number).split(separator: "e").last ?? "") ?? 0
    return compactExponent(printed("%.*e", max(0, exponent - place), number))
  }

  /// The number with two digits and an exponent: `3.7e-11`.
  package static func scientific(_ number: Double) -> String {
    word(for: number) ?? compactExponent(printed("%.*e", 1, number))
  }

  /// The number with all digits it needs and no more: `0.01`, `1`, `1e-08`.
  package static func shortest(_ number: Double) -> String {
    if let word = word(for: number) { return word }
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    return number.description
  }

  /// The number with all its digits if they are few, otherwise with six: for rates and factors.
  package static func brief(_ number: Double) -> String {
    let all = shortest(number)
    return all.count <= 8 ? all : printed("%.*g", 6, number)
  }

  /// The number with this many significant digits, without trailing zeros: `0.01234`, `1.2e-7`.
  package static func significant(_ number: Double, digits: Int) -> String {
    word(for: number) ?? (number == 0 ? "0" : compactExponent(printed("%.*g", digits, number)))
  }

  private static func word(for number: Double) -> String? {
    if number.isNaN { return "NaN" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    return nil
  }

  /// `1.2e+07` as `1.2e7`.
  private static func compactExponent(_ text: String) -> String {
    guard let e = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: e)...])
    else { return text }
    return text[...e] + String(exponent)
  }

  private static func printed(_ format: String, _ places: Int, _ number: Double) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      let count = withVaList([Int32(places), number]) {
        vsnprintf(buffer.baseAddress, buffer.count, format, $0)
      }
      return String(
        decoding: buffer.prefix(max(0, Int(count))).lazy.map { UInt8(bitPattern: $0) },
        as: UTF8.self)
    }
  }
}
