// What is in brackets, and which brackets are missing.
extension Parser {
  /// The arguments between a bracket and the one that closes it, as a message quotes them.
  func argumentTexts(openedAt open: Int) -> [String] {
    var texts: [String] = []
    var depth = 0
    var first = open + 1
    var index = open
    while tokens[index].kind != .endOfLine {
      switch tokens[index].kind {
      case .leftParenthesis, .leftBracket: depth += 1
      case .rightParenthesis, .rightBracket: depth -= 1
      default: break
      }
      let isEnd = depth == 0 || depth == 1 && tokens[index].kind == .comma
      if isEnd, index > open {
        if first < index { texts.append(shortText(TokenRange(first, index - 1))) }
        first = index + 1
      }
      if depth == 0 { return texts }
      index += 1
    }
    return texts
  }

  /// The innermost bracket that is open before a token.
  func openBracket(before token: Int) -> Int? {
    var depth = 0
    var index = token - 1
    while index >= 0, tokens[index].kind != .endOfLine {
      switch tokens[index].kind {
      case .rightParenthesis, .rightBracket: depth += 1
      case .leftParenthesis, .leftBracket:
        if depth == 0 { return index }
        depth -= 1
      default: break
      }
      index -= 1
    }
    return nil
  }

  /// Says that the name of a file wants quotes, as in `csv(c.csv)`.
  func expectQuotedFile(after open: Int) throws(Diagnostic) {
    guard tokens[open - 1].kind == .name, text(open - 1) == "csv",
      tokens[open + 1].kind == .name, !namesFunction(open - 1)
    else { return }
    var end = open + 1
    while [.name, .number, .dot, .divide, .minus].contains(tokens[end + 1].kind) { end += 1 }
    let file = TokenRange(open + 1, end)
    guard ["csv", "txt", "tsv", "data"].contains(text(end)), tokens[end - 1].kind == .dot else {
      return
    }
    throw Diagnostic(
      .expected("the name of a file in quotes", found: "'\(shortText(file))'"),
      at: span(of: file), notes: [.write("csv(\"\(shortText(file))\")")])
  }

  /// Whether a function of the file has the name.
  private func namesFunction(_ token: Int) -> Bool {
    let name = names.existing(text(token))
    return statements.contains { statement in
      if case .function(let function) = statement { function.name == name } else { false }
    }
  }

  /// What is written instead of brackets in which a comma stands, as in `zeros((2, 3))`.
  func writtenWithoutTuple(_ open: Int) -> Diagnostic.Note? {
    let inner = argumentTexts(openedAt: open).joined(separator: ", ")
    guard !inner.isEmpty else { return nil }
    guard let outer = openBracket(before: open), outer > 0, tokens[outer - 1].kind == .name,
      ForeignFunction.sizesFunctions.contains(text(outer - 1))
    else { return .write("[\(inner)] for an array") }
    let sizes = argumentTexts(openedAt: outer).map {
      $0.hasPrefix("(") && $0.hasSuffix(")") ? String($0.dropFirst().dropLast()) : $0
    }
    return .write("\(text(outer - 1))(\(sizes.joined(separator: ", ")))")
  }

  /// Whether a token is the name of a function that nothing above defines as a value.
  func isFunction(_ token: Int) -> Bool {
    guard tokens[token].kind == .name, parameters[text(token)] == nil else { return false }
    let text = text(token)
    let existing = names.existing(text)
    for statement in statements {
      switch statement {
      case .value(let value) where value.name == existing: return false
      case .function(let function) where function.name == existing: return true
      default: continue
      }
    }
    return BuiltInFunction.named(text) != nil
  }

  /// Says that `exp x` and `exp[x]` want parentheses.
  func expectParentheses(_ function: Int, around argument: String) throws(Diagnostic) {
    guard isFunction(function) else { return }
    let name = text(function)
    throw Diagnostic(
      .functionAsValue(name), at: tokens[function].span, notes: [.write("\(name)(\(argument))")])
  }

  /// Says what is written for `np.exp(x)` or `x.sum()`, when a `(` follows `owner.name`.
  func expectNoMember(_ name: Int, of owner: TokenRange) throws(Diagnostic) {
    guard tokens[name + 1].kind == .leftParenthesis else { return }
    let ownerText = shortText(owner)
    let translation = ForeignFunction.translation(
      ofMember: text(name), owner: ownerText, argumentTexts(openedAt: name + 1))
    guard translation != nil || ForeignFunction.isModule(ownerText) else { return }
    throw Diagnostic(
      .unknownFunction(shortText(TokenRange(Int(owner.first), name))),
      at: span(of: TokenRange(Int(owner.first), name)),
      notes: translation.map { [.write($0)] } ?? [])
  }
}
