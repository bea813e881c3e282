// The contents of brackets, and missing brackets.
extension TokenText {
  /// The arguments between a bracket and its counterpart, as quoted by a message.
  func argumentTexts(openedAt open: Int) -> [String] {
    var texts: [String] = []
    var depth = 0
    var first = open + 1
    var index = open
    while self[index].kind != .endOfLine {
      switch self[index].kind {
      case .leftParenthesis, .leftBracket: depth += 1
      case .rightParenthesis, .rightBracket: depth -= 1
      default: break
      }
      let isEnd = depth == 0 || depth == 1 && self[index].kind == .comma
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
    while index >= 0, self[index].kind != .endOfLine {
      switch self[index].kind {
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

  /// Throws if the name of a file lacks its quotes, as in `csv(c.csv)`.
  func expectQuotedFile(after open: Int, _ names: NameTable) throws(Diagnostic) {
    guard self[open - 1].kind == .name, spelling(of: open - 1) == "csv",
      self[open + 1].kind == .name, names.definition(of: "csv") != .function
    else { return }
    var end = open + 1
    while [.name, .number, .dot, .divide, .minus].contains(self[end + 1].kind) { end += 1 }
    let file = TokenRange(open + 1, end)
    guard ["csv", "txt", "tsv", "data"].contains(spelling(of: end)), self[end - 1].kind == .dot
    else { return }
    throw expected("the name of a file in quotes", found: file)
      .with([.write("csv(\"\(shortText(file))\")")])
  }

  /// The replacement for brackets that contain a comma, as in `zeros((2, 3))`.
  func writtenWithoutTuple(_ open: Int) -> Diagnostic.Note? {
    let inner = argumentTexts(openedAt: open).joined(separator: ", ")
    guard !inner.isEmpty else { return nil }
    guard let outer = openBracket(before: open), outer > 0, self[outer - 1].kind == .name,
      ForeignFunction.sizesFunctions.contains(spelling(of: outer - 1))
    else { return .write("[\(inner)] for an array") }
    let sizes = argumentTexts(openedAt: outer).map {
      $0.hasPrefix("(") && $0.hasSuffix(")") ? String($0.dropFirst().dropLast()) : $0
    }
    return .write("\(spelling(of: outer - 1))(\(sizes.joined(separator: ", ")))")
  }

  /// Throws if a `(` follows `owner.name`, as in `np.exp(x)` or `x.sum()`, and says what to write
  /// instead.
  func expectNoMember(_ name: Int, of owner: TokenRange) throws(Diagnostic) {
    guard self[name + 1].kind == .leftParenthesis else { return }
    let ownerText = shortText(owner)
    let translation = ForeignFunction.translation(
      ofMember: spelling(of: name), owner: ownerText, argumentTexts(openedAt: name + 1))
    guard translation != nil || ForeignFunction.isModule(ownerText) else { return }
    throw Diagnostic(
      .unknownFunction(shortText(TokenRange(Int(owner.first), name))),
      at: span(of: TokenRange(Int(owner.first), name)),
      notes: translation.map { [.write($0)] } ?? [])
  }

  /// The mistake of a value before brackets, which may be meant as a product.
  func valueAsFunction(_ name: String, at token: Int) -> Diagnostic {
    var index = token + 1
    var depth = 0
    repeat {
      if self[index].kind == .leftParenthesis { depth += 1 }
      if self[index].kind == .rightParenthesis { depth -= 1 }
      index += 1
    } while depth > 0 && self[index].kind != .endOfLine
    let brackets = shortText(TokenRange(token + 1, index - 1))
    return Diagnostic(
      .valueAsFunction(name), at: span(of: token),
      notes: [.write("\(shortText(token))*\(brackets) to multiply")])
  }
}
