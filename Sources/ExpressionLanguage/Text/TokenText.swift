/// The tokens of a text and their spelling.
struct TokenText {
  let source: SourceText
  let tokens: [Token]

  /// The tokens of `source`, without the ends of lines inside brackets.
  init(_ tokens: [Token], of source: SourceText) {
    self.source = source
    self.tokens = tokens.joiningLinesInsideBrackets(source)
  }

  var count: Int { tokens.count }

  subscript(index: Int) -> Token { tokens[index] }

  /// A token as it is written.
  func spelling(of token: Int) -> String { source.text(of: tokens[token].span) }

  func span(of token: Int) -> SourceSpan { tokens[token].span }

  func span(of range: TokenRange) -> SourceSpan {
    SourceSpan(start: Int(tokens[Int(range.first)].start), end: Int(tokens[Int(range.last)].end))
  }

  /// The span of a name that begins with `token`; a name such as `d.x` has three tokens.
  func span(of name: String, at token: Int) -> SourceSpan {
    span(of: TokenRange(token, name.contains(".") ? token + 2 : token))
  }

  /// The line of a token, counted from 1.
  func line(of token: Int) -> Int { source.line(at: tokens[token].span.start) }

  /// The reserved word that a token is, if it is one.
  func reservedWord(at index: Int) -> ReservedWord? {
    let token = tokens[index]
    // Hardly any name is one; most are ruled out by their length or first letter.
    guard token.kind == .name, (2...8).contains(token.end - token.start),
      ReservedWord.firstLetters.contains(source.utf8[Int(token.start)])
    else { return nil }
    return ReservedWord(rawValue: spelling(of: index))
  }

  /// Tokens as quoted by a message.
  func shortText(_ range: TokenRange) -> String { text(of: range, limit: 24) }

  func shortText(_ token: Int) -> String { shortText(TokenRange(token, token)) }

  /// Tokens without the blanks between them, cut with `…` at `limit` characters. Text in quotes,
  /// which may hold anything, is left out.
  func text(of range: TokenRange, limit: Int) -> String {
    var utf8: [UInt8] = []
    var isASCII = true
    for index in Int(range.first)...Int(range.last) where tokens[index].kind != .endOfLine {
      let end = tokens[index].kind == .string ? tokens[index].start : tokens[index].end
      let piece = source.utf8[Int(tokens[index].start)..<Int(end)].prefix(4 * limit)
      utf8 += piece.isEmpty ? Array("\"…\"".utf8)[...] : piece
      isASCII = isASCII && piece.allSatisfy { $0 < 0x80 }
      // A character is one byte in ASCII, and seldom more than four elsewhere.
      if utf8.count > (isASCII ? limit : 4 * limit) { break }
    }
    let text = String(decoding: utf8, as: UTF8.self)
    return utf8.count > limit && text.count > limit ? text.prefix(limit - 1) + "…" : text
  }
}
