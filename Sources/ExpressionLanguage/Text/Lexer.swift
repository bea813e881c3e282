import Cells

/// Splits a text into tokens and comments.
///
/// It never fails: anything that is not a token becomes a stray one, which the readers report.
struct Lexer {
  private let text: [UInt8]
  private var next: Int
  private(set) var tokens: [Token] = []
  private(set) var comments: [Comment] = []

  init(_ source: SourceText) {
    text = source.utf8
    next = source.start
    tokens.reserveCapacity(text.count / 2)
    while next < text.count { readToken() }
    append(.endOfLine, from: next)
  }

  private mutating func readToken() {
    let start = next
    switch text[next] {
    case UInt8(ascii: " "), UInt8(ascii: "\t"):
      next += 1
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      let isPair = text[next] == UInt8(ascii: "\r") && byte(at: next + 1) == UInt8(ascii: "\n")
      next += isPair ? 2 : 1
      append(.endOfLine, from: start)
    case UInt8(ascii: "#"):
      readComment()
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      readNumber()
    case UInt8(ascii: ".") where isDigit(at: next + 1):
      readNumber()
    case UInt8(ascii: "\""):
      readString()
    default:
      let scalar = readScalar()
      if scalar.beginsName {
        var end = next
        while next < text.count, readScalar().continuesName { end = next }
        next = end
        append(.name, from: start)
      } else if scalar.fraction != nil {
        append(.number, from: start)
      } else {
        let kind = Token.Kind(scalar) ?? .stray
        let joined = byte(at: next).flatMap { kind.joined(with: Unicode.Scalar($0)) }
        if joined != nil { next += 1 }
        append(joined ?? kind, from: start)
      }
    }
  }

  /// A comment extends to the end of the line.
  private mutating func readComment() {
    let start = next
    let isWholeLine = tokens.last.map { $0.kind == .endOfLine } ?? true
    skipText { _ in false }
    comments.append(Comment(span: SourceSpan(start: start, end: next), isWholeLine: isWholeLine))
  }

  /// Digits with `_` between them, a fraction, an exponent, or a fraction such as ½. Misplaced dots and `_` are included, so
  /// that the number as a whole can be reported.
  private mutating func readNumber() {
    let start = next
    skipDigits()
    if let e = byte(at: next), e == UInt8(ascii: "e") || e == UInt8(ascii: "E") {
      let isSigned =
        byte(at: next + 1) == UInt8(ascii: "+") || byte(at: next + 1) == UInt8(ascii: "-")
      let digits = next + (isSigned ? 2 : 1)
      if isDigit(at: digits) {
        next = digits
        skipDigits()
      }
    }
    skipFraction()
    append(.number, from: start)
  }

  private mutating func skipDigits() {
    while isDigit(at: next) || byte(at: next) == UInt8(ascii: "_") || isFraction(at: next) {
      next += 1
    }
  }

  /// Skips the ½ of 1½.
  private mutating func skipFraction() {
    let end = next
    if next < text.count, readScalar().fraction == nil { next = end }
  }

  private mutating func readString() {
    let start = next
    next += 1
    skipText { $0 == UInt8(ascii: "\"") }
    if byte(at: next) == UInt8(ascii: "\"") { next += 1 }
    append(.string, from: start)
  }

  /// Skips text that may be anything, up to a certain byte or the end of the line. Controls are as
  /// wrong in it as elsewhere, and so is what could make it look as if it ended before.
  private mutating func skipText(until isEnd: (UInt8) -> Bool) {
    while next < text.count, !isLineEnd(at: next), !isEnd(text[next]) {
      let start = next
      let scalar = readScalar()
      if (0x20..<0x7F).contains(scalar.value) { continue }
      if scalar.properties.generalCategory == .control && scalar != "\t" || scalar.rearrangesText {
        append(.stray, from: start)
      }
    }
  }

  private mutating func readScalar() -> Unicode.Scalar {
    if text[next] < 0x80 {
      next += 1
      return Unicode.Scalar(text[next - 1])
    }
    var decoder = UTF8()
    var bytes = text[next..<min(next + 4, text.count)].makeIterator()
    guard case .scalarValue(let scalar) = decoder.decode(&bytes) else {
      next += 1
      return "\u{FFFD}"
    }
    next += UTF8.width(scalar)
    return scalar
  }

  private mutating func append(_ kind: Token.Kind, from start: Int) {
    tokens.append(Token(kind: kind, start: Int32(start), end: Int32(next)))
  }

  private func byte(at index: Int) -> UInt8? { index < text.count ? text[index] : nil }

  private func isDigit(at index: Int) -> Bool {
    byte(at: index).map { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") } ?? false
  }

  /// Whether this is the dot of a number, as opposed to that of `2.T`.
  private func isFraction(at index: Int) -> Bool {
    guard byte(at: index) == UInt8(ascii: ".") else { return false }
    return byte(at: index + 1) != UInt8(ascii: "T")
  }

  private func isLineEnd(at index: Int) -> Bool {
    text[index] == UInt8(ascii: "\n") || text[index] == UInt8(ascii: "\r")
  }
}

extension Unicode.Scalar {
  /// Letters of any script and `_`.
  fileprivate var beginsName: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "_": true
    default: !isASCII && properties.isXIDStart && !isHidden
    }
  }

  /// Letters, digits, marks, `_`, subscript digits, and primes. The middle dot, which Unicode would
  /// allow, multiplies.
  fileprivate var continuesName: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "'", "′", "″", "‴", "₀"..."₉": true
    case "·", "\u{387}": false
    default: !isASCII && properties.isXIDContinue && !isHidden
    }
  }
}
