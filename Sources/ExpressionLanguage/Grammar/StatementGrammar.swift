import ComputationGraph

// line = definition | "param" definition
//        | "data" … | "minimize" … | "report" … | "show" … | "expect" …
extension Parser {
  func statement() throws(Diagnostic) -> Statement {
    guard kind == .name else {
      if kind == .equals { throw expected("a name") }
      try expectNoDigit()
      try expression()
      throw try notADefinition(from: next)
    }
    guard let word = reservedWord(at: next), word != .pi else {
      return try definition()
    }
    if kindAfterNext == .equals { throw reserved(next) }
    switch word {
    case .param:
      next += 1
      return try definition(isParameter: true)
    case .data:
      return .data(try data())
    case .minimize:
      return .minimize(try minimize())
    case .report:
      return .report(try report())
    case .show:
      return .show(try show())
    case .expect:
      return .expect(try expectation())
    case .pi:
      return try definition()
    }
  }

  /// `name = expression` or `name(a, b) = expression`.
  private func definition(isParameter: Bool = false) throws(Diagnostic) -> Statement {
    let first = next
    try expectNoDigit()
    guard kind == .name else { throw expected("a name") }
    switch kindAfterNext {
    case .equals:
      if reservedWord(at: first) != nil { throw reserved(first) }
      next += 2
      let start = instructions.count
      try expression(after: next - 1)
      return .value(
        ValueStatement(
          name: names.name(text(first)), nameToken: first, isParameter: isParameter,
          body: start..<instructions.count, lastToken: next - 1))
    case .leftParenthesis where !isParameter && isFunctionHead(at: first):
      if reservedWord(at: first) != nil { throw reserved(first) }
      try parameterList()
      let start = instructions.count
      let argumentCount = parameters.count
      try expression(after: next - 1)
      return .function(
        FunctionStatement(
          name: names.name(text(first)), nameToken: first, argumentCount: argumentCount,
          body: start..<instructions.count))
    default:
      try expectNoUpdate(first)
      try expectNoForeignWord(first)
      if isParameter {
        next += 1
        throw expected("'=' after '\(shortText(TokenRange(first, first)))'")
      }
      throw try notADefinition(from: first)
    }
  }

  /// Whether a name and brackets are followed by `=`, whatever the brackets hold.
  private func isFunctionHead(at first: Int) -> Bool {
    var index = first + 2
    while tokens[index].kind == .name || tokens[index].kind == .comma { index += 1 }
    return tokens[index].kind == .rightParenthesis && tokens[index + 1].kind == .equals
  }

  /// The `(a, b) =` of a function, whose names `parameters` then holds.
  private func parameterList() throws(Diagnostic) {
    next += 1
    repeat {
      next += 1
      guard kind == .name else { throw expected("the name of a parameter") }
      let name = text(next)
      if reservedWord(at: next) != nil { throw reserved(next) }
      if parameters.updateValue(Int32(parameters.count), forKey: name) != nil {
        throw Diagnostic(.repeatedParameter(name), at: tokens[next].span)
      }
      next += 1
    } while kind == .comma
    try expect(.rightParenthesis, "',' or ')'")
    try expect(.equals, "'='")
  }

  /// Says what is wrong with a line that is no definition.
  private func notADefinition(from first: Int) throws(Diagnostic) -> Diagnostic {
    if tokens[first].kind == .name, kindAfterNext == .name || kindAfterNext == .number {
      let word = text(first)
      next += 1
      let near = nearest(to: word, among: ReservedWord.allCases.map(\.rawValue))
      return Diagnostic(
        .expected(
          "'=' after '\(shortText(TokenRange(first, first)))'",
          found: "'\(shortText(TokenRange(next, next)))'"),
        at: here, notes: near.map { [.didYouMean($0)] } ?? [])
    }
    let start = lineStart
    next = start
    let written = try expression()
    switch kind {
    case .equals:
      return Diagnostic(.assignmentToExpression(shortText(written)), at: span(of: written))
    case .endOfLine:
      let free = ["f", "g", "h"].first { names.existing($0) == nil } ?? "result"
      return Diagnostic(
        .noDefinition, at: span(of: written), notes: [.write("\(free) = \(shortText(written))")])
    default:
      return expected("'='")
    }
  }

  /// The first token of the line that is being read.
  private var lineStart: Int {
    var index = next
    while index > 0, tokens[index - 1].kind != .endOfLine { index -= 1 }
    return index
  }

  func reserved(_ token: Int) -> Diagnostic {
    Diagnostic(.reservedWord(text(token)), at: tokens[token].span)
  }

  /// Says what stands where the line should end.
  func expectEndOfLine() throws(Diagnostic) {
    switch kind {
    case .endOfLine: return
    case .rightParenthesis: throw Diagnostic(.neverOpened(")"), at: here)
    case .rightBracket: throw Diagnostic(.neverOpened("]"), at: here)
    case .equals: throw Diagnostic(.secondEquals, at: here)
    case .comma:
      throw Diagnostic(
        .expected("the end of the line", found: found), at: here, notes: numbersAroundComma)
    default: throw expected("the end of the line")
    }
  }
}

// What is meant by lines that other languages would understand.
extension Parser {
  /// `1.5` for `1,5`, and an array for `1, 5` and `1,2,3`.
  private var numbersAroundComma: [Diagnostic.Note] {
    let (before, after) = (tokens[next - 1], tokens[next + 1])
    guard before.kind == .number, after.kind == .number else { return [] }
    let isTight = before.end + 1 == after.start
    if isTight, tokens[next + 2].kind == .endOfLine, !text(next - 1).contains(".") {
      return [.write("\(text(next - 1)).\(text(next + 1)) with a point")]
    }
    var end = next + 1
    while tokens[end + 1].kind == .comma, tokens[end + 2].kind == .number { end += 2 }
    let numbers = (next - 1...end).filter { tokens[$0].kind == .number }.prefix(9).map(text)
    return [.write("[\(numbers.joined(separator: ", "))] for an array")]
  }

  /// Says that a name such as `1x` begins with a digit, where one is to be defined.
  private func expectNoDigit() throws(Diagnostic) {
    guard kind == .number, kindAfterNext == .name, tokens[next].end == tokens[next + 1].start,
      tokens[next + 2].kind == .equals
    else { return }
    let name = TokenRange(next, next + 1)
    throw Diagnostic(
      .digitFirst(shortText(name)), at: span(of: name),
      notes: [.write("\(shortText(TokenRange(next + 1, next + 1)))\(text(next)) = …")])
  }

  /// Says what is written for `x += 1`, because a name stands for one value.
  private func expectNoUpdate(_ name: Int) throws(Diagnostic) {
    let sign = tokens[name + 1]
    guard [.plus, .minus, .times, .divide].contains(sign.kind),
      tokens[name + 2].kind == .equals, sign.end == tokens[name + 2].start
    else { return }
    let old = text(name)
    let fresh = (2...9).lazy.map { "\(old)\($0)" }.first { names.existing($0) == nil } ?? "y"
    throw Diagnostic(
      .changesValue(old), at: span(of: TokenRange(name + 1, name + 2)),
      notes: [.write("\(shortened(fresh)) = \(shortened(old)) \(text(name + 1)) …")])
  }

  /// Says that nothing is imported, and that definitions have no word before them.
  private func expectNoForeignWord(_ first: Int) throws(Diagnostic) {
    guard kindAfterNext == .name else { return }
    let name = shortText(TokenRange(first + 1, first + 1))
    switch text(first) {
    case "import", "from", "using", "include":
      throw Diagnostic(.importsNothing, at: tokens[first].span)
    case "let", "var", "const", "double", "float", "int":
      throw Diagnostic(
        .expected("'=' after '\(text(first))'", found: "'\(name)'"), at: tokens[first + 1].span,
        notes: [.write("\(name) = …")])
    case "def", "func", "function":
      throw Diagnostic(
        .expected("'=' after '\(text(first))'", found: "'\(name)'"), at: tokens[first + 1].span,
        notes: [.write("\(name)(a, b) = …")])
    default: return
    }
  }
}

// expectation = "expect" ["grad"] name ("=" | "<" | ">" | "<=" | ">=") number
//               ["±" number] ["after" number]
// Instead of the number, an array of numbers can be promised.
extension Parser {
  private func expectation() throws(Diagnostic) -> ExpectStatement {
    next += 1
    let first = next
    var subject = Expectation.Subject.value
    if kind == .name, text(next) == "grad", kindAfterNext == .name {
      subject = .gradient
      next += 1
    }
    let nameToken = next
    guard kind == .name else { throw expected("a name after '\(text(next - 1))'") }
    if reservedWord(at: next) != nil { throw reserved(next) }
    let name = valueName()
    guard let comparison = comparison() else { throw expected("'=', '<', '>', '<=' or '>='") }
    next += 1
    let firstOfBound = next
    var (bounds, tolerances) = try promised(isCompared: comparison != .equal)
    let boundTokens = TokenRange(firstOfBound, next - 1)
    if comparison == .equal, passes(.plusMinus) || passesPlusMinus() {
      tolerances = Array(repeating: try number().value, count: tolerances.count)
    }
    var iterations = 0
    if kind == .name, text(next) == "after" {
      next += 1
      let span = here
      let (count, _) = try number()
      guard let whole = Int(exactly: count), whole <= 1_000_000_000 else {
        throw Diagnostic(
          .expected("a whole number of iterations", found: source.text(of: span)), at: span)
      }
      iterations = whole
    }
    return ExpectStatement(
      name: name, nameToken: nameToken, subject: subject,
      comparison: comparison, bounds: bounds, tolerances: tolerances, boundTokens: boundTokens,
      iterations: iterations, written: TokenRange(first, next - 1))
  }

  /// A number or an array of numbers, and how far equal ones may be from each.
  private func promised(isCompared: Bool) throws(Diagnostic) -> (Tensor, tolerances: [Double]) {
    guard kind == .leftBracket else {
      let (bound, tolerance) = try promisedNumber(isCompared: isCompared)
      return (Tensor(bound), [tolerance])
    }
    let open = next
    var shape: Shape?
    var elements: [Double] = []
    var tolerances: [Double] = []
    var count = 0
    repeat {
      next += 1
      let first = next
      try descend()
      let (row, rowTolerances) = try promised(isCompared: isCompared)
      nesting -= 1
      count += 1
      if let shape, row.shape != shape {
        throw Diagnostic(
          .doesNotFit(.rows(first: shape, number: count, other: row.shape)),
          at: span(of: TokenRange(first, next - 1)))
      }
      shape = row.shape
      elements += row.elements
      tolerances += rowTolerances
    } while kind == .comma
    try close(.rightBracket, openedAt: open)
    guard let shape = try? Shape([count] + (shape?.extents ?? [])),
      let tensor = try? Tensor(elements, shape: shape)
    else { preconditionFailure("rows of one shape make no array") }
    return (tensor, tolerances)
  }

  private func comparison() -> Expectation.Comparison? {
    switch kind {
    case .equals: .equal
    case .less: .less
    case .greater: .greater
    case .lessOrEqual: .lessOrEqual
    case .greaterOrEqual: .greaterOrEqual
    default: nil
    }
  }

  /// `±` as it is typed on a keyboard.
  private func passesPlusMinus() -> Bool {
    guard kind == .plus, kindAfterNext == .minus else { return false }
    next += 2
    return true
  }

  /// A number, `inf` or `nan`, and how far an equal one may be from it.
  private func promisedNumber(
    isCompared: Bool
  ) throws(Diagnostic) -> (bound: Double, tolerance: Double) {
    let sign = next + (kind == .minus || kind == .plus ? 1 : 0)
    if tokens[sign].kind == .name, text(sign) == "inf" || text(sign) == "nan" && !isCompared {
      let isNegative = kind == .minus
      let isInfinity = text(sign) == "inf"
      next = sign + 1
      return (isInfinity ? isNegative ? -.infinity : .infinity : .nan, 0)
    }
    let (value, text) = try signedNumber()
    return (value, Expectation.tolerance(of: text, value: value))
  }

  /// A number with or without a sign, and the text of it without.
  func signedNumber() throws(Diagnostic) -> (value: Double, text: String) {
    if passes(.minus) {
      let (value, text) = try number()
      return (-value, text)
    }
    _ = passes(.plus)
    return try number()
  }
}
