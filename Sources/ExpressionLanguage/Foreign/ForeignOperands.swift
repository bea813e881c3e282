// Operands and what stands behind them.
extension ForeignParser {
  mutating func operand() throws(Untranslated) -> ForeignExpression {
    guard let token else { throw Untranslated() }
    let first = next
    next += 1
    switch token.kind {
    case .number: return try suffixed(.number(token.text), from: first)
    case .text: return try suffixed(.text(token.text), from: first)
    case .name: return try named(token.text, from: first)
    case .command: return try suffixed(try command(token.text), from: first)
    case .superscript: throw Untranslated()
    case .sign: break
    }
    switch token.text {
    case "(":
      let inner = try inBrackets { (parser) throws(Untranslated) in try parser.elements(until: ")")
      }
      try expect(")")
      let isTuple = inner.count != 1 || tokenBefore(")") == ","
      return try suffixed(isTuple ? .tuple(inner) : inner[0], from: first)
    case "[": return try suffixed(try array(), from: first)
    case "{":
      next -= 1
      return try suffixed(try braces(), from: first)
    case "√": return function("sqrt", try factor())
    case "∑": return try total()
    case "|":
      let inner = try inBrackets { (parser) throws(Untranslated) in try parser.expression() }
      try expect("|")
      return try suffixed(function("abs", inner), from: first)
    case "‖":
      let inner = try inBrackets { (parser) throws(Untranslated) in try parser.expression() }
      try expect("‖")
      passNormIndex()
      return function("norm", inner)
    case "@" where isNext("("):
      // `@(x) x.^2` of MATLAB.
      next += 1
      let parameters = try inBrackets { (parser) throws(Untranslated) in
        try parser.elements(until: ")")
      }
      try expect(")")
      return .function(parameters.compactMap(\.path), try expression())
    default: throw Untranslated()
    }
  }

  private func tokenBefore(_ bracket: String) -> String? {
    next >= 2 ? textOfToken(next - 2) : nil
  }

  func function(_ name: String, _ operand: ForeignExpression) -> ForeignExpression {
    .call(.name(name), [ForeignExpression.Argument(name: nil, value: operand)])
  }

  /// The `_2` of a norm.
  mutating func passNormIndex() {
    if let token, token.kind == .name, token.text == "_2" || token.text == "₂" { next += 1 }
    if isNext("_"), isNext("{", offset: 1) { next += 4 }
  }

  /// What a function without brackets is applied to, as in `sin 2x` or `√x`.
  mutating func factor() throws(Untranslated) -> ForeignExpression {
    if isNext("(") || isNext("{") { return try operand() }
    if passes("-") { return .negative(try factor()) }
    var value = try power()
    while startsFactor, !isNextFunction { value = .binary("*", value, try power()) }
    return value
  }

  private var isNextFunction: Bool {
    guard let token else { return false }
    return token.kind == .name && names.isFunction(token.text)
      || token.kind == .command && FunctionTranslation.knownNames.contains(token.text)
  }

  /// The product behind a sign of summation.
  mutating func total() throws(Untranslated) -> ForeignExpression {
    var index: String?
    if isNext("_"), isNext("{", offset: 1) {
      next += 1
      index = textOfToken(next + 1)
      while !isAtEnd, !isNext("}") { next += 1 }
      try expect("}")
    } else if let token, token.kind == .name, token.text.hasPrefix("_") {
      index = String(token.text.dropFirst())
      next += 1
    } else if let token, ["ᵢ", "ⱼ", "ₖ"].contains(token.text) {
      next += 1
    }
    if passes("^") {
      if isNext("{") { _ = try braces() } else { next += 1 }
    }
    return function("sum", withoutIndex(try product(), index ?? "i"))
  }

  /// `w*x` for `w_i*x_i`, where `w` and `x` are known and `w_i` is not.
  private func withoutIndex(_ value: ForeignExpression, _ index: String) -> ForeignExpression {
    var replaced: [String: ForeignExpression] = [:]
    for name in value.names where !names.values.contains(name) {
      for ending in ["_" + index, "ᵢ", "ⱼ"] where name.hasSuffix(ending) {
        let array = String(name.dropLast(ending.count))
        if names.values.contains(array) { replaced[name] = .name(array) }
      }
    }
    return value.replacing(replaced)
  }

  private mutating func named(_ name: String, from first: Int) throws(Untranslated)
    -> ForeignExpression
  {
    if name == "Σ" || name == "∑", !names.values.contains(name), !isNext("(") {
      return try total()
    }
    var name = name
    // `w_{1}` of TeX.
    if isNext("_"), isNext("{", offset: 1), isNext("}", offset: 3) {
      name += "_" + textOfToken(next + 2)
      next += 4
    }
    guard names.isFunction(name), !isNext("("), !isNext("."), !isNext("[") else {
      return try suffixed(.name(name), from: first)
    }
    if let raisedCall = try raisedFunction(name) { return raisedCall }
    if passes("{") {
      let elements = try inBrackets { (parser) throws(Untranslated) in
        try parser.elements(until: "}")
      }
      try expect("}")
      return .call(.name(name), elements.map { .init(name: nil, value: $0) })
    }
    guard startsArgument else { return .name(name) }
    return function(name, try factor())
  }

  /// `sin²(x)`, which is the square of `sin(x)`.
  mutating func raisedFunction(_ name: String) throws(Untranslated) -> ForeignExpression? {
    let exponent: ForeignExpression
    if let token, token.kind == .superscript, Int(token.text).map({ $0 > 0 }) == true {
      exponent = .number(token.text)
      next += 1
    } else if isNext("^"), next + 1 < count, kind(next + 1) == .number {
      exponent = .number(textOfToken(next + 1))
      next += 2
    } else {
      return nil
    }
    return .binary("^", function(name, try factor()), exponent)
  }

  private var startsArgument: Bool {
    guard let token else { return false }
    switch token.kind {
    case .number: return true
    case .name: return !["if", "else", "for", "in"].contains(token.text)
    case .command: return Self.startsOperand(command: token.text)
    case .sign: return token.text == "√" || token.text == "-" && !isAtEnd
    case .text, .superscript: return false
    }
  }

  /// Reads what stands behind an operand: members, calls, indices and transposition.
  mutating func suffixed(
    _ operand: ForeignExpression, from first: Int
  ) throws(Untranslated) -> ForeignExpression {
    var value = operand
    while let token, token.kind == .sign {
      switch token.text {
      case ".":
        guard next + 1 < count else { throw Untranslated() }
        // `exp.(x)` of Julia.
        if isNext("(", offset: 1) {
          next += 1
          continue
        }
        guard kind(next + 1) == .name else { throw Untranslated() }
        value = .member(value, textOfToken(next + 1))
        next += 2
      case "(" where isCall(value, hasSpace: token.hasSpaceBefore):
        next += 1
        let arguments = try inBrackets { (parser) throws(Untranslated) in try parser.arguments() }
        try expect(")")
        value = .call(value, arguments)
      case "[" where !(token.hasSpaceBefore && separatesByBlanks):
        next += 1
        let indices = try inBrackets { (parser) throws(Untranslated) in try parser.indices() }
        try expect("]")
        value = .index(value, indices)
      case "'", ".'":
        guard dialect.isMATLAB || token.text == ".'" else { return value }
        next += 1
        value = .transposed(value)
      default: return value
      }
    }
    return value
  }

  private func isCall(_ value: ForeignExpression, hasSpace: Bool) -> Bool {
    switch value {
    case .name(let name):
      // `x(x+1)` multiplies, but `x(1)` of MATLAB is an index.
      if names.values.contains(name), !names.functions.contains(name) { return dialect.isMATLAB }
      return !(hasSpace && separatesByBlanks)
    case .member, .call: return true
    case .function: return true
    default: return false
    }
  }

  /// Reads expressions with commas between them.
  mutating func elements(until end: String) throws(Untranslated) -> [ForeignExpression] {
    var elements: [ForeignExpression] = []
    while !isNext(end) {
      elements.append(try expression())
      if !passes(",") { break }
    }
    return elements
  }

  private mutating func arguments() throws(Untranslated) -> [ForeignExpression.Argument] {
    var arguments: [ForeignExpression.Argument] = []
    while !isNext(")") {
      var name: String?
      if let token, token.kind == .name, isNext("=", offset: 1) {
        name = token.text
        next += 2
      }
      let isUnpacked = isNext("*")
      while isNext("*"), !isAtEnd { next += 1 }
      if dialect.isMATLAB, isNext(":"), isNext(")", offset: 1) {
        next += 1
        arguments.append(.init(name: nil, value: .name(":")))
      } else if dialect.isMATLAB, isNext(":"), isNext(",", offset: 1) {
        next += 1
        arguments.append(.init(name: nil, value: .name(":")))
      } else {
        let value = try expression()
        // `f(*a)` lacks an operand, where it does not unpack what is written out.
        if isUnpacked, !value.isWrittenOut { throw Untranslated() }
        arguments.append(.init(name: name, value: value))
      }
      if !passes(",") { break }
    }
    return arguments
  }

  private mutating func indices() throws(Untranslated) -> [ForeignExpression.Index] {
    var indices: [ForeignExpression.Index] = []
    repeat {
      if passes("…") { continue }
      let first = isNext(":") ? nil : try expression()
      guard passes(":") else {
        guard let first else { throw Untranslated() }
        let path = first.path ?? ""
        indices.append(path == "None" || path.hasSuffix(".newaxis") ? .newAxis : .at(first))
        continue
      }
      let last = isNext(",") || isNext("]") ? nil : try expression()
      if passes(":"), !isNext(",") && !isNext("]") { throw Untranslated() }
      indices.append(.range(first, last))
    } while passes(",")
    return indices
  }

  /// `[1, 2]`, `[1 2; 3 4]` or `[[1 2] [3 4]]`, after its bracket.
  private mutating func array() throws(Untranslated) -> ForeignExpression {
    let (rows, hasRows) = try inBrackets(array: true) { (parser) throws(Untranslated) in
      var rows: [[ForeignExpression]] = [[]]
      var hasRows = false
      while !parser.isNext("]") {
        guard !parser.isAtEnd else { throw Untranslated() }
        if parser.passes(",") {
          // A comma may come behind the last element, and nowhere else without one.
          guard !parser.isNext(","), rows.last?.isEmpty == false else { throw Untranslated() }
          continue
        }
        if parser.passes(";") {
          hasRows = true
          rows.append([])
          continue
        }
        if parser.isNextWord("for") { throw Untranslated("an array is written out") }
        rows[rows.count - 1].append(try parser.expression())
      }
      return (rows.filter { !$0.isEmpty }, hasRows)
    }
    try expect("]")
    if hasRows { return .list(rows.map { .list($0) }) }
    return .list(rows.first ?? [])
  }
}
