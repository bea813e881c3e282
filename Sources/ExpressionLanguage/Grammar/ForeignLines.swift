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
    let notes: [Diagnostic.Note] =
      switch scalar {
      case "–", "—", "‐", "－": [.write("'-' instead")]
      case "∗", "＊", "•": [.write("'*' instead")]
      case "＋": [.write("'+' instead")]
      case "（": [.write("'(' instead")]
      case "）": [.write("')' instead")]
      case "＝": [.write("'=' instead")]
      case ";" where openBracket(before: index) == nil: [.write("a new line instead")]
      case "，", ";": [.write("',' instead")]
      case "²": [.write("'^2' instead")]
      case "³": [.write("'^3' instead")]
      case "“", "”", "„", "‟", "«", "»", "‘", "’", "'", "`": [.write("'\"' instead")]
      case "|": [.write("'abs(…)' instead, if it is the absolute value")]
      case "√": [.write("'sqrt(…)' instead")]
      case "∂": [.write("'grad' instead")]
      case "\u{A0}", "\u{2002}"..."\u{200B}", "\u{202F}", "\u{3000}":
        [.write("an ordinary blank instead")]
      default: []
      }
    let isControl = scalar.properties.generalCategory == .control && !scalar.rearrangesText
    return Diagnostic(
      scalar.isHidden && !isControl ? .hiddenCharacter(scalar) : .strayCharacter(scalar),
      at: span(of: index), notes: notes)
  }
}

extension TokenReader {
  /// Throws unless the line ends here.
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

  /// `1.5` for `1,5`, and an array for `1, 5` and `1,2,3`.
  private var numbersAroundComma: [Diagnostic.Note] {
    let (before, after) = (text[next - 1], text[next + 1])
    guard before.kind == .number, after.kind == .number else { return [] }
    let isTight = before.end + 1 == after.start
    let (left, right) = (text.spelling(of: next - 1), text.spelling(of: next + 1))
    if isTight, text[next + 2].kind == .endOfLine, !left.contains(".") {
      return [.write("\(left).\(right) with a point")]
    }
    var end = next + 1
    while text[end + 1].kind == .comma, text[end + 2].kind == .number { end += 2 }
    let numbers = (next - 1...end).filter { text[$0].kind == .number }.prefix(9)
    return [.write("[\(numbers.map(text.spelling).joined(separator: ", "))] for an array")]
  }

  /// Throws if a definition begins with a name such as `1x`, whose first character is a digit.
  func expectNoDigit() throws(Diagnostic) {
    guard kind == .number, kindAfterNext == .name, text[next].end == text[next + 1].start,
      text[next + 2].kind == .equals
    else { return }
    let name = TokenRange(next, next + 1)
    throw Diagnostic(
      .digitFirst(text.shortText(name)), at: text.span(of: name),
      notes: [.write("\(text.shortText(next + 1))\(text.spelling(of: next)) = …")])
  }

  /// Throws if the line is like `x += 1`, since a name has one value, and says what to write
  /// instead.
  func expectNoUpdate(_ names: NameTable) throws(Diagnostic) {
    let sign = text[next + 1]
    guard [.plus, .minus, .times, .divide].contains(sign.kind),
      text[next + 2].kind == .equals, sign.end == text[next + 2].start
    else { return }
    let old = text.spelling(of: next)
    let fresh = names.free(among: (2...9).map { "\(old)\($0)" }) ?? "y"
    let change = "\(shortened(fresh)) = \(shortened(old)) \(text.spelling(of: next + 1)) …"
    throw Diagnostic(
      .changesValue(old), at: text.span(of: TokenRange(next + 1, next + 2)),
      notes: [.write(change)])
  }

  /// Throws if the line imports something or begins with the keyword of another language.
  func expectNoForeignWord() throws(Diagnostic) {
    guard kindAfterNext == .name else { return }
    let word = text.spelling(of: next)
    let name = text.shortText(next + 1)
    let note: String
    switch word {
    case "import", "from", "using", "include":
      throw Diagnostic(.importsNothing, at: here)
    case "let", "var", "const", "double", "float", "int": note = "\(name) = …"
    case "def", "func", "function": note = "\(name)(a, b) = …"
    default: return
    }
    throw Diagnostic(
      .expected("'=' after '\(word)'", found: "'\(name)'"), at: text.span(of: next + 1),
      notes: [.write(note)])
  }
}
