/// Reads expressions in the notations of Python, MATLAB, TeX and school as trees.
struct ForeignParser {
  private let tokens: [ForeignToken]
  let names: ForeignNames
  let dialect: ForeignDialect
  var next = 0
  /// Whether blanks separate what is being read, as in `[1 2 3]`.
  private var isInArray = false
  private var depth = 0

  init(_ tokens: [ForeignToken], _ names: ForeignNames, _ dialect: ForeignDialect) {
    self.tokens = tokens.indices.flatMap { names.factors(of: tokens, at: $0) }
    self.names = names
    self.dialect = dialect
  }

  /// The expression that the tokens are, all of them.
  static func read(
    _ tokens: [ForeignToken], _ names: ForeignNames, _ dialect: ForeignDialect
  ) throws(Untranslated) -> ForeignExpression {
    // What people write is short; the tree of a long chain would be deeper than the stack.
    let operators = tokens.count {
      $0.kind == .superscript || $0.kind == .sign && ![",", ")", "]"].contains($0.text)
    }
    guard operators <= 60 else { throw Untranslated() }
    var parser = ForeignParser(tokens, names, dialect)
    let expression = try parser.expression()
    guard parser.isAtEnd else { throw Untranslated() }
    return expression
  }

  var isAtEnd: Bool { next >= tokens.count }
  var token: ForeignToken? { next < tokens.count ? tokens[next] : nil }

  var count: Int { tokens.count }
  var separatesByBlanks: Bool { isInArray }

  func textOfToken(_ index: Int) -> String { index < tokens.count ? tokens[index].text : "" }

  func kind(_ index: Int) -> ForeignToken.Kind { tokens[index].kind }

  func isNext(_ sign: String, offset: Int = 0) -> Bool {
    next + offset < tokens.count && tokens[next + offset].kind == .sign
      && tokens[next + offset].text == sign
  }

  func isNextWord(_ word: String) -> Bool { token?.kind == .name && token?.text == word }

  func isNextCommand(_ name: String) -> Bool { token?.kind == .command && token?.text == name }

  mutating func passes(_ sign: String) -> Bool {
    guard isNext(sign) else { return false }
    next += 1
    return true
  }

  mutating func expect(_ sign: String) throws(Untranslated) {
    guard passes(sign) else { throw Untranslated() }
  }

  mutating func inBrackets<Result>(
    array: Bool = false, _ read: (inout Self) throws(Untranslated) -> Result
  ) throws(Untranslated) -> Result {
    let before = isInArray
    isInArray = array
    defer { isInArray = before }
    return try read(&self)
  }
}

// Operators, from loose to tight.
extension ForeignParser {
  mutating func expression() throws(Untranslated) -> ForeignExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth < 16 else { throw Untranslated() }
    if isNextWord("lambda") { return try lambda() }
    let value = try comparison()
    // `a if c else b`, and `c ? a : b`.
    if isNextWord("if") {
      next += 1
      let condition = try comparison()
      guard isNextWord("else") else { throw Untranslated() }
      next += 1
      return .choice(if: condition, then: value, else: try expression())
    }
    if passes("?") {
      let yes = try expression()
      try expect(":")
      return .choice(if: value, then: yes, else: try expression())
    }
    return value
  }

  private mutating func lambda() throws(Untranslated) -> ForeignExpression {
    next += 1
    var parameters: [String] = []
    while let token, token.kind == .name {
      parameters.append(token.text)
      next += 1
      if !passes(",") { break }
    }
    try expect(":")
    return .function(parameters, try expression())
  }

  private mutating func comparison() throws(Untranslated) -> ForeignExpression {
    let left = try sum()
    for sign in ["<=", ">=", "==", "!=", "<", ">"] where isNext(sign) {
      next += 1
      return .binary(sign, left, try sum())
    }
    return left
  }

  private mutating func sum() throws(Untranslated) -> ForeignExpression {
    var left = try product()
    while isNext("+") || isNext("-"), !separatesElements {
      let sign = tokens[next].text
      next += 1
      left = .binary(sign, left, try product())
    }
    return left
  }

  /// Whether the sign that comes next begins another element, as in `[1 -2]`.
  private var separatesElements: Bool {
    isInArray && next > 0 && tokens[next].hasSpaceBefore && next + 1 < tokens.count
      && !tokens[next + 1].hasSpaceBefore
  }

  private static let products: Set = ["*", "/", "@", ".*", "./", "//", "%", "\\"]

  mutating func product() throws(Untranslated) -> ForeignExpression {
    var left = try signed()
    var isQuotient = false
    while let token {
      if token.kind == .sign, Self.products.contains(token.text) {
        next += 1
        isQuotient = ["/", "./"].contains(token.text)
        left = .binary(token.text, left, try signed())
      } else if let sign = productCommand {
        next += 1
        isQuotient = false
        left = .binary(sign, left, try signed())
      } else if startsFactor {
        // `x/2y` means one thing to one reader and another thing to the next.
        guard !isQuotient else {
          throw Untranslated(Untranslated.quotient)
        }
        let right = try power()
        if case .tuple = right { throw Untranslated() }
        left = .binary("*", left, right)
      } else {
        return left
      }
    }
    return left
  }

  private var productCommand: String? {
    guard let token, token.kind == .command else { return nil }
    return switch token.text {
    case "cdot", "times", "ast": "*"
    case "odot", "circ", "star": ".*"
    case "div": "/"
    default: nil
    }
  }

  /// Whether a factor follows without an operator, as in `2x` and `(x+1)(x-1)`.
  var startsFactor: Bool {
    guard let token, next > 0 else { return false }
    if isInArray, token.hasSpaceBefore { return false }
    let previous = tokens[next - 1]
    switch token.kind {
    case .name:
      if ["if", "else", "for", "in", "and", "or", "with", "after"].contains(token.text) {
        return false
      }
      if isWordOfSetting || isExponent { return false }
      // Words beside each other are a sentence; values beside each other are a product.
      guard token.hasSpaceBefore, previous.kind == .name else { return true }
      guard previous.text.count <= 2 || names.isValue(previous.text) else { return false }
      return names.isValue(token.text) || names.isFunction(token.text)
    case .number: return previous.kind != .number && previous.text == ")"
    case .command: return Self.startsOperand(command: token.text)
    case .sign:
      if token.text == "|" { return false }
      return ["(", "√", "∑", "{", "‖"].contains(token.text)
        && !(token.text == "‖" || token.text == "{")
    case .text, .superscript: return false
    }
  }

  /// Whether the next token names a setting and no value.
  private var isWordOfSetting: Bool {
    guard let token, token.hasSpaceBefore else { return false }
    return SettingCall.words.contains(token.text) && !names.isValue(token.text)
  }

  /// Whether the next token is the `e` of a number without its exponent, as in `.5e-`.
  private var isExponent: Bool {
    guard let token, token.text == "e", !token.hasSpaceBefore, tokens[next - 1].kind == .number,
      !names.isValue("e")
    else { return false }
    return isNext("-", offset: 1) || isNext("+", offset: 1)
  }

  private mutating func signed() throws(Untranslated) -> ForeignExpression {
    while passes("+") {}
    guard passes("-") else { return try power() }
    depth += 1
    defer { depth -= 1 }
    guard depth < 16 else { throw Untranslated() }
    return .negative(try signed())
  }

  /// An operand with its exponents.
  mutating func power() throws(Untranslated) -> ForeignExpression {
    let base = try operand()
    return try raised(base)
  }

  /// An operand and the exponents behind it.
  mutating func raised(_ base: ForeignExpression) throws(Untranslated) -> ForeignExpression {
    guard let token else { return base }
    if token.kind == .superscript {
      next += 1
      guard let first = token.text.first else { throw Untranslated() }
      let exponent: ForeignExpression =
        token.text == "n"
        ? .name("n")
        : first == "-" ? .negative(.number(String(token.text.dropFirst()))) : .number(token.text)
      return try raised(.binary("^", base, exponent))
    }
    if passes("ᵀ") { return try raised(.transposed(base)) }
    if passes("°") {
      return .binary("/", .binary("*", base, .name("pi")), .number("180"))
    }
    if isNext("%"), endsOperand(next + 1) {
      next += 1
      return .binary("*", .number("0.01"), base)
    }
    guard passes("^") || passes(".^") else { return base }
    if isTransposing {
      next += isNext("{") ? 3 : 1
      return try raised(.transposed(base))
    }
    if isNext("{") {
      let exponent = try braces()
      return .binary("^", base, exponent)
    }
    return .binary("^", base, try signed())
  }

  /// Whether no operand begins at a token, so that a `%` before it means a hundredth.
  private func endsOperand(_ index: Int) -> Bool {
    guard index < count else { return true }
    return kind(index) == .sign && !["(", "[", "-", "√", "|", "{"].contains(textOfToken(index))
  }

  /// Whether the exponent is the `T` of a transposed matrix.
  private var isTransposing: Bool {
    let inner = isNext("{") ? next + 1 : next
    guard inner < tokens.count else { return false }
    if isNext("{"), !(inner + 1 < tokens.count && tokens[inner + 1].text == "}") { return false }
    let token = tokens[inner]
    return token.kind == .name && ["T", "t", "top"].contains(token.text)
      && !names.values.contains(token.text)
      || token.kind == .command && ["top", "intercal", "mathsf", "mathrm"].contains(token.text)
      || token.text == "ᵀ"
  }

  /// `{…}` of TeX.
  mutating func braces() throws(Untranslated) -> ForeignExpression {
    try expect("{")
    let value = try inBrackets { (parser) throws(Untranslated) in try parser.expression() }
    try expect("}")
    return value
  }
}
