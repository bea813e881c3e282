// line = definition | "param" definition
//        | "data" … | "minimize" … | "report" … | "show" … | "expect" …

/// Reads the lines of a file. A line with a mistake is left out and reported, and the next is read
/// as usual.
struct StatementReader {
  private(set) var reader: ExpressionReader
  private(set) var statements: [Statement] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// The names whose definitions have mistakes; using them is not another mistake.
  private(set) var brokenNames: Set<Name> = []

  init(_ text: TokenText) {
    reader = ExpressionReader(text)
    while !reader.tokens.isAtEnd {
      if !reader.tokens.passes(.endOfLine) { readLine() }
    }
    if let function = loneFunction { readAsDefinition(function) }
  }

  /// Reads the function at `index` of the statements as the definition of a value: its arguments
  /// become the values with their names, and it stands below all of them.
  private mutating func readAsDefinition(_ index: Int) {
    guard let function = statements.remove(at: index).function else { return }
    let arguments = function.argumentTokens.map { reader.names.name(reader.text.spelling(of: $0)) }
    for place in function.body {
      guard case .argument(let slot) = reader.code.instructions[place].action else { continue }
      reader.code.replace(at: place, with: .name(arguments[Int(slot)]))
    }
    let last = reader.code.instructions[function.body.upperBound - 1].written.last
    statements.append(
      .value(
        ValueStatement(
          name: function.name, nameToken: function.nameToken, isParameter: false,
          body: function.body, lastToken: Int(last))))
  }

  /// Reads one statement, or reports its mistake and skips it.
  private mutating func readLine() {
    let first = reader.tokens.next
    let firstInstruction = reader.code.instructions.count
    do throws(Diagnostic) {
      try reader.text.expectNoStrayCharacter(from: first)
      let statement = try statement()
      try reader.tokens.expectEndOfLine()
      statements.append(statement)
      switch statement {
      case .value(let value): reader.names.define(value.name, as: .value)
      case .function(let function): reader.names.define(function.name, as: .function)
      case .data, .minimize, .report, .show, .decimals, .expect: break
      }
    } catch {
      diagnostics.append(error)
      reader.leaveOut(from: firstInstruction)
      for name in definedNames(from: first) { brokenNames.insert(reader.names.name(name)) }
      reader.tokens.skipLine(from: first)
    }
    reader.parameters = [:]
  }

  /// The names that a statement with a mistake would have defined: its own, and those of the lines
  /// that a bracket which is never closed has swallowed.
  private func definedNames(from first: Int) -> [String] {
    let text = reader.text
    var names = [definedName(from: first)].compactMap(\.self)
    // `parm W = 1` defines W, whatever its first word is.
    if text[first].kind == .name, text[first + 1].kind == .name, text[first + 2].kind == .equals {
      names.append(text.spelling(of: first + 1))
    }
    var index = first + 1
    var line = text.line(of: first)
    while text[index].kind != .endOfLine {
      let next = text.line(of: index)
      if next != line, let name = definedName(from: index), text[index + 1].kind != .comma {
        names.append(name)
      }
      line = next
      index += 1
    }
    return names
  }

  /// The name that a line with a mistake would have defined.
  private func definedName(from first: Int) -> String? {
    let text = reader.text
    let word = text.reservedWord(at: first)
    let index = word == .param || word == .data ? first + 1 : first
    guard text[index].kind == .name, text.reservedWord(at: index) == nil else { return nil }
    return text.spelling(of: index)
  }

  private mutating func statement() throws(Diagnostic) -> Statement {
    let first = reader.tokens.next
    guard reader.tokens.kind == .name else {
      if reader.tokens.kind == .equals { throw reader.tokens.expected("a name") }
      try reader.tokens.expectNoDigit()
      try reader.expression()
      throw try notADefinition(from: reader.tokens.next, in: first)
    }
    let word = reader.text.reservedWord(at: first)
    if word != nil, word != .pi {
      if reader.tokens.kindAfterNext == .equals {
        try reader.tokens.expectNoReservedWord(at: first)
      }
      reader.tokens.next += 1
    }
    switch word {
    case nil, .pi: return try definition()
    case .param: return try definition(isParameter: true)
    case .data: return .data(try DataStatement(&reader.tokens, &reader.names))
    case .minimize: return .minimize(try MinimizeStatement(&reader.tokens, &reader.names))
    case .report: return .report(try ReportStatement(&reader))
    case .show where DecimalsStatement.isNext(in: reader.tokens):
      return .decimals(try DecimalsStatement(&reader.tokens))
    case .show: return .show(try ShowStatement(&reader.tokens, &reader.names))
    case .expect: return .expect(try ExpectStatement(&reader.tokens, &reader.names))
    }
  }

  /// `name = expression` or `name(a, b) = expression`.
  private mutating func definition(isParameter: Bool = false) throws(Diagnostic) -> Statement {
    let first = reader.tokens.next
    try reader.tokens.expectNoDigit()
    guard reader.tokens.kind == .name else { throw reader.tokens.expected("a name") }
    let name = reader.text.spelling(of: first)
    switch reader.tokens.kindAfterNext {
    case .equals:
      try reader.tokens.expectNoReservedWord(at: first)
      reader.tokens.next += 2
      let body = try reader.body()
      return .value(
        ValueStatement(
          name: reader.names.name(name), nameToken: first, isParameter: isParameter, body: body,
          lastToken: reader.tokens.next - 1))
    case .leftParenthesis where !isParameter && reader.text.tokens.isFunctionHead(at: first):
      try reader.tokens.expectNoReservedWord(at: first)
      try parameterList()
      let body = try reader.body()
      return .function(
        FunctionStatement(
          name: reader.names.name(name), nameToken: first,
          argumentCount: reader.parameters.count, body: body))
    default:
      try reader.tokens.expectNoUpdate(reader.names)
      try reader.tokens.expectNoForeignWord()
      if isParameter {
        reader.tokens.next += 1
        throw reader.tokens.expected("'=' after '\(reader.text.shortText(first))'")
      }
      throw try notADefinition(from: first, in: first)
    }
  }

  /// Reads the `(a, b) =` of a function, so that its expression can refer to the parameters.
  private mutating func parameterList() throws(Diagnostic) {
    reader.tokens.next += 1
    repeat {
      reader.tokens.next += 1
      try reader.tokens.expectName("the name of a parameter")
      let name = reader.text.spelling(of: reader.tokens.next)
      let slot = Int32(reader.parameters.count)
      if reader.parameters.updateValue(slot, forKey: name) != nil {
        throw Diagnostic(.repeatedParameter(name), at: reader.tokens.here)
      }
      reader.tokens.next += 1
    } while reader.tokens.kind == .comma
    try reader.tokens.expect(.rightParenthesis, "',' or ')'")
    try reader.tokens.expect(.equals, "'='")
  }

  /// The mistake in a line that is not a definition.
  private mutating func notADefinition(
    from first: Int, in lineStart: Int
  ) throws(Diagnostic) -> Diagnostic {
    let text = reader.text
    if text[first].kind == .name, [.name, .number].contains(reader.tokens.kindAfterNext) {
      reader.tokens.next += 1
      let missing = reader.tokens.expected("'=' after '\(text.shortText(first))'")
      let word = text.spelling(of: first)
      // To maximize is the opposite of what the nearest word says.
      let near =
        word.hasPrefix("max")
        ? nil
        : Diagnostic.Note.nearest(
          to: word, among: ReservedWord.allCases.map(\.rawValue), at: text.span(of: first))
      let gap = SourceSpan(start: text.span(of: first).end, end: text.span(of: first + 1).start)
      let equals = Correction(gap, " = ")
      return missing.with(near.map { [$0] } ?? (word.count <= 2 ? [.write(equals)] : []))
    }
    reader.tokens.next = lineStart
    let written = try reader.expression()
    let expression = text.shortText(written)
    switch reader.tokens.kind {
    case .equals:
      return Diagnostic(.assignmentToExpression(expression), at: text.span(of: written))
    case .endOfLine:
      return Diagnostic(.noDefinition, at: text.span(of: written))
    default:
      return reader.tokens.expected("'='")
    }
  }
}
