// Statements that begin with a word of another language.
extension FileTranslation {
  /// The lines for a statement that begins with `word`; `nil` if the word is an ordinary name.
  mutating func words(
    _ tokens: [ForeignToken], _ word: String
  ) throws(Untranslated) -> [String]? {
    let next = tokens.count > 1 ? tokens[1].text : ""
    if ["=", "(", "<-", "+=", "-="].contains(next),
      !["print", "disp", "minimize", "maximize"].contains(word)
    {
      if !(next == "("
        && [
          "if", "while", "for", "printf", "println", "minimise", "maximise", "require", "library",
          "display", "show",
        ].contains(word))
      {
        return nil
      }
    }
    let rest = Array(tokens.dropFirst())
    if ["expect", "show", "data", "param"].contains(word), next != "=" {
      guard word == "param", rest.count > 2, rest[0].kind == .name, rest[1].text == "=" else {
        throw Untranslated()
      }
      return try definition(rest).map { $0.hasPrefix("param ") ? $0 : "param " + $0 }
    }
    switch word {
    case "report":
      var notation = notation
      return ["report " + (try notation.text(read(rest)))]
    case "import", "from", "using", "include", "library", "require", "clc", "clear", "close",
      "format", "figure", "hold", "pass", "end", "package", "use", "plt", "fi", "done",
      "endfunction":
      return []
    case "if" where tokens.contains { $0.text == "__name__" }: return []
    case "with" where rest.first?.text != "respect":
      return tokens.last?.text == ":" ? [] : nil
    case "for", "while":
      return try loop(tokens)
    case "if", "elif", "else", "elseif", "switch", "case":
      throw Untranslated("there are no conditions; max, min, relu and abs choose between values")
    case "class", "struct", "try", "except", "raise", "del", "global", "yield", "async":
      guard tokens.count > 1 else { return nil }
      throw Untranslated(
        "a file has definitions only; a function is written f(a, b) = expression, and a layer "
          + "relu(x @ W + b)")
    case "let", "var", "const", "auto", "double", "float", "int", "val", "my", "local", "Let",
      "Set",
      "set", "real", "scalar", "vector", "Sei", "sei", "mut", "static", "Given", "given", "Gegeben",
      "define", "def", "where", "Where", "constant", "Real", "Float", "number", "matrix":
      if rest.first?.kind == .name || rest.first?.text == ":" {
        let inner = rest.first?.text == ":" ? Array(rest.dropFirst()) : rest
        if let again = inner.first, again.kind == .name,
          let lines = try words(inner, again.text)
        {
          return lines
        }
        var result: [String] = []
        for part in split(withoutType(inner)) { result += try definition(part) }
        return result
      }
      return nil
    case "parameter", "params", "parameters", "trainable", "learnable", "weight":
      guard rest.count > 2, rest[0].kind == .name, rest[1].text == "=" else { return nil }
      return try definition(rest).map { $0.hasPrefix("param ") ? $0 : "param " + $0 }
    case "return":
      guard !rest.isEmpty else { return [] }
      return try translatedParts(rest)
    case "print", "disp", "println", "printf", "fprintf", "display", "echo", "puts", "cat":
      return try printed(rest)
    case "assert": return try asserted(rest)
    case "minimise", "maximize", "maximise", "minimize", "optimize", "argmin", "argmax", "min",
      "max", "Minimize", "Maximize", "descend", "ascend", "train":
      return try objective(word.lowercased(), rest)
    default: return nil
    }
  }

  private mutating func translatedParts(_ tokens: [ForeignToken]) throws(Untranslated) -> [String] {
    var result: [String] = []
    for part in split(tokens) { result += try definition(part) }
    return result
  }

  /// `x = 3` for `x: float = 3`.
  private func withoutType(_ tokens: [ForeignToken]) -> [ForeignToken] {
    guard tokens.count > 3, tokens[1].text == ":",
      let equals = tokens.firstIndex(where: { $0.text == "=" }), equals > 2, equals <= 5
    else { return tokens }
    return [tokens[0]] + tokens[equals...]
  }

  /// A loop that repeats updates is what `minimize` does.
  private mutating func loop(_ tokens: [ForeignToken]) throws(Untranslated) -> [String] {
    let later = statements.filter { $0.lines.lowerBound > lineOfBlock }
    let inside = later.prefix {
      $0.tokens.isEmpty || $0.indent > 0 || ["end", "}"].contains($0.tokens.first?.text ?? "")
    }
    let trains = inside.contains { statement in
      statement.tokens.contains { ["backward", "step", "grad", "gradient"].contains($0.text) }
    }
    guard trains else {
      throw Untranslated(
        "there are no loops; sum(x*w) adds over arrays, and 'minimize' repeats updates")
    }
    return []
  }

  /// Values that are printed are shown anyway; what is computed in the brackets gets a name.
  private mutating func printed(_ tokens: [ForeignToken]) throws(Untranslated) -> [String] {
    var tokens = tokens
    if tokens.first?.text == "(", tokens.last?.text == ")" {
      tokens = Array(tokens[1..<(tokens.count - 1)])
    }
    var parser = ForeignParser(
      tokens.filter {
        !($0.kind == .name && $0.text == "f" && !$0.hasSpaceBefore && tokens.count == 2)
      }, names, dialect)
    var result: [String] = []
    while !parser.isAtEnd {
      if let token = parser.token, token.kind == .name, parser.isNext("=", offset: 1) { break }
      guard let value = try? parser.expression() else { return result }
      if let line = try line(printing: value) {
        result.append(line)
        names.values.insert(String(line.prefix { $0 != " " }))
        lines.append(line)
      }
      if !parser.passes(",") { break }
    }
    lines.removeLast(result.count)
    return result
  }

  private mutating func line(printing value: ForeignExpression) throws(Untranslated) -> String? {
    switch value {
    case .text, .number: return nil
    case .member(_, "grad"), .member(_, "shape"), .member(_, "data"), .name: return nil
    case .call(.member(let owner, "item"), _), .call(.member(let owner, "detach"), _),
      .call(.member(let owner, "numpy"), _), .call(.member(let owner, "tolist"), _):
      return try line(printing: owner)
    case .call(.name("round"), let arguments), .call(.name("float"), let arguments):
      return try arguments.first.flatMap { argument throws(Untranslated) in
        try line(printing: argument.value)
      }
    case .index(.name, _): return nil
    default:
      var notation = notation
      let present = renamed.isEmpty ? value : value.replacing(renamed.mapValues { .name($0) })
      return "\(freeName) = \(try notation.text(present))"
    }
  }

  /// `assert f == 3` and `assert np.isclose(f, 3)` are promises.
  private mutating func asserted(_ tokens: [ForeignToken]) throws(Untranslated) -> [String] {
    let value = try read(tokens)
    let (left, right): (ForeignExpression, ForeignExpression)
    switch value {
    case .binary("==", let a, let b): (left, right) = (a, b)
    case .call(let function, let arguments)
    where ["isclose", "allclose"].contains(FunctionTranslation.key(function.path ?? "")):
      guard arguments.count >= 2 else { throw Untranslated() }
      (left, right) = (arguments[0].value, arguments[1].value)
    case .binary("<", .call(.name("abs"), let difference), .number(let tolerance)):
      guard case .binary("-", let a, let b)? = difference.first?.value else { throw Untranslated() }
      guard case .name(let name) = a else { throw Untranslated() }
      var notation = notation
      return ["expect \(name) = \(try notation.text(b)) ± \(tolerance)"]
    default: throw Untranslated("a promise is written expect f = 3")
    }
    var notation = notation
    switch left {
    case .name(let name): return ["expect \(name) = \(try notation.text(right))"]
    case .member(.name(let name), "grad"):
      return ["expect grad \(name) = \(try notation.text(right))"]
    default: throw Untranslated("a promise is written expect f = 3")
    }
  }
}
