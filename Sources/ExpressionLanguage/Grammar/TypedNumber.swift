extension Double {
  /// A number that somebody has typed, by the rules of numbers in files: `-2`, `1_000`, `.5`, `1e-3`,
  /// but neither `nan` nor `0x10`; `−` counts as a minus. `nil` for anything else, and for what is
  /// too large.
  package init?(typed text: String) {
    let signs: [Character: Double] = ["-": -1, "−": -1, "+": 1]
    let sign = text.first.flatMap { signs[$0] }
    let digits = sign == nil ? text : String(text.dropFirst())
    let isPlain = digits.utf8.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || "._eE+-".utf8.contains($0)
    }
    guard isPlain, digits.first.map({ $0.isNumber || $0 == "." }) == true,
      let number = TokenReader.value(of: digits), number.isFinite
    else { return nil }
    self = (sign ?? 1) * number
  }
}
