import Cells

// Characters and lines written as in another language.
extension TokenText {
  /// Throws if the line has a stray character: any mistake in the grammar would be a consequence of
  /// it.
  func expectNoStrayCharacter(from first: Int) throws(Diagnostic) {
    var index = first
    while self[index].kind != .endOfLine {
      if self[index].kind == .stray { throw strayCharacter(index) }
      index += 1
    }
  }

  private func strayCharacter(_ index: Int) -> Diagnostic {
    let scalar = spelling(of: index).unicodeScalars.first ?? " "
    let isControl = scalar.properties.generalCategory == .control && !scalar.rearrangesText
    return Diagnostic(
      scalar.isHidden && !isControl ? .hiddenCharacter(scalar) : .strayCharacter(scalar),
      at: span(of: index))
  }
}

extension TokenReader {
  /// Throws unless the line ends here.
  func expectEndOfLine() throws(Diagnostic) {
    switch kind {
    case .endOfLine: return
    case .rightParenthesis: throw Diagnostic(.neverOpened(")"), at: here)
    case .rightBracket: throw Diagnostic(.neverOpened("]"), at: here)
    case .equals where hasEqualsBefore: throw Diagnostic(.secondEquals, at: here)
    case .comma:
      throw Diagnostic(
        .expected("the end of the line", found: found), at: here, notes: numbersAroundComma)
    default: throw expected("the end of the line")
    }
  }

  /// Whether the line has an `=` before the next token.
  private var hasEqualsBefore: Bool {
    (0..<next).reversed().prefix { text[$0].kind != .endOfLine }
      .contains { text[$0].kind == .equals }
  }

  /// `1.5` for `1,5`, and an array for `1, 5` and `1,2,3`.
  private var numbersAroundComma: [Diagnostic.Note] {
    let (before, after) = (text[next - 1], text[next + 1])
    guard before.kind == .number, after.kind == .number else { return [] }
    let isTight = before.end + 1 == after.start
    let left = text.spelling(of: next - 1)
    if isTight, text[next + 2].kind == .endOfLine, !left.contains(".") {
      return [.write(Correction(here, "."), purpose: "with a point")]
    }
    var end = next + 1
    while text[end + 1].kind == .comma, text[end + 2].kind == .number { end += 2 }
    let edits = [
      Correction.Edit(text.span(of: next - 1).start, "["),
      Correction.Edit(text.span(of: end).end, "]"),
    ]
    return [.write(Correction(edits), purpose: "for an array")]
  }

  /// Throws if a definition begins with a name such as `1x`, whose first character is a digit.
  func expectNoDigit() throws(Diagnostic) {
    guard kind == .number, kindAfterNext == .name, text[next].end == text[next + 1].start,
      text[next + 2].kind == .equals
    else { return }
    let name = TokenRange(next, next + 1)
    throw Diagnostic(
      .digitFirst(text.shortText(name)), at: text.span(of: name),
      notes: [
        .write(
          Correction(
            text.span(of: name), text.spelling(of: next + 1) + text.spelling(of: next)))
      ])
  }

  /// Throws if the line is like `x += 1`, since a name has one value, and says what to write
  /// instead.
  func expectNoUpdate(_ names: NameTable) throws(Diagnostic) {
    let sign = text[next + 1]
    guard [.plus, .minus, .times, .divide].contains(sign.kind),
      text[next + 2].kind == .equals, sign.end == text[next + 2].start
    else { return }
    throw Diagnostic(
      .changesValue(text.spelling(of: next)), at: text.span(of: TokenRange(next + 1, next + 2)))
  }

  /// Throws if the line imports something or begins with the keyword of another language.
  func expectNoForeignWord() throws(Diagnostic) {
    guard kindAfterNext == .name else { return }
    let word = text.spelling(of: next)
    switch word {
    case "import", "from", "using", "include":
      throw Diagnostic(.importsNothing, at: here)
    case "for", "while": throw Diagnostic(.foreignWord(word, .loop), at: here)
    case "if", "elif", "else": throw Diagnostic(.foreignWord(word, .condition), at: here)
    case "class", "try", "with", "return":
      throw Diagnostic(.foreignWord(word, .statement), at: here)
    case "let", "var", "const", "double", "float", "int", "def", "func", "function":
      throw Diagnostic(
        .expected("'=' after '\(word)'", found: "'\(text.shortText(next + 1))'"),
        at: text.span(of: next + 1))
    default: return
    }
  }
}
