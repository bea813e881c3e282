import Cells

/// A line as shown by a message, and the carets under a part of it.
///
/// Tabs are shown as spaces and invisible characters as `�`, so that each character takes the
/// columns counted for it. Of a long line only the surroundings of the part are shown.
struct Excerpt {
  let line: String
  let carets: String

  /// The greatest width of an excerpt, not counting the `…` at either end.
  private static let width = 96

  init(of span: SourceSpan, line number: Int, in source: SourceText) {
    let bytes = source.bytes(ofLine: number)
    let start = min(span.start, bytes.upperBound)
    let end = min(max(span.end, start), bytes.upperBound)
    // Text more than this many bytes away never fits, so it is not examined.
    let reach = 8 * Self.width
    let before = Self.shown(source.utf8[Swift.max(bytes.lowerBound, start - reach)..<start])
    let marked = Self.shown(source.utf8[start..<min(end, start + reach)])
    let after = Self.shown(
      source.utf8[min(end, start + reach)..<min(bytes.upperBound, end + reach)])

    let room = Self.width
    let middle = marked.prefix(Self.count(of: marked, fitting: room))
    let leftRoom = Swift.max(room / 2, room - Self.columns(middle) - Self.columns(after))
    let rest = Swift.max(0, room - Self.columns(middle))
    let left = before.suffix(Self.count(of: before.reversed(), fitting: min(leftRoom, rest)))
    let right = after.prefix(Self.count(of: after, fitting: rest - Self.columns(left)))

    let isCutLeft = left.count < before.count || start - reach > bytes.lowerBound
    let isCutRight =
      middle.count + right.count < marked.count + after.count || end + reach < bytes.upperBound
    line =
      (isCutLeft ? "…" : "") + String(left) + String(middle) + String(right)
      + (isCutRight ? "…" : "")
    let indent = Self.columns(left) + (isCutLeft ? 1 : 0)
    carets =
      String(repeating: " ", count: indent)
      + String(repeating: "^", count: Swift.max(1, Self.columns(middle)))
  }

  /// Stands for what cannot be shown.
  private static let replacement: Character = "\u{FFFD}"

  private static func shown(_ bytes: ArraySlice<UInt8>) -> [Character] {
    // A cut may fall within a character: continuation bytes at the start are dropped.
    let whole = bytes.drop { $0 & 0xC0 == 0x80 }
    return String(decoding: whole, as: UTF8.self).flatMap { character -> [Character] in
      if character == "\t" { return Array(repeating: " ", count: 4) }
      let hidden = character.unicodeScalars.lazy.filter(\.isHidden).map { _ in replacement }
      if character.columns ?? 0 == 0 { return [replacement] + hidden.dropFirst() }
      return [character.withoutHidden] + hidden
    }
  }

  private static func columns(_ text: some Sequence<Character>) -> Int {
    text.reduce(0) { $0 + max(1, $1.columns ?? 1) }
  }

  /// The number of characters at the start of a text that take at most `limit` columns.
  private static func count(of text: some Collection<Character>, fitting limit: Int) -> Int {
    var used = 0
    return text.prefix {
      used += max(1, $0.columns ?? 1)
      return used <= limit
    }.count
  }
}
