import ComputationGraph

// expression = operand { ("+" | "-" | "*" | "/" | "@") operand }     products before sums
// operand    = ("-" | "+") operand | power
// power      = primary [ ("^" | "**") operand ]
// primary    = ( number | name | name "(" arguments ")" | "(" expression ")" | array ) { suffix }
// array      = "[" expression { "," expression } "]"
// suffix     = ".T" | "[" index { "," index } "]"
/// Reads expressions and keeps them in postfix order.
///
/// The rules call each other and use little of the stack: the deepest nesting must fit into half a
/// megabyte, the stack of a thread on macOS.
struct ExpressionReader {
  var tokens: TokenReader
  var names = NameTable()
  /// The expressions read so far.
  var code = PostfixExpressions()
  /// The parameters of the function whose line is being read.
  var parameters: [String: Int32] = [:]
  /// The name tokens of the arguments of calls that are not closed yet.
  private var openArguments: [Int?] = []

  init(_ text: TokenText) {
    tokens = TokenReader(text)
    code.reserveCapacity(text.count)
  }

  var text: TokenText { tokens.text }

  /// Reads an expression and appends its instructions; `after` is the token that requires it.
  @discardableResult
  mutating func expression(
    after previous: Int? = nil, bindingAtLeast minimum: Int = 0
  ) throws(Diagnostic) -> TokenRange {
    var left = try operand(after: previous)
    while let (primitive, strength) = binaryOperator(), strength >= minimum {
      tokens.next += 1
      let right = try expression(after: tokens.next - 1, bindingAtLeast: strength + 1)
      left = left.upTo(right)
      code.append(Operation.primitive(primitive), left)
    }
    return left
  }

  /// Reads an expression that the preceding token requires, and returns its instructions.
  mutating func body() throws(Diagnostic) -> Range<Int> {
    let first = code.instructions.count
    try expression(after: tokens.next - 1)
    return first..<code.instructions.count
  }

  /// Discards the instructions from `first` on, left by a line with a mistake.
  mutating func leaveOut(from first: Int) {
    code.removeInstructions(from: first)
    openArguments = []
  }

  private func binaryOperator() -> (Primitive, strength: Int)? {
    switch tokens.kind {
    case .plus: (.elementwise(.add), 1)
    case .minus: (.elementwise(.subtract), 1)
    case .times: (.elementwise(.multiply), 2)
    case .divide: (.elementwise(.divide), 2)
    case .at: (.matrixProduct, 2)
    default: nil
    }
  }

  /// A power with or without a sign. The sign of a literal is part of it: `-2` is not a gate.
  private mutating func operand(after previous: Int?) throws(Diagnostic) -> TokenRange {
    guard tokens.kind == .minus || tokens.kind == .plus else { return try power(after: previous) }
    let isNegative = tokens.kind == .minus
    let sign = tokens.next
    tokens.next += 1
    if tokens.isLiteral, tokens.kindAfterNext != .power {
      let value = try tokens.literal()
      let written = TokenRange(isNegative ? sign : tokens.next - 1, tokens.next - 1)
      code.append(.number(isNegative ? -value : value), written)
      try expectOperator(after: written)
      return written
    }
    try tokens.descend()
    let operand = try operand(after: sign)
    tokens.ascend()
    let written = TokenRange(sign, Int(operand.last))
    if isNegative { code.append(.primitive(.negate), written) }
    return written
  }

  /// The exponent binds tighter than a sign before the base, and powers are right-associative.
  private mutating func power(after previous: Int?) throws(Diagnostic) -> TokenRange {
    let base = try primary(after: previous)
    guard tokens.kind == .power else { return base }
    tokens.next += 1
    try tokens.descend()
    let exponent = try operand(after: tokens.next - 1)
    tokens.ascend()
    let written = base.upTo(exponent)
    if case .number(2)? = code.instructions.last?.action {
      code.removeInstructions(from: code.instructions.count - 1)
      code.append(.primitive(.square), written)
    } else {
      code.append(.primitive(.power), written)
    }
    return written
  }

  private mutating func primary(after previous: Int?) throws(Diagnostic) -> TokenRange {
    let first = tokens.next
    switch tokens.kind {
    case .number:
      try literalOperand()
    case .name:
      if tokens.isLiteral { try literalOperand() } else { try nameOrCall() }
    case .leftParenthesis:
      tokens.next += 1
      try tokens.descend()
      try expression(after: first)
      tokens.ascend()
      if tokens.kind == .comma {
        throw tokens.expected("')'")
      }
      try tokens.close(.rightParenthesis, openedAt: first)
    case .leftBracket:
      try array()
    case .string:
      try tokens.quotedText()
      code.append(.text, TokenRange(first, first))
    default:
      throw noOperand(after: previous)
    }
    return try suffixes(from: first)
  }

  private mutating func literalOperand() throws(Diagnostic) {
    let value = try tokens.literal()
    code.append(.number(value), TokenRange(tokens.next - 1, tokens.next - 1))
  }

  private func noOperand(after previous: Int?) -> Diagnostic {
    if let open = tokens.bracketOpenAtLineEnd { return open }
    let after = previous.map { " after '\(text.spelling(of: $0))'" } ?? ""
    return tokens.expected("a number, a name or '('" + after)
  }

  private mutating func nameOrCall() throws(Diagnostic) {
    let first = tokens.next
    let name = text.spelling(of: first)
    try tokens.expectNoReservedWord(at: first)
    let whole = tokens.valueName(in: &names)
    let parameter = parameters[name]
    if tokens.next > first + 1 {
      try text.expectNoMember(tokens.next - 1, of: TokenRange(first, first))
      if parameter != nil {
        throw Diagnostic(
          .notData(name, part: text.spelling(of: tokens.next - 1)),
          at: text.span(of: TokenRange(first, tokens.next - 1)))
      }
      code.append(.name(whole), TokenRange(first, tokens.next - 1))
      return
    }
    guard tokens.kind == .leftParenthesis else {
      code.append(parameter.map { .argument($0) } ?? .name(whole), TokenRange(first, first))
      return
    }
    if parameter != nil { throw text.valueAsFunction(name, at: first) }
    try text.expectQuotedFile(after: tokens.next, names)
    let count = try argumentList(
      of: names.definition(of: name) == .function ? nil : BuiltInFunction.named(name))
    code.appendCall(
      of: whole, argumentNames: openArguments.suffix(count), TokenRange(first, tokens.next - 1))
    openArguments.removeLast(count)
  }

  /// Reads the `(x, slope = 0.1)` of a call into `openArguments` and returns the number of
  /// arguments.
  private mutating func argumentList(of function: BuiltInFunction?) throws(Diagnostic) -> Int {
    let open = tokens.next
    tokens.next += 1
    var count = 0
    var isNamed = false
    if tokens.kind == .rightParenthesis || tokens.kind == .comma {
      throw tokens.expected("an argument")
    }
    repeat {
      if tokens.kind == .comma { tokens.next += 1 }
      if tokens.kind == .name, tokens.kindAfterNext == .equals {
        if count == 0 { throw noUnnamedArgument(of: function, after: open) }
        isNamed = true
        tokens.next += 2
      } else if tokens.kind == .name, tokens.kindAfterNext == .doubleEquals,
        function?.options.contains(where: { $0.name == text.spelling(of: tokens.next) }) == true
      {
        tokens.next += 1
        throw tokens.expected("'='")
      } else if isNamed {
        throw tokens.bracketOpenAtLineEnd
          ?? Diagnostic(.operandAfterNamedArgument, at: tokens.here)
      }
      let nameToken = isNamed ? tokens.next - 2 : nil
      let isFlag = nameToken.map { function?.isFlag(text.spelling(of: $0)) == true } ?? false
      if isFlag, tokens.isNext("true") || tokens.isNext("false") {
        code.append(.truth(tokens.isNext("true")), TokenRange(tokens.next, tokens.next))
        tokens.next += 1
      } else {
        try tokens.descend()
        try expression(after: tokens.next - 1)
        tokens.ascend()
      }
      openArguments.append(nameToken)
      count += 1
    } while tokens.kind == .comma
    try tokens.close(.rightParenthesis, openedAt: open)
    return count
  }

  /// The mistake of a call whose first argument has a name; at the beginning of a line, as in
  /// `f(a = 2*a`, it is a function whose bracket is not closed, and `max(x = y)` with a value `x`
  /// lacks a comma.
  private func noUnnamedArgument(of function: BuiltInFunction?, after open: Int) -> Diagnostic {
    let name = text.spelling(of: tokens.next)
    let isValue = parameters[name] != nil || names.definition(of: name) == .value
    let isOperand =
      isValue && function.map { $0.options.allSatisfy { $0.name != name } } ?? false
    guard isOperand || open < 2 || text[open - 2].kind == .endOfLine else {
      return tokens.expected("an argument without a name")
    }
    var tokens = tokens
    tokens.next += 1
    return tokens.expected("',' or ')' after '\(text.shortText(tokens.next - 1))'")
  }
}
