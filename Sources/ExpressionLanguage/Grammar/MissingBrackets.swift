// The contents of brackets, and missing brackets.
extension TokenText {
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

  /// Whether a bracket is the one of a call, and not of a function that its line defines.
  func isCall(_ open: Int) -> Bool {
    self[open].kind == .leftParenthesis && open > 1 && self[open - 1].kind == .name
      && self[open - 2].kind != .endOfLine
  }

  /// The bytes of the line at a place, with the lines over which its brackets go on.
  func lineWithBrackets(at offset: Int) -> ClosedRange<Int> {
    var first = 0
    for token in tokens where token.kind == .endOfLine {
      if token.start >= offset { return first...Int(token.start) }
      first = Int(token.end)
    }
    return first...max(first, source.utf8.count)
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
    let isQuotedBehind = self[end + 1].kind == .string
    throw expected("the name of a file in quotes", found: file)
      .with(isQuotedBehind ? [] : [.write(.quoting(span(of: file)))])
  }

  /// Throws if a `(` follows `owner.name`, as in `np.exp(x)` or `x.sum()`.
  func expectNoMember(_ name: Int, of owner: TokenRange) throws(Diagnostic) {
    guard self[name + 1].kind == .leftParenthesis else { return }
    let whole = TokenRange(Int(owner.first), name)
    throw Diagnostic(.unknownFunction(shortText(whole)), at: span(of: whole))
  }

  /// The mistake of a value before brackets.
  func valueAsFunction(_ name: String, at token: Int) -> Diagnostic {
    Diagnostic(
      .valueAsFunction(name), at: span(of: token),
      notes: [.write(.inserting("*", after: span(of: token)), purpose: "to multiply")])
  }
}
