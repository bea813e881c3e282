/// The number of columns that characters take in a terminal, independent of the locale.
///
/// `wcwidth` depends on the process's locale; a frame that is printed to a file or compared with a
/// golden one must not. Ranges: Unicode 15, East Asian Width W and F (UAX #11).
extension Character {
  /// 0 for marks that join the character before, 2 for wide East Asian characters, else 1;
  /// `nil` for what shows no character of its own, which is never drawn.
  package var columns: Int? {
    guard let first = unicodeScalars.first else { return nil }
    if first.value < 0x7F { return first.value < 0x20 ? nil : 1 }
    if first.isHidden { return nil }
    switch first.properties.generalCategory {
    case .surrogate, .privateUse, .unassigned: return nil
    case .nonspacingMark, .enclosingMark: return 0
    default:
      return Self.isWide(first.value) ? 2 : 1
    }
  }

  private static func isWide(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x1100...0x115F, 0x231A...0x231B, 0x2329...0x232A, 0x23E9...0x23EC, 0x2614...0x2615,
      0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F,
      0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F004...0x1F004,
      0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320,
      0x1F32D...0x1F64F, 0x1F680...0x1F6FF, 0x1F7E0...0x1F7EB, 0x1F90C...0x1FAFF,
      0x20000...0x3FFFD:
      true
    default:
      false
    }
  }
}

extension StringProtocol {
  /// The number of columns the text takes on one line; control characters take none.
  package var columns: Int {
    utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
      ? utf8.count : reduce(0) { $0 + ($1.columns ?? 0) }
  }

  /// The longest beginning that fits into `limit` columns, ending in `…` if something was cut off;
  /// no number is cut in the middle.
  package func fitted(to limit: Int) -> String {
    guard columns > limit else { return String(self) }
    guard limit > 0 else { return "" }
    let end = cutNumbers(showing: 0..<limit - 1).first?.lowerBound ?? limit - 1
    var kept = ""
    var used = 0
    for character in self {
      let width = character.columns ?? 0
      if used + width > end { break }
      kept.append(character)
      used += width
    }
    return kept + "…"
  }

  /// A beginning and an end that fit into `limit` columns together, with `…` between them if something
  /// was left out; the end has `tail` columns, or half of them. No number is cut in the middle.
  package func fittedInTheMiddle(to limit: Int, tail: Int? = nil) -> String {
    let all = columns
    guard all > limit else { return String(self) }
    guard limit >= 5 else { return fitted(to: limit) }
    let tail = Swift.min(tail ?? (limit - 1) / 2, limit - 2)
    var start = all - tail
    start = cutNumbers(showing: start..<all).last?.upperBound ?? start
    var (end, used) = ("", 0)
    for character in self {
      if used >= start { end.append(character) }
      used += character.columns ?? 0
    }
    // The beginning takes what the end leaves, and one column for the sign.
    let head = fitted(to: limit - end.columns)
    return end.isEmpty ? head : head + end
  }
}
