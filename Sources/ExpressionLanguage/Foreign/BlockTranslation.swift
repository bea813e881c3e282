// Functions over several lines.
extension FileTranslation {
  /// `def f(x):` with its lines, or `function y = f(x)` up to `end`, as one line.
  mutating func function(_ group: [Statement]) throws(Untranslated) -> [String] {
    let head = group[0].tokens
    guard let open = head.firstIndex(where: { $0.text == "(" }), open > 0,
      let close = head.firstIndex(where: { $0.text == ")" }), open < close
    else { throw Untranslated() }
    let name = head[open - 1].text
    let parameters = try Self.parameters(head[(open + 1)..<close])
    // `y` of `function y = f(x)`, which its lines give a value.
    let result =
      head[0].text == "function" && head.count > 2 && head[2].text == "=" ? head[1].text : nil
    let before = names.values
    names.values.formUnion(parameters)
    defer { names.values = before }
    var known: [String: ForeignExpression] = [:]
    var value: ForeignExpression?
    var body = group.dropFirst().map { Self.withoutFrame($0.tokens) }
    // `function f(x) { return x*x; }` in one line.
    let after = Array(head[(close + 1)...]).filter { !["{", "}", ":"].contains($0.text) }
    if !after.isEmpty { body.insert(after, at: 0) }
    for tokens in body {
      for part in Self.parts(tokens) {
        guard let first = part.first,
          !["end", "}", "{", "pass", "endfunction"].contains(first.text), value == nil,
          first.kind != .text
        else { continue }
        if first.text == "return" {
          value = try read(Array(part.dropFirst())).replacing(known)
          continue
        }
        var rest = part
        if ["let", "const", "var", "double", "float", "local"].contains(first.text) {
          rest.removeFirst()
        }
        guard rest.count > 2, rest[0].kind == .name, rest[1].text == "=" else {
          if ["if", "for", "while"].contains(first.text) {
            throw Untranslated(
              "a function is one expression; max, min, relu and abs choose between values")
          }
          throw Untranslated("a function is one expression, f(a, b) = expression")
        }
        names.values.insert(rest[0].text)
        known[rest[0].text] = try read(Array(rest[2...])).replacing(known)
      }
    }
    guard let body = value ?? result.flatMap({ known[$0] }) else {
      throw Untranslated("a function is one expression, f(a, b) = expression")
    }
    return [try functionLine(name, parameters, body)]
  }

  /// The names in the head of a function, without their types.
  private static func parameters(
    _ tokens: ArraySlice<ForeignToken>
  ) throws(Untranslated) -> [String] {
    var parameters: [String] = []
    for part in tokens.split(whereSeparator: { $0.text == "," }) {
      guard let first = part.first, first.kind == .name else { throw Untranslated() }
      guard !part.contains(where: { $0.text == "=" }) else {
        throw Untranslated("arguments of functions have no standard values")
      }
      // `double x` of C.
      let isTyped = part.count == 2 && part.last?.kind == .name
      parameters.append(isTyped ? part.last?.text ?? "" : first.text)
    }
    return parameters
  }

  private static func parts(_ tokens: [ForeignToken]) -> [[ForeignToken]] {
    var parts: [[ForeignToken]] = [[]]
    var depth = 0
    for token in tokens {
      if ["(", "["].contains(token.text) { depth += 1 }
      if [")", "]"].contains(token.text) { depth -= 1 }
      if token.text == ";", depth == 0 {
        parts.append([])
      } else {
        parts[parts.count - 1].append(token)
      }
    }
    return parts.filter { !$0.isEmpty }
  }
}
