import ComputationGraph

// expression = operand { ("+" | "-" | "*" | "/" | "@") operand }     products before sums
// operand    = ("-" | "+") operand | power
// power      = primary [ ("^" | "**") operand ]
// primary    = ( number | name | name "(" arguments ")" | "(" expression ")" | array ) { suffix }
// array      = "[" expression { "," expression } "]"
// suffix     = ".T" | "[" index { "," index } "]"
extension Parser {
  /// Reads an expression and appends its instructions; `after` is the token that makes it necessary.
  @discardableResult
  func expression(
    after previous: Int? = nil, bindingAtLeast minimum: Int = 0
  ) throws(Diagnostic) -> TokenRange {
    var left = try operand(after: previous)
    while let (primitive, strength) = binaryOperator(), strength >= minimum {
      next += 1
      let right = try expression(after: next - 1, bindingAtLeast: strength + 1)
      left = left.upTo(right)
      if let elementwise = primitive.elementwise {
        emit(.primitive(elementwise), left)
      } else {
        emit(Operation.primitive(primitive), left)
      }
    }
    return left
  }

  private func binaryOperator() -> (Primitive, strength: Int)? {
    switch kind {
    case .plus: (.elementwise(.add), 1)
    case .minus: (.elementwise(.subtract), 1)
    case .times: (.elementwise(.multiply), 2)
    case .divide: (.elementwise(.divide), 2)
    case .at: (.matrixProduct, 2)
    default: nil
    }
  }

  /// A power with or without a sign. The sign of a literal belongs to it: `-2` is no gate.
  private func operand(after previous: Int?) throws(Diagnostic) -> TokenRange {
    guard kind == .minus || kind == .plus else { return try power(after: previous) }
    let isNegative = kind == .minus
    let sign = next
    next += 1
    if isLiteral, kindAfterNext != .power {
      let (value, _) = try literal()
      let written = TokenRange(isNegative ? sign : next - 1, next - 1)
      emit(.number(isNegative ? -value : value), written)
      try expectOperator(after: written)
      return written
    }
    try descend()
    let operand = try operand(after: sign)
    nesting -= 1
    let written = TokenRange(sign, Int(operand.last))
    if isNegative { emit(.primitive(.negate), written) }
    return written
  }

  /// The exponent binds tighter than a sign before the base, and powers of powers go rightwards.
  private func power(after previous: Int?) throws(Diagnostic) -> TokenRange {
    let base = try primary(after: previous)
    guard kind == .power else { return base }
    next += 1
    try descend()
    let exponent = try operand(after: next - 1)
    nesting -= 1
    let written = base.upTo(exponent)
    if case .number(2)? = instructions.last?.action {
      instructions.removeLast()
      emit(.primitive(.square), written)
    } else {
      emit(.primitive(.power), written)
    }
    return written
  }

  private func primary(after previous: Int?) throws(Diagnostic) -> TokenRange {
    let first = next
    switch kind {
    case .number:
      try literalOperand()
    case .name:
      if isLiteral { try literalOperand() } else { try nameOrCall() }
    case .leftParenthesis:
      next += 1
      try descend()
      try expression(after: first)
      nesting -= 1
      if kind == .comma {
        let comma = expected("')'")
        throw Diagnostic(
          comma.problem, at: comma.span, notes: writtenWithoutTuple(first).map { [$0] } ?? [])
      }
      try close(.rightParenthesis, openedAt: first)
    case .leftBracket:
      try array()
    case .string:
      try quotedText()
      emit(.text, TokenRange(first, first))
    default:
      throw noOperand(after: previous)
    }
    return try suffixes(from: first)
  }

  private func literalOperand() throws(Diagnostic) {
    let (value, _) = try literal()
    emit(.number(value), TokenRange(next - 1, next - 1))
  }

  private func noOperand(after previous: Int?) -> Diagnostic {
    if let open = bracketOpenAtLineEnd { return open }
    let place = previous.map { " after '\(text($0))'" } ?? ""
    return expected("a number, a name or '('" + place)
  }

  /// Says that `2x` and `(x+y)z` lack an operator.
  func expectOperator(after operand: TokenRange) throws(Diagnostic) {
    switch kind {
    case .number, .name, .leftParenthesis:
      let right = nextOperand
      if operand.first == operand.last {
        try expectParentheses(Int(operand.first), around: shortText(right))
      }
      if kind == .number, tokens[next - 1].kind == .number, let open = openBracket(before: next),
        tokens[open].kind == .leftBracket
      {
        throw Diagnostic(
          .expected("',' or ']'", found: found), at: here,
          notes: [.write("\(text(next - 1)), \(text(next)) with a comma between")])
      }
      throw Diagnostic(
        .missingOperator(left: shortText(operand), right: shortText(right)),
        at: SourceSpan(start: Int(tokens[next].start), end: span(of: right).end))
    default:
      return
    }
  }

  /// The tokens that look like one operand: a number, a name, brackets with what is in them.
  private var nextOperand: TokenRange {
    var index = next
    if tokens[index].kind == .name, tokens[index + 1].kind == .leftParenthesis { index += 1 }
    var depth = 0
    while tokens[index].kind != .endOfLine {
      if tokens[index].kind == .leftParenthesis { depth += 1 }
      if tokens[index].kind == .rightParenthesis { depth -= 1 }
      if depth <= 0 { return TokenRange(next, index) }
      index += 1
    }
    return TokenRange(next, index - 1)
  }

  private func nameOrCall() throws(Diagnostic) {
    let first = next
    let name = text(first)
    if reservedWord(at: first) != nil { throw reserved(first) }
    let whole = valueName()
    let parameter = parameters[name]
    if next > first + 1 {
      try expectNoMember(next - 1, of: TokenRange(first, first))
      if parameter != nil {
        throw Diagnostic(
          .notData(name, part: text(next - 1)), at: span(of: TokenRange(first, next - 1)))
      }
      emit(.name(whole), TokenRange(first, next - 1))
      return
    }
    guard kind == .leftParenthesis else {
      emit(parameter.map { .argument($0) } ?? .name(whole), TokenRange(first, first))
      return
    }
    if parameter != nil { throw valueAsFunction(name, at: first) }
    try expectQuotedFile(after: next)
    let count = try argumentList()
    let firstArgument = arguments.count
    arguments += openArguments.suffix(count)
    openArguments.removeLast(count)
    emit(
      .call(
        whole, argumentCount: Int32(count), firstArgument: Int32(firstArgument)),
      TokenRange(first, next - 1))
  }

  /// The `(x, slope = 0.1)` of a call, left in `openArguments`: how many there are.
  private func argumentList() throws(Diagnostic) -> Int {
    let open = next
    next += 1
    var count = 0
    var isNamed = false
    if kind == .rightParenthesis { throw expected("an argument") }
    repeat {
      if kind == .comma { next += 1 }
      if kind == .name, kindAfterNext == .equals {
        if count == 0 { throw expected("an argument without a name") }
        isNamed = true
        next += 2
      } else if isNamed {
        throw Diagnostic(.operandAfterNamedArgument, at: here)
      }
      let nameToken = isNamed ? next - 2 : nil
      let first = instructions.count
      try descend()
      try expression(after: next - 1)
      nesting -= 1
      openArguments.append(Argument(body: first..<instructions.count, nameToken: nameToken))
      count += 1
    } while kind == .comma
    try close(.rightParenthesis, openedAt: open)
    return count
  }

  /// Says that a bracket is never closed, if the line ends where its contents should go on.
  var bracketOpenAtLineEnd: Diagnostic? {
    guard kind == .endOfLine, next > 0,
      [.leftParenthesis, .leftBracket, .comma].contains(tokens[next - 1].kind),
      let open = openBracket(before: next)
    else { return nil }
    return Diagnostic(.neverClosed(text(open)), at: tokens[open].span)
  }

  func valueAsFunction(_ name: String, at token: Int) -> Diagnostic {
    var index = token + 1
    var depth = 0
    repeat {
      if tokens[index].kind == .leftParenthesis { depth += 1 }
      if tokens[index].kind == .rightParenthesis { depth -= 1 }
      index += 1
    } while depth > 0 && tokens[index].kind != .endOfLine
    let brackets = shortText(TokenRange(token + 1, index - 1))
    return Diagnostic(
      .valueAsFunction(name), at: tokens[token].span,
      notes: [.write("\(shortText(TokenRange(token, token)))*\(brackets) to multiply")])
  }

  func close(_ bracket: Token.Kind, openedAt open: Int) throws(Diagnostic) {
    if passes(bracket) { return }
    if kind == .endOfLine {
      throw Diagnostic(.neverClosed(text(open)), at: tokens[open].span)
    }
    throw expected(bracket == .rightParenthesis ? "')'" : "',' or ']'")
  }

  func emit(_ operation: Operation, _ written: TokenRange) {
    operations.append(operation)
    emit(.operation(Int32(operations.count - 1)), written)
  }

  func emit(_ action: Instruction.Action, _ written: TokenRange) {
    instructions.append(Instruction(action: action, written: written))
  }

  /// Goes one level deeper. The limit keeps the rules, which call each other, from filling the
  /// stack; long chains such as `x + x + x` are loops and have none.
  func descend() throws(Diagnostic) {
    guard nesting < Self.nestingLimit else {
      throw Diagnostic(.nestedTooDeeply(limit: Self.nestingLimit), at: here)
    }
    nesting += 1
  }
}

// Literals.
extension Parser {
  /// Whether the next token is a number or `pi`.
  private var isLiteral: Bool {
    kind == .number || reservedWord(at: next) == .pi
  }

  private func literal() throws(Diagnostic) -> (value: Double, text: String) {
    if kind == .name {
      next += 1
      return (.pi, ReservedWord.pi.rawValue)
    }
    return try number()
  }

  /// A number without a sign, and its text.
  func number() throws(Diagnostic) -> (value: Double, text: String) {
    guard kind == .number else { throw expected("a number") }
    let text = text(next)
    guard let value = numberValue(of: text) else {
      throw Diagnostic(.malformedNumber(shortText(TokenRange(next, next))), at: here)
    }
    guard value.isFinite else {
      throw Diagnostic(.numberTooLarge(shortText(TokenRange(next, next))), at: here)
    }
    next += 1
    return (value, text)
  }

  /// The value of `1_000`, `.5` or `1e-3`; `nil` when dots or `_` are in wrong places.
  private func numberValue(of text: String) -> Double? {
    guard text.utf8.contains(UInt8(ascii: "_")) else { return Double(text) }
    var previous: Character?
    for character in text {
      if character == "_" || previous == "_" {
        let other = character == "_" ? previous : character
        guard let other, other.isNumber else { return nil }
      }
      previous = character
    }
    return previous == "_" ? nil : Double(text.filter { $0 != "_" })
  }
}
