import ComputationGraph

// What is meant where two operands stand beside each other.
extension ExpressionReader {
  /// Throws if an operator is missing, as in `2x` and `(x+y)z`.
  func expectOperator(after operand: TokenRange) throws(Diagnostic) {
    guard [.number, .name, .leftParenthesis].contains(tokens.kind) else { return }
    try expectExponent()
    let right = nextOperand
    if operand.first == operand.last {
      try expectParentheses(Int(operand.first))
    }
    if tokens.kind == .name, tokens.kindAfterNext == .equals,
      let open = text.openBracket(before: tokens.next), text.isCall(open)
    {
      let end = text.span(of: tokens.next - 1).end
      throw tokens.expected("',' or ')'").with([
        .write(Correction(SourceSpan(start: end, end: Int(text[tokens.next].start)), ", "))
      ])
    }
    if tokens.kind == .number, text[tokens.next - 1].kind == .number,
      let open = text.openBracket(before: tokens.next)
    {
      if text[open].kind == .leftBracket { throw tokens.expected("',' or ']'") }
      if open > 0, text[open - 1].kind == .name { throw tokens.expected("',' or ')'") }
    }
    let gap = SourceSpan(
      start: text.span(of: tokens.next - 1).end, end: Int(text[tokens.next].start))
    var notes: [Diagnostic.Note] = []
    if isOption(operand) {
      notes.append(.write(Correction(gap, " = ")))
    } else if !isWordOfSetting {
      notes.append(.write(Correction(gap, "*"), purpose: "to multiply"))
      if let open = text.openBracket(before: tokens.next), text.isCall(open) {
        notes.append(.write(Correction(gap, ", ")))
      }
    }
    throw Diagnostic(
      .missingOperator(left: text.shortText(operand), right: text.shortText(right)),
      at: SourceSpan(start: Int(text[tokens.next].start), end: text.span(of: right).end),
      notes: notes)
  }

  /// Whether an operand is the name of an option of the call that it stands in, and no value.
  private func isOption(_ operand: TokenRange) -> Bool {
    let name = text.spelling(of: Int(operand.first))
    guard operand.first == operand.last, parameters[name] == nil,
      names.definition(of: name) == nil, let open = text.openBracket(before: tokens.next),
      text.isCall(open), let function = BuiltInFunction.named(text.spelling(of: open - 1))
    else { return false }
    return function.options.contains { $0.name == name }
  }

  /// Whether the next token names a setting and no value.
  private var isWordOfSetting: Bool {
    guard tokens.kind == .name else { return false }
    let word = text.spelling(of: tokens.next)
    return SettingCall.words.contains(word) && parameters[word] == nil
      && names.definition(of: word) == nil
  }

  /// Throws if a number ends before its exponent, as in `.5e-`.
  private func expectExponent() throws(Diagnostic) {
    let number = tokens.next - 1
    guard tokens.isNext("e") || tokens.isNext("E"), text[number].kind == .number,
      text[number].end == text[tokens.next].start,
      [.minus, .plus].contains(tokens.kindAfterNext), parameters["e"] == nil,
      names.definition(of: text.spelling(of: tokens.next)) == nil
    else { return }
    let range = TokenRange(number, tokens.next + 1)
    throw Diagnostic(.malformedNumber(text.shortText(range)), at: text.span(of: range))
  }

  /// The tokens that look like one operand: a number, a name, or brackets with their contents.
  private var nextOperand: TokenRange {
    var index = tokens.next
    if text[index].kind == .name, text[index + 1].kind == .leftParenthesis { index += 1 }
    var depth = 0
    while text[index].kind != .endOfLine {
      if text[index].kind == .leftParenthesis { depth += 1 }
      if text[index].kind == .rightParenthesis { depth -= 1 }
      if depth <= 0 { return TokenRange(tokens.next, index) }
      index += 1
    }
    return TokenRange(tokens.next, index - 1)
  }

  /// Throws if a function lacks its parentheses, as in `exp x` and `exp[x]`.
  func expectParentheses(_ function: Int) throws(Diagnostic) {
    guard isFunction(function) else { return }
    let name = text.spelling(of: function)
    throw Diagnostic(.functionAsValue(name), at: text.span(of: function))
  }

  /// Whether a token names a function, and no line above defines the name as a value.
  private func isFunction(_ token: Int) -> Bool {
    let name = text.spelling(of: token)
    guard text[token].kind == .name, parameters[name] == nil else { return false }
    switch names.definition(of: name) {
    case .value: return false
    case .function: return true
    case nil: return BuiltInFunction.named(name) != nil
    }
  }
}
