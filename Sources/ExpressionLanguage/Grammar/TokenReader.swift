import Limits

/// Moves through the tokens of a text, and says what was expected where something else is found.
struct TokenReader {
  let text: TokenText
  var next = 0
  private var nesting = 0

  init(_ text: TokenText) { self.text = text }

  var isAtEnd: Bool { next == text.count }

  var kind: Token.Kind { text[next].kind }

  /// The kind of the token after the next one.
  var kindAfterNext: Token.Kind { kind == .endOfLine ? .endOfLine : text[next + 1].kind }

  /// Whether the next token is a certain word.
  func isNext(_ word: String) -> Bool { kind == .name && text.spelling(of: next) == word }

  /// The span of the next token; at the end of a line, the position right after its last token.
  var here: SourceSpan {
    guard kind == .endOfLine, next > 0 else { return text.span(of: next) }
    let end = text.span(of: next - 1).end
    return SourceSpan(start: end, end: end)
  }

  /// Skips the next token if it is of this kind.
  mutating func passes(_ wanted: Token.Kind) -> Bool {
    guard kind == wanted else { return false }
    next += 1
    return true
  }

  /// Skips the line with a mistake that begins with the token `first`.
  mutating func skipLine(from first: Int) {
    nesting = 0
    next = first
    while kind != .endOfLine { next += 1 }
  }

  /// Goes one level deeper. The limit keeps the rules, which call each other, from overflowing the
  /// stack; long chains such as `x + x + x` are loops and have no limit.
  mutating func descend() throws(Diagnostic) {
    guard nesting < Limits.nesting.value else {
      throw Diagnostic(.nestedTooDeeply(limit: Limits.nesting.value), at: here)
    }
    nesting += 1
  }

  mutating func ascend() { nesting -= 1 }
}

// Expectations.
extension TokenReader {
  /// Skips a token of this kind, or throws if it is missing.
  mutating func expect(_ wanted: Token.Kind, _ description: String) throws(Diagnostic) {
    if !passes(wanted) { throw expected(description) }
  }

  func expected(_ description: String) -> Diagnostic {
    let isComparison = kind == .doubleEquals && description.contains("'='")
    return Diagnostic(
      .expected(description, found: found), at: here,
      notes: isComparison ? [.write(Correction(here, "="))] : [])
  }

  /// The next token as quoted by a message.
  var found: String { kind == .endOfLine ? "the end of the line" : "'\(text.shortText(next))'" }

  /// Throws unless the next token is a name, and not a reserved word.
  func expectName(_ description: String) throws(Diagnostic) {
    guard kind == .name else { throw expected(description) }
    try expectNoReservedWord(at: next)
  }

  func expectNoReservedWord(at token: Int) throws(Diagnostic) {
    guard text.reservedWord(at: token) != nil else { return }
    throw Diagnostic(.reservedWord(text.spelling(of: token)), at: text.span(of: token))
  }

  mutating func close(_ bracket: Token.Kind, openedAt open: Int) throws(Diagnostic) {
    if passes(bracket) { return }
    if kind == .endOfLine {
      throw Diagnostic(.neverClosed(text.spelling(of: open)), at: text.span(of: open))
    }
    throw expected(bracket == .rightParenthesis ? "')'" : "',' or ']'")
  }

  /// The mistake of an unclosed bracket, if the line ends where its contents should continue.
  var bracketOpenAtLineEnd: Diagnostic? {
    guard kind == .endOfLine, next > 0,
      [.leftParenthesis, .leftBracket, .comma].contains(text[next - 1].kind),
      let open = text.openBracket(before: next)
    else { return nil }
    return Diagnostic(.neverClosed(text.spelling(of: open)), at: text.span(of: open))
  }
}

// Names, numbers and texts.
extension TokenReader {
  /// A name, or one such as `d.x`.
  mutating func valueName(in names: inout NameTable) -> Name {
    let first = next
    next += 1
    // The `.x` of data, as opposed to the `.T` of a matrix.
    guard kind == .dot, kindAfterNext == .name, text.spelling(of: next + 1) != "T" else {
      return names.name(text.spelling(of: first))
    }
    next += 2
    return names.name(text.spelling(of: first) + "." + text.spelling(of: next - 1))
  }

  /// Skips a text in quotes.
  mutating func quotedText() throws(Diagnostic) {
    if !text.spelling(of: next).dropFirst().hasSuffix("\"") {
      throw Diagnostic(.neverClosed("\""), at: text.span(of: next))
    }
    next += 1
  }

  /// Whether the next token is a number or `pi`.
  var isLiteral: Bool { kind == .number || text.reservedWord(at: next) == .pi }

  /// The value of a number or of `pi`.
  mutating func literal() throws(Diagnostic) -> Double {
    guard kind == .name else { return try number().value }
    next += 1
    return .pi
  }

  /// A number with or without a sign, and its text without the sign.
  mutating func signedNumber() throws(Diagnostic) -> (value: Double, text: String) {
    if passes(.minus) {
      let (value, text) = try number()
      return (-value, text)
    }
    _ = passes(.plus)
    return try number()
  }

  /// A number without a sign, and its text.
  mutating func number() throws(Diagnostic) -> (value: Double, text: String) {
    guard kind == .number else { throw expected("a number") }
    let written = text.spelling(of: next)
    guard let value = Self.value(of: written) else {
      throw Diagnostic(.malformedNumber(text.shortText(next)), at: here)
    }
    guard value.isFinite else {
      throw Diagnostic(.numberTooLarge(text.shortText(next)), at: here)
    }
    next += 1
    return (value, written)
  }

  /// The value of `1_000`, `.5`, `1e-3`, `½` or `1½`; `nil` when dots or `_` are in wrong places.
  static func value(of text: String) -> Double? {
    if let fraction = text.unicodeScalars.last?.fraction {
      let whole = text.dropLast()
      guard !whole.contains(where: { !$0.isNumber }) else { return nil }
      return whole.isEmpty ? fraction : Double(whole).map { $0 + fraction }
    }
    guard text.utf8.contains(UInt8(ascii: "_")) else { return Double(text) }
    let parts = text.split(separator: "_", omittingEmptySubsequences: false)
    let isBetweenDigits = zip(parts, parts.dropFirst()).allSatisfy {
      $0.last?.isNumber == true && $1.first?.isNumber == true
    }
    return isBetweenDigits ? Double(parts.joined()) : nil
  }
}

extension TokenText {
  /// The mistake that `range` stands where something else is expected.
  func expected(_ description: String, found range: TokenRange) -> Diagnostic {
    Diagnostic(.expected(description, found: "'\(shortText(range))'"), at: span(of: range))
  }
}

extension Diagnostic {
  /// The same mistake with other notes.
  func with(_ notes: [Note]) -> Diagnostic { Diagnostic(problem, at: span, notes: notes) }
}
