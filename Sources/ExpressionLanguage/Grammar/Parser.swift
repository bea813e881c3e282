/// Reads tokens as statements; the grammar stands in `StatementGrammar.swift` and
/// `ExpressionGrammar.swift`, one method for each rule.
///
/// A statement with a mistake is left out and reported, and the next line is read as usual.
///
/// A class, so that the rules, which call each other, keep little on the stack: half a megabyte,
/// which is what a thread has on macOS, must do for the deepest nesting.
final class Parser {
  /// How deep brackets, signs and exponents may be nested.
  static let nestingLimit = 64

  let source: SourceText
  let tokens: [Token]
  var next = 0
  var nesting = 0

  var names = NameTable()
  var instructions: [Instruction] = []
  var statements: [Statement] = []
  var diagnostics: [Diagnostic] = []
  /// What instructions do that is more than an elementwise primitive.
  var operations: [Operation] = []
  /// The arguments of all calls; those of one call stand next to each other.
  var arguments: [Argument] = []
  /// The arguments of calls that are not closed yet.
  var openArguments: [Argument] = []
  /// The names whose definitions have mistakes; using them is not another mistake.
  var brokenNames: Set<Name> = []
  /// The parameters of the function whose line is being read.
  var parameters: [String: Int32] = [:]

  init(_ source: SourceText, tokens: [Token]) {
    self.source = source
    self.tokens = tokens
    instructions.reserveCapacity(tokens.count)
    while next < tokens.count {
      if tokens[next].kind == .endOfLine {
        next += 1
      } else {
        readLine()
      }
    }
  }

  /// Reads one statement, or reports what is wrong with it and passes over it.
  private func readLine() {
    let first = next
    let firstInstruction = instructions.count
    do throws(Diagnostic) {
      try checkCharacters()
      let statement = try statement()
      try expectEndOfLine()
      statements.append(statement)
    } catch {
      diagnostics.append(error)
      instructions.removeSubrange(firstInstruction...)
      openArguments = []
      if let name = definedName(from: first) { brokenNames.insert(names.name(name)) }
      next = first
      while tokens[next].kind != .endOfLine { next += 1 }
    }
    parameters = [:]
    nesting = 0
  }

  /// A character that means nothing makes all that the grammar could say a consequence of it.
  private func checkCharacters() throws(Diagnostic) {
    var index = next
    while tokens[index].kind != .endOfLine {
      if tokens[index].kind == .stray { throw strayCharacter(index) }
      index += 1
    }
  }

  private func strayCharacter(_ index: Int) -> Diagnostic {
    let token = tokens[index]
    let scalar = source.text(of: token.span).unicodeScalars.first ?? " "
    let notes: [Diagnostic.Note] =
      switch scalar {
      case "–", "—", "‐", "－": [.write("'-' instead")]
      case "∗", "＊", "•": [.write("'*' instead")]
      case "＋": [.write("'+' instead")]
      case "（": [.write("'(' instead")]
      case "）": [.write("')' instead")]
      case "＝": [.write("'=' instead")]
      case ";" where openBracket(before: index) == nil: [.write("a new line instead")]
      case "，", ";": [.write("',' instead")]
      case "²": [.write("'^2' instead")]
      case "³": [.write("'^3' instead")]
      case "“", "”", "„", "‟", "«", "»", "‘", "’", "'", "`": [.write("'\"' instead")]
      case "|": [.write("'abs(…)' instead, if it is the absolute value")]
      case "√": [.write("'sqrt(…)' instead")]
      case "∂": [.write("'grad' instead")]
      case "\u{A0}", "\u{2002}"..."\u{200B}", "\u{202F}", "\u{3000}":
        [.write("an ordinary blank instead")]
      default: []
      }
    return Diagnostic(.strayCharacter(scalar), at: token.span, notes: notes)
  }

  /// The name that a line with a mistake would have defined.
  private func definedName(from first: Int) -> String? {
    var index = first
    let word = reservedWord(at: index)
    if word == .param || word == .data { index += 1 }
    guard tokens[index].kind == .name, reservedWord(at: index) == nil else { return nil }
    return text(index)
  }
}

// Moving through the tokens.
extension Parser {
  var kind: Token.Kind { tokens[next].kind }

  /// The kind of the token after the next one.
  var kindAfterNext: Token.Kind {
    kind == .endOfLine ? .endOfLine : tokens[next + 1].kind
  }

  func text(_ index: Int) -> String { source.text(of: tokens[index].span) }

  /// The word with a meaning of its own that a token is, if it is one.
  func reservedWord(at index: Int) -> ReservedWord? {
    let token = tokens[index]
    // Nearly all names are none; most are known by their length or first letter.
    guard token.kind == .name, (2...8).contains(token.end - token.start),
      ReservedWord.firstLetters.contains(source.utf8[Int(token.start)])
    else { return nil }
    return ReservedWord(rawValue: text(index))
  }

  /// The place of the next token; at the end of a line, the place right after what is on it.
  var here: SourceSpan {
    guard kind == .endOfLine, next > 0 else { return tokens[next].span }
    let end = tokens[next - 1].span.end
    return SourceSpan(start: end, end: end)
  }

  func span(of range: TokenRange) -> SourceSpan {
    SourceSpan(start: Int(tokens[Int(range.first)].start), end: Int(tokens[Int(range.last)].end))
  }

  /// Passes over a token of this kind, if it is the next.
  func passes(_ wanted: Token.Kind) -> Bool {
    guard kind == wanted else { return false }
    next += 1
    return true
  }

  /// Passes over a token of this kind, or says that it is missing.
  func expect(_ wanted: Token.Kind, _ description: String) throws(Diagnostic) {
    if !passes(wanted) { throw expected(description) }
  }

  func expected(_ description: String) -> Diagnostic {
    Diagnostic(.expected(description, found: found), at: here)
  }

  /// The next token as a message names it.
  var found: String {
    kind == .endOfLine ? "the end of the line" : "'\(shortText(TokenRange(next, next)))'"
  }

  /// The text of tokens as a message quotes it.
  func shortText(_ range: TokenRange) -> String {
    expressionText(range, tokens: tokens, source: source, limit: 24)
  }
}

/// The text of tokens without the blanks between them, and with `…` after `limit` characters.
/// What stands in quotes, which may be anything, is left out.
func expressionText(
  _ range: TokenRange, tokens: [Token], source: SourceText, limit: Int
) -> String {
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
