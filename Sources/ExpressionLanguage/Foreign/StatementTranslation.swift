// One statement of another language.
extension FileTranslation {
  /// The lines that a statement becomes; none if there is nothing to say here.
  mutating func translated(_ statement: Statement) throws(Untranslated) -> [String] {
    let tokens = Self.withoutFrame(statement.tokens)
    guard let first = tokens.first else { return [] }
    if first.kind == .name, let lines = try words(tokens, first.text) { return lines }
    var result: [String] = []
    for part in split(tokens) { result += try definition(part) }
    return result
  }

  /// A statement without what stands around it in TeX, at a prompt, or at the end of a sentence.
  static func withoutFrame(_ tokens: [ForeignToken]) -> [ForeignToken] {
    let spaces: Set = [
      ",", ";", "!", " ", ":", "quad", "qquad", "\\", "[", "]", "(", ")", "nonumber",
    ]
    var tokens = tokens.filter { token in
      if token.kind == .command { return !spaces.contains(token.text) }
      return token.kind != .sign || token.text != "$" && token.text != "&"
    }
    if let first = tokens.first, first.kind == .command, ["begin", "end"].contains(first.text) {
      return []
    }
    while tokens.first?.text == ">" { tokens.removeFirst() }
    // The mark of a line in a list.
    if tokens.count > 3, tokens[0].kind == .sign, ["*", "-"].contains(tokens[0].text),
      tokens[2].text == "=", tokens[1].hasSpaceBefore
    {
      tokens.removeFirst()
    }
    while let last = tokens.last, last.kind == .sign, [".", ",", ";", "…", "!"].contains(last.text)
    {
      tokens.removeLast()
    }
    return tokens
  }

  /// The parts of a line with several definitions, those first that others need.
  func split(_ tokens: [ForeignToken]) -> [[ForeignToken]] {
    let definitions = Set(definitions(in: tokens))
    var parts: [[ForeignToken]] = [[]]
    var depth = 0
    for (index, token) in tokens.enumerated() {
      if token.kind == .sign {
        if ["(", "[", "{"].contains(token.text) { depth += 1 }
        if [")", "]", "}"].contains(token.text) { depth -= 1 }
        if token.text == ";", depth == 0 {
          parts.append([])
          continue
        }
      }
      let last = parts[parts.count - 1]
      if depth == 0, !last.isEmpty, definitions.contains(index), hasDefinition(last),
        last.last.map({ !["=", "<-", "lambda"].contains($0.text) }) ?? true
      {
        parts.append([])
      }
      parts[parts.count - 1].append(token)
    }
    let joiners: Set = [
      ",", "and", "und", "where", "for", "für", "with", "mit", "bei", "at", "wobei", "on", "let",
      "given", "when", ".", "sowie", "if", "(",
    ]
    parts = parts.map { part in
      var part = part
      while let last = part.last, joiners.contains(last.text) { part.removeLast() }
      return part
    }
    return inOrder(parts.filter { !$0.isEmpty })
  }

  private func hasDefinition(_ tokens: [ForeignToken]) -> Bool {
    !definitions(in: tokens).isEmpty
  }

  /// Definitions above the lines that use them.
  private func inOrder(_ parts: [[ForeignToken]]) -> [[ForeignToken]] {
    guard parts.count > 1 else { return parts }
    let defined = parts.map { $0.first?.kind == .name ? $0[0].text : "" }
    var rest = Array(parts.indices)
    var order: [Int] = []
    while !rest.isEmpty {
      let ready = rest.first { part in
        let used = Set(parts[part].dropFirst().filter { $0.kind == .name }.map(\.text))
        return !rest.contains { $0 != part && used.contains(defined[$0]) }
      }
      guard let next = ready else { return parts }
      order.append(next)
      rest.removeAll { $0 == next }
    }
    return order.map { parts[$0] }
  }

  /// One definition, or an expression alone.
  mutating func definition(_ tokens: [ForeignToken]) throws(Untranslated) -> [String] {
    if let update = try update(tokens) { return update }
    if let arrow = try mapping(tokens) { return arrow }
    guard isDefinition(tokens, at: 0) else {
      if let pairs = try tuple(tokens) { return pairs }
      return try statementOfExpression(tokens)
    }
    if tokens.count > 2, tokens[1].text == "(" { return try function(tokens) }
    var name = Self.wholeName(tokens, at: 0)
    var rest = Array(tokens[2...])
    // `a = b = 3`.
    if rest.count > 2, isDefinition(rest, at: 0), rest[1].text == "=", rest[0].kind == .name {
      let inner = try definition(rest)
      return inner + [
        "\(newName(name)) = \(OwnNotation.ownName(renamed[rest[0].text] ?? rest[0].text))"
      ]
    }
    if tokens[1].text == "&" { rest = Array(tokens[3...]) }
    if let object = try object(name, rest) { return object }
    let expression = try read(rest)
    if let value = try differentiated(expression) { return value }
    if case .function(let parameters, let body) = expression {
      return [try functionLine(name, parameters, body)]
    }
    var notation = notation
    let text = try notation.text(expression)
    name = newName(name)
    return ["\(notation.isParameter ? "param " : "")\(name) = \(text)"]
  }

  /// The name for a value; another one if some line above has defined it.
  private mutating func newName(_ name: String) -> String {
    let own = OwnNotation.ownName(name)
    let isTaken = lines.contains { line in
      line.hasPrefix("\(own) = ") || line.hasPrefix("param \(own) = ") || line.hasPrefix("\(own)=")
    }
    return isTaken ? rename(own) : own
  }

  /// `x, y = 1, 2`.
  private mutating func tuple(_ tokens: [ForeignToken]) throws(Untranslated) -> [String]? {
    guard let equals = tokens.firstIndex(where: { $0.kind == .sign && $0.text == "=" }), equals > 1
    else { return nil }
    let left = tokens[..<equals].filter { !["(", ")", "[", "]"].contains($0.text) }
    guard left.allSatisfy({ $0.kind == .name || $0.text == "," }) else { return nil }
    let targets = left.filter { $0.kind == .name }.map(\.text)
    guard targets.count > 1, left.count == 2 * targets.count - 1 else { return nil }
    var parser = ForeignParser(Array(tokens[(equals + 1)...]), names, dialect)
    var values = try parser.elements(until: "")
    guard parser.isAtEnd else { throw Untranslated() }
    if values.count == 1, case .tuple(let inner) = values[0] { values = inner }
    if values.count == 1, case .list(let inner) = values[0] { values = inner }
    guard values.count == targets.count else { throw Untranslated() }
    // All right sides are computed before any name changes.
    guard !values.contains(where: { value in value.names.contains(where: targets.contains) }) else {
      throw Untranslated()
    }
    var result: [String] = []
    for (target, value) in zip(targets, values) {
      var notation = notation
      let text = try notation.text(
        renamed.isEmpty ? value : value.replacing(renamed.mapValues { .name($0) }))
      result.append("\(notation.isParameter ? "param " : "")\(newName(target)) = \(text)")
    }
    return result
  }

  /// `f: x ↦ x^2`.
  private mutating func mapping(_ tokens: [ForeignToken]) throws(Untranslated) -> [String]? {
    guard tokens.count > 4, tokens[0].kind == .name,
      let arrow = tokens.firstIndex(where: { $0.text == "->" })
    else { return nil }
    var parameters = tokens[1..<arrow]
    guard let colon = parameters.first, [":", "="].contains(colon.text) else { return nil }
    parameters = parameters.dropFirst()
    let listed = parameters.filter { !["(", ")", ","].contains($0.text) }
    guard listed.allSatisfy({ $0.kind == .name }) else { return nil }
    return [
      try functionLine(tokens[0].text, listed.map(\.text), read(Array(tokens[(arrow + 1)...])))
    ]
  }

  /// `f(x) = x²`, or `f(2) = …`, which is a question.
  private mutating func function(_ tokens: [ForeignToken]) throws(Untranslated) -> [String] {
    guard let close = tokens.firstIndex(where: { $0.text == ")" }), close + 2 < tokens.count else {
      throw Untranslated()
    }
    let parameters = tokens[2..<close].filter { $0.kind == .name }.map(\.text)
    let before = names.values
    names.values.formUnion(parameters)
    defer { names.values = before }
    return [
      try functionLine(tokens[0].text, parameters, read(Array(tokens[(close + 2)...])))
    ]
  }

  /// A line that defines a function.
  mutating func functionLine(
    _ name: String, _ parameters: [String], _ body: ForeignExpression
  ) throws(Untranslated) -> String {
    let before = names.values
    names.values.formUnion(parameters)
    defer { names.values = before }
    var notation = notation
    let text = try notation.text(body)
    names.functions.insert(name)
    parametersOfFunctions[name] = parameters
    return "\(name)(\(parameters.map(OwnNotation.ownName).joined(separator: ", "))) = \(text)"
  }

  /// A line that changes a name: `x += 1`, or `w -= lr*w.grad`, which is an update.
  private mutating func update(_ tokens: [ForeignToken]) throws(Untranslated) -> [String]? {
    let signs = ["+=": "+", "-=": "-", "*=": "*", "/=": "/", "^=": "^"]
    guard tokens.count > 2, let sign = signs[tokens[1].text], tokens[0].kind == .name else {
      guard usesGradient(tokens) else { return nil }
      // `w = w - lr*w.grad` and `w.data -= lr*w.grad`.
      let isOfItself =
        tokens.count > 3 && tokens[1].text == "=" && tokens[0].text == tokens[2].text
      let isOfData = tokens[1].text == "." && tokens.contains { $0.text == "-=" }
      return isOfItself || isOfData ? try descent(tokens) : nil
    }
    if usesGradient(tokens) { return try descent(tokens) }
    let name = tokens[0].text
    let change = try read(Array(tokens[2...]))
    var notation = notation
    let old = renamed[name] ?? name
    let text = try notation.binary(sign, .name(old), change).text
    return ["\(rename(name)) = \(text)"]
  }

  /// Whether `w.grad` is in a line.
  private func usesGradient(_ tokens: [ForeignToken]) -> Bool {
    zip(tokens, tokens.dropFirst()).contains { $0.text == "." && $1.text == "grad" }
  }

  /// An expression alone in a line.
  private mutating func statementOfExpression(
    _ tokens: [ForeignToken]
  ) throws(Untranslated) -> [String] {
    guard !tokens.contains(where: { $0.kind == .sign && $0.text == "=" }) else {
      return try equation(tokens)
    }
    let expression = try read(tokens)
    if let lines = try deed(expression) { return lines }
    // A name alone shows its value at a prompt.
    if expression.path != nil, expression.names.allSatisfy(names.values.contains) { return [] }
    // What other lines use and none defines was to be defined here, with another sign than `=`.
    if tokens.count > 1, tokens[0].kind == .name, tokens[1].text != "(", isMissing(tokens[0].text) {
      throw Untranslated()
    }
    var notation = notation
    return ["\(freeName) = \(try notation.text(expression))"]
  }

  /// Whether several lines use a name that none defines.
  private func isMissing(_ name: String) -> Bool {
    !names.values.contains(name) && !names.functions.contains(name)
      && statements.count { $0.tokens.contains { $0.kind == .name && $0.text == name } } > 1
  }

  /// `0.5x + 1 = y`, and `dL/dw = 2w`, which need not be said.
  private mutating func equation(_ tokens: [ForeignToken]) throws(Untranslated) -> [String] {
    let text = tokens.map(\.text).joined()
    if text.hasPrefix("∂") || text.hasPrefix("\\partial") || text.hasPrefix("∇")
      || isDerivative(tokens)
    {
      throw Untranslated("gradients are always computed; expect grad x = 1 promises one")
    }
    guard let equals = tokens.lastIndex(where: { $0.kind == .sign && $0.text == "=" }),
      equals == tokens.count - 2, tokens[equals + 1].kind == .name,
      tokens.count(where: { $0.text == "=" }) == 1
    else { throw Untranslated() }
    let name = tokens[equals + 1].text
    var notation = notation
    let value = try notation.text(read(Array(tokens[..<equals])))
    return ["\(newName(name)) = \(value)"]
  }

  private func isDerivative(_ tokens: [ForeignToken]) -> Bool {
    tokens.count > 3 && tokens[0].kind == .name && tokens[1].text == "/"
      && tokens[0].text.hasPrefix("d") && tokens[2].text.hasPrefix("d")
      && !names.values.contains(tokens[2].text)
  }

  /// A name for a value that has none.
  var freeName: String {
    ["f", "g", "h"].first { !names.values.contains($0) && !names.functions.contains($0) }
      ?? {
        var number = 1
        while names.values.contains("result\(number)") { number += 1 }
        return "result\(number)"
      }()
  }
}
