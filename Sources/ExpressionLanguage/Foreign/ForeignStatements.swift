import Cells

// The statements of a file, and the names that they define.
extension FileTranslation {
  /// The statements, each with the lines over which its brackets go on.
  static func statements(of source: SourceText, _ dialect: ForeignDialect) -> [Statement] {
    var statements: [Statement] = []
    var line = 1
    var isInText = false
    while line <= source.lineCount {
      let first = line
      var text = source.line(line)
      line += 1
      // Nobody writes such a line; it is left as it is.
      guard text.utf8.count <= 1_000 else {
        let unread = ForeignToken(kind: .sign, text: "unread", hasSpaceBefore: false)
        statements.append(
          Statement(
            lines: first...first, indent: 0, tokens: [unread, unread], comment: nil, text: text))
        continue
      }
      let quotes = text.components(of: "\"\"\"")
      if isInText || quotes > 0 {
        // A text that explains; its lines are a comment.
        if quotes % 2 == 1 { isInText.toggle() }
        let words = text.replacing("\"\"\"", with: "").trimmed
        statements.append(
          Statement(lines: first...first, indent: 0, tokens: [], comment: words, text: text))
        continue
      }
      var lexer = ForeignLexer(text, dialect)
      while openCount(lexer.tokens) > 0 || text.trimmed.hasSuffix("\\") && !text.hasSuffix("\\\\")
        || lexer.tokens.last?.text == "…", line <= source.lineCount, line - first < 60,
        text.utf8.count < 4_000
      {
        var end = text.trimmed
        if end.hasSuffix("\\") { end.removeLast() }
        while end.hasSuffix(".") { end.removeLast() }
        if lexer.comment != nil { end = String(end.prefix { $0 != "#" }) }
        text = end + " " + source.line(line).trimmed
        line += 1
        lexer = ForeignLexer(text, dialect)
      }
      let indent = text.prefix { $0 == " " || $0 == "\t" }.count
      statements.append(
        Statement(
          lines: first...line - 1, indent: indent, tokens: joined(lexer.tokens),
          comment: lexer.comment,
          text: text))
    }
    return statements
  }

  /// The tokens with names of TeX put together, and without the types of Python.
  private static func joined(_ tokens: [ForeignToken]) -> [ForeignToken] {
    let tokens = ForeignParser.namesOfTeX(tokens)
    let types: Set = ["float", "int", "Tensor", "Double", "Float", "number", "Array", "Int", "f64"]
    guard tokens.count > 4, tokens[0].kind == .name, tokens[1].text == ":", tokens[3].text == "=",
      types.contains(tokens[2].text)
    else { return tokens }
    return [tokens[0]] + tokens[3...]
  }

  private static func openCount(_ tokens: [ForeignToken]) -> Int {
    var depth = 0
    for token in tokens where token.kind == .sign {
      if ["(", "["].contains(token.text) { depth += 1 }
      if [")", "]"].contains(token.text) { depth -= 1 }
    }
    return depth
  }

  /// The number of statements that belong to the one at `index`: more than one for a function over
  /// several lines.
  func blockCount(at index: Int) -> Int {
    let tokens = statements[index].tokens
    guard let first = tokens.first, first.kind == .name else { return 1 }
    let indent = statements[index].indent
    var count = 1
    switch first.text {
    case "def":
      guard tokens.last?.text == ":" else { return 1 }
      while index + count < statements.count {
        let next = statements[index + count]
        if !next.tokens.isEmpty, next.indent <= indent { break }
        count += 1
      }
      while count > 1, statements[index + count - 1].tokens.isEmpty { count -= 1 }
      return count
    case "function":
      let closes = tokens.contains { $0.text == "{" } ? "}" : "end"
      if tokens.last?.text == closes { return 1 }
      while index + count < statements.count {
        count += 1
        if statements[index + count - 1].tokens.first?.text == closes { return count }
      }
      return 1
    default: return 1
    }
  }

  mutating func collectNames() {
    for statement in statements {
      let tokens = statement.tokens
      guard !tokens.isEmpty else { continue }
      collectImports(tokens)
      if ["def", "func", "fn", "function"].contains(tokens[0].text), tokens.count > 1 {
        let name = tokens[1].text
        if tokens.contains(where: { $0.text == "=" }), tokens[0].text == "function",
          let equals = tokens.firstIndex(where: { $0.text == "=" }), equals + 1 < tokens.count
        {
          names.functions.insert(tokens[equals + 1].text)
        } else {
          names.functions.insert(name)
        }
        continue
      }
      for index in definitions(in: tokens) {
        let name = Self.wholeName(tokens, at: index)
        let rest = tokens[(index + 1)...]
        let makesFunction =
          tokens.count > index + 1 && tokens[index + 1].text == "("
          || rest.dropFirst().first?.text == "lambda"
          || rest.dropFirst().first?.text == "@" && rest.dropFirst(2).first?.text == "("
          || rest.contains { $0.text == "->" } && tokens[index + 1].text != "<-"
        if makesFunction { names.functions.insert(name) } else { collectValue(name, rest) }
      }
      collectTuple(tokens)
    }
    names.values.subtract(names.functions)
    names.values.subtract(names.objects)
    names.modules.subtract(names.values)
    names.modules.formUnion(names.objects)
    findLoss()
  }

  private mutating func collectValue(_ name: String, _ rest: ArraySlice<ForeignToken>) {
    let words = rest.map(\.text)
    // The function that makes the value, with its library.
    let head = words.dropFirst().prefix { $0 != "(" }
    let makers: Set = [
      "default_rng", "PRNGKey", "symbols", "Generator", "RandomState", "device", "key",
    ]
    let isMade =
      makers.contains(head.last ?? "")
      || head.contains(where: { ["optim", "optimizers", "optax"].contains($0) })
    if words.contains("("), isMade {
      names.objects.insert(name)
    } else if words.contains("nn"), head.last?.first?.isUppercase == true,
      head.last != "Parameter",
      words.filter({ $0 == "(" }).count == words.filter({ $0 == ")" }).count,
      words.last == ")", !Self.appliesLayer(words)
    {
      names.functions.insert(name)
    } else {
      names.values.insert(name)
    }
  }

  /// Whether a layer is applied in the line that makes it, as in `nn.ReLU()(x)`.
  private static func appliesLayer(_ words: [String]) -> Bool {
    zip(words, words.dropFirst()).contains { $0 == ")" && $1 == "(" }
  }

  /// A name, or one such as `w_{1}` of TeX.
  static func wholeName(_ tokens: [ForeignToken], at index: Int) -> String {
    let token = tokens[index]
    if token.kind == .command { return ForeignParser.greekLetter(token.text) ?? token.text }
    return token.text
  }

  /// The places where definitions begin, outside of brackets, in one way through the tokens.
  func definitions(in tokens: [ForeignToken]) -> [Int] {
    var depth = 0
    return tokens.indices.filter { index in
      let isOutside = depth == 0
      switch tokens[index].text {
      case "(", "[": depth += 1
      case ")", "]": depth -= 1
      default: break
      }
      return isOutside && isDefinition(tokens, at: index)
    }
  }

  /// Whether a name that stands outside of brackets begins a definition: `x =`, `x :=` or
  /// `f(a, b) =`.
  func isDefinition(_ tokens: [ForeignToken], at index: Int) -> Bool {
    guard tokens[index].kind == .name || tokens[index].kind == .command, index + 1 < tokens.count
    else { return false }
    if tokens[index].kind == .command, ForeignParser.greekLetter(tokens[index].text) == nil {
      return false
    }
    if index > 0, [".", "^", "_"].contains(tokens[index - 1].text) { return false }
    var next = index + 1
    if tokens[next].text == "(" {
      next += 1
      while next < tokens.count, tokens[next].kind == .name || tokens[next].text == "," {
        next += 1
      }
      guard next + 1 < tokens.count, tokens[next].text == ")", next > index + 2 else {
        return false
      }
      return tokens[next + 1].text == "=" && tokens[next + 1].kind == .sign
    }
    return ["=", "<-"].contains(tokens[next].text) && tokens[next].kind == .sign
      || tokens[next].text == "==" && index == 0
      || tokens[next].text == "&" && next + 1 < tokens.count && tokens[next + 1].text == "="
  }

  private mutating func collectTuple(_ tokens: [ForeignToken]) {
    guard let equals = tokens.firstIndex(where: { $0.text == "=" }), equals > 1 else { return }
    let left = tokens[..<equals].filter { $0.text != "(" && $0.text != ")" }
    guard tokens[0].kind == .name || tokens[0].text == "(",
      left.allSatisfy({ $0.kind == .name || $0.text == "," }),
      left.contains(where: { $0.text == "," }),
      !(tokens.count > 1 && tokens[0].kind == .name && tokens[1].text == "(")
    else { return }
    for token in left where token.kind == .name { names.values.insert(token.text) }
  }

  private mutating func collectImports(_ tokens: [ForeignToken]) {
    guard ["import", "from"].contains(tokens[0].text) else { return }
    for (index, token) in tokens.enumerated() where token.text == "as" && index + 1 < tokens.count {
      names.modules.insert(tokens[index + 1].text)
    }
    if tokens[0].text == "import", tokens.count > 1 { names.modules.insert(tokens[1].text) }
  }

  /// The value whose gradients are asked for.
  private mutating func findLoss() {
    for statement in statements {
      let words = statement.tokens.map(\.text)
      if words.count >= 5,
        words.suffix(4).prefix(2) == [".", "backward"] || words.contains("backward")
      {
        if let place = words.firstIndex(of: "backward"), place == 2 {
          training.loss = training.loss ?? words[0]
        }
      }
      if let place = words.firstIndex(of: "gradient"), place + 2 < words.count,
        words[place + 1] == "("
      {
        training.loss = training.loss ?? words[place + 2]
      }
      if words.contains("grad"), words.contains("-=") || words.contains("=") && words.contains("-")
      {
        training.hasDescent = true
      }
      if words.contains("optim") || words.contains("optimizers")
        || words.first == "minimize"
      {
        if words.first != "import", words.first != "from" { training.hasOptimizer = true }
      }
      if words.first == "minimize", words.count > 1 { training.isSaid = true }
    }
  }
}

extension ForeignDialect {
  /// The notation that a file as a whole seems to have.
  init(of source: SourceText) {
    let python = ["import ", "np.", "jnp.", "torch", "def ", "**", "tf."]
    var lines: [String] = []
    for number in 1...min(source.lineCount, 400) { lines.append(source.line(number)) }
    let text = lines.joined(separator: "\n")
    let isPython = python.contains { text.contains($0) }
    let trimmed = lines.map(\.trimmed)
    let hasRows = trimmed.contains { line in
      guard let open = line.firstIndex(of: "["), let close = line.lastIndex(of: "]"), open < close
      else { return false }
      return line[open..<close].contains(";")
    }
    let hasBlanks = trimmed.contains { line in
      guard let open = line.firstIndex(of: "["), let close = line.lastIndex(of: "]"), open < close
      else { return false }
      return line[open..<close].contains(" ") && !line[open..<close].contains(",")
    }
    isMATLAB =
      !isPython
      && (hasRows || hasBlanks && trimmed.contains { $0.hasSuffix(";") }
        || ["(end)", "(:)", "(:,", ",:)"].contains { text.contains($0) }
        || [".*", "./", ".^", "]'", ")'", "'*", "' *"].contains { text.contains($0) }
        || trimmed.contains {
          $0.hasPrefix("%") || $0 == "end" || $0 == "clc" || $0 == "clear all;"
        }
        || text.contains("@("))
    hasPercentComments =
      isMATLAB || text.contains("\\")
      || trimmed.contains { $0.hasPrefix("%") } && !isPython
  }
}

extension String {
  /// How often another text occurs in this one.
  fileprivate func components(of other: String) -> Int { ranges(of: other).count }
}
