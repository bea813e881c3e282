/// A number and the precision with which it was written.
public struct WrittenNumber: Hashable, Sendable {
  /// Its value.
  public let value: Double
  /// The power of ten of its last digit: −2 for `0.20`.
  public let lastPlace: Int
  /// The number of digits without leading zeros.
  public let digits: Int
  /// The power of ten at which it may have been rounded: the last place, or, for a whole number such
  /// as `1200`, that of its last digit that is not 0.
  let coarsestPlace: Int

  /// Reads `-0.2`, `−0.2`, `.5`, `+3`, `1e-3`, `inf`, `-∞` or `NaN`; `nil` for everything else.
  public init?(_ text: String) {
    let characters = text.filter { $0 != " " && $0 != "_" }.map { $0 == "−" ? "-" : $0 }
    if let value = Self.notFinite(String(characters)) {
      self.value = value
      (lastPlace, digits, coarsestPlace) = (0, 0, 0)
      return
    }
    let parts = characters.split(maxSplits: 1, omittingEmptySubsequences: false) {
      $0 == "e" || $0 == "E"
    }
    let signed = parts[0]
    let mantissa = signed.drop { $0 == "-" || $0 == "+" }
    let dot = mantissa.firstIndex(of: ".")
    let figures = mantissa.filter { $0 != "." }
    guard signed.count - mantissa.count <= 1, mantissa.count - figures.count <= 1,
      !figures.isEmpty, figures.allSatisfy({ $0.isASCII && $0.isWholeNumber }),
      let exponent = parts.count > 1 ? Int(String(parts[1])) : 0, abs(exponent) < 400
    else { return nil }
    let decimals = dot.map { mantissa.endIndex - 1 - $0 } ?? 0
    // Every such text can be written as its figures and a power of ten.
    let sign = signed.first == "-" ? "-" : ""
    guard let value = Double(sign + String(figures) + "e" + String(exponent - decimals)),
      value.isFinite
    else { return nil }
    self.value = value
    lastPlace = exponent - decimals
    digits = figures.drop { $0 == "0" }.count
    let isWhole = dot == nil && parts.count == 1 && value != 0
    coarsestPlace = lastPlace + (isWhole ? figures.reversed().prefix { $0 == "0" }.count : 0)
  }

  private static func notFinite(_ text: String) -> Double? {
    switch text.lowercased() {
    case "nan": .nan
    case "inf", "+inf", "infinity", "+infinity", "∞", "+∞": .infinity
    case "-inf", "-infinity", "-∞": -.infinity
    default: nil
    }
  }

  /// How what was written can stand for a number, the closest way first.
  enum Fit: Int, Comparable {
    case equal, rounded, cutOff, roundedWhole, cutOffWhole

    static func < (a: Fit, b: Fit) -> Bool { a.rawValue < b.rawValue }
  }

  /// How it can stand for some number between `first` and `last`; `nil` if it can not. Zeros alone
  /// stand for 0 only.
  func fit(_ first: Double, _ last: Double) -> Fit? {
    guard value.isFinite, first.isFinite, last.isFinite else {
      return value.isSame(as: first) || value.isSame(as: last) ? .equal : nil
    }
    // Room for the binary form of numbers that are written in decimal.
    let room = 1e-9 * max(abs(value), min(abs(first), abs(last)))
    let (low, high) = (min(first, last) - room, max(first, last) + room)
    if low...high ~= value { return .equal }
    guard value != 0 else { return nil }
    let isLeft = value < 0
    for (place, rounded, cutOff) in [
      (lastPlace, Fit.rounded, Fit.cutOff), (coarsestPlace, .roundedWhole, .cutOffWhole),
    ] {
      let unit = Double.unit(ofPlace: place) * (1 + 1e-9)
      if value - unit / 2 <= high, value + unit / 2 >= low { return rounded }
      if isLeft ? value - unit < high && value >= low : value + unit > low && value <= high {
        return cutOff
      }
    }
    return nil
  }
}
