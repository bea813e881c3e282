extension [Token] {
  /// The tokens without the ends of lines inside brackets, where they have no meaning.
  ///
  /// A bracket that is never closed would swallow the rest of the file. So a line that can only be
  /// a statement of its own ends the one before, and each is reported separately.
  func joiningLinesInsideBrackets(_ source: SourceText) -> [Token] {
    var joined: [Token] = []
    joined.reserveCapacity(count)
    var depth = 0
    for index in indices {
      switch self[index].kind {
      case .leftParenthesis, .leftBracket:
        depth += 1
      case .rightParenthesis, .rightBracket:
        depth = Swift.max(0, depth - 1)
      case .endOfLine where depth > 0 && index + 1 < count:
        if !beginsStatement(at: index + 1, after: joined.last?.kind, in: source) { continue }
        depth = 0
      default: break
      }
      joined.append(self[index])
    }
    return joined
  }

  /// Whether a bracket that is open before a token is closed within the next 1,000 tokens.
  private func isClosed(after first: Int) -> Bool {
    var depth = 1
    for index in first..<Swift.min(count, first + 1000) {
      switch self[index].kind {
      case .leftParenthesis, .leftBracket: depth += 1
      case .rightParenthesis, .rightBracket: depth -= 1
      default: break
      }
      if depth == 0 { return true }
    }
    return first + 1000 < count
  }

  /// Whether a line inside brackets begins like `name =`, `name(a, b) =` or `expect name`.
  /// After a comma or a bracket `name =` is a named argument, if the bracket is closed at all.
  private func beginsStatement(
    at first: Int, after previous: Token.Kind?, in source: SourceText
  ) -> Bool {
    guard self[first].kind == .name, first + 1 < count else { return false }
    if self[first + 1].kind == .name {
      return ReservedWord(rawValue: source.text(of: self[first].span)) != nil
    }
    // `show 4 decimals`.
    if self[first + 1].kind == .number {
      return ReservedWord(rawValue: source.text(of: self[first].span)) == .show
    }
    if self[first + 1].kind == .equals {
      return previous != .comma && previous != .leftParenthesis || !isClosed(after: first)
    }
    return self[first + 1].kind == .leftParenthesis && isFunctionHead(at: first)
  }

  /// Whether a name and its brackets, which hold only names, are followed by `=`.
  func isFunctionHead(at first: Int) -> Bool {
    var index = first + 2
    while index < count, self[index].kind == .name || self[index].kind == .comma { index += 1 }
    return index + 1 < count && self[index].kind == .rightParenthesis
      && self[index + 1].kind == .equals
  }
}

/// Words that begin a statement or denote a number, and therefore cannot be names.
enum ReservedWord: String, CaseIterable {
  case param, data, minimize, report, show, expect, pi

  static let firstLetters = Array("pdmrse".utf8)
}
