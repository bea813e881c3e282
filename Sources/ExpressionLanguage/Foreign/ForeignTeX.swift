// Commands of TeX.
extension ForeignParser {
  private static let greek = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "θ", "iota": "ι", "kappa": "κ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
    "tau": "τ", "upsilon": "υ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Theta": "Θ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "Gamma": "Γ", "Delta": "Δ", "Lambda": "Λ",
    "Sigma": "Σ", "ell": "ℓ",
  ]

  /// Commands that only change how their argument looks.
  private static let fonts: Set = [
    "mathbf", "mathrm", "mathit", "boldsymbol", "bm", "vec", "text", "mathsf", "textbf", "mathcal",
    "operatorname", "textit", "mbox", "displaystyle", "textstyle",
  ]

  private static let accents = [
    "hat": "hat", "tilde": "tilde", "bar": "bar", "dot": "dot",
    "overline": "bar", "widehat": "hat",
  ]

  static func startsOperand(command: String) -> Bool {
    greek[command] != nil || fonts.contains(command) || accents[command] != nil
      || ["frac", "tfrac", "dfrac", "sqrt", "sum", "left", "lVert", "lvert"].contains(command)
      || FunctionTranslation.knownNames.contains(command)
  }

  /// The name that a token of TeX is, with what it has been combined with.
  static func greekLetter(_ command: String) -> String? { greek[command] }

  /// Tokens in which `\mathbf{w}`, `\hat{y}`, `w_{1}` and `\alpha` are names.
  static func namesOfTeX(_ tokens: [ForeignToken]) -> [ForeignToken] {
    guard tokens.contains(where: { $0.kind == .command || $0.text == "_" }) else { return tokens }
    var result: [ForeignToken] = []
    var index = 0
    func isName(_ place: Int) -> Bool {
      place < tokens.count && (tokens[place].kind == .name || tokens[place].kind == .number)
    }
    func text(_ place: Int) -> String { place < tokens.count ? tokens[place].text : "" }
    while index < tokens.count {
      let token = tokens[index]
      var name: String?
      var length = 1
      if token.kind == .command {
        let isGrouped = text(index + 1) == "{" && isName(index + 2) && text(index + 3) == "}"
        if let letter = greek[token.text] {
          name = letter
        } else if isGrouped, fonts.contains(token.text) {
          (name, length) = (text(index + 2), 4)
        } else if isGrouped, let accent = accents[token.text] {
          (name, length) = (text(index + 2) + "_" + accent, 4)
        } else if text(index + 1) == "{", text(index + 3) == "}", fonts.contains(token.text),
          let letter = greek[text(index + 2)]
        {
          (name, length) = (letter, 4)
        }
      } else if token.kind == .name, text(index + 1) == "_" {
        name = token.text
      }
      guard var name else {
        result.append(token)
        index += 1
        continue
      }
      index += length
      if text(index) == "_", text(index + 1) == "{" {
        if isName(index + 2), text(index + 3) == "}" {
          name += "_" + text(index + 2)
          index += 4
        } else if text(index + 3) == "{", isName(index + 4), text(index + 5) == "}",
          text(index + 6) == "}"
        {
          name += "_" + text(index + 4)
          index += 7
        }
      } else if index < tokens.count, tokens[index].kind == .name, text(index).hasPrefix("_"),
        !tokens[index].hasSpaceBefore
      {
        name += text(index)
        index += 1
      }
      result.append(ForeignToken(kind: .name, text: name, hasSpaceBefore: token.hasSpaceBefore))
    }
    return result
  }

  /// Reads what belongs to a command, after its name.
  mutating func command(_ name: String) throws(Untranslated) -> ForeignExpression {
    switch name {
    case "frac", "tfrac", "dfrac":
      let upper = try group()
      return .binary("/", upper, try group())
    case "sqrt":
      let isRoot = isNext("[")
      guard !isRoot else { throw Untranslated() }
      return function("sqrt", try group())
    case "sum": return try total()
    case "left", "bigl", "Bigl", "big", "Big", "bigg":
      return try operandUntilRight()
    case "lvert", "vert": return try between("rvert", "vert", "abs")
    case "lVert", "|", "Vert":
      let value = try between("rVert", "|", "norm")
      return value
    case "mathbb", "nabla", "partial", "in": throw Untranslated()
    default: break
    }
    if Self.fonts.contains(name) { return try fontGroup() }
    if let accent = Self.accents[name] {
      guard let inner = try fontGroup().path else { throw Untranslated() }
      return .name(inner + "_" + accent)
    }
    if let letter = Self.greek[name] {
      return try letterOrCall(letter)
    }
    guard FunctionTranslation.knownNames.contains(FunctionTranslation.key(name)) else {
      throw Untranslated()
    }
    return try applied(name)
  }

  private mutating func letterOrCall(_ letter: String) throws(Untranslated) -> ForeignExpression {
    var name = letter
    if isNext("_"), isNext("{", offset: 1), isNext("}", offset: 3) {
      name += "_" + textOfToken(next + 2)
      next += 4
    } else if let token, token.kind == .name, token.text.hasPrefix("_"), !token.hasSpaceBefore {
      name += token.text
      next += 1
    }
    if names.isFunction(name) { return try applied(name) }
    return .name(name)
  }

  private mutating func applied(_ name: String) throws(Untranslated) -> ForeignExpression {
    if let raisedCall = try raisedFunction(name) { return raisedCall }
    if isNextCommand("left") {
      next += 1
      return function(name, try operandUntilRight())
    }
    if isNext("(") { return .name(name) }
    return function(name, try factor())
  }

  /// `{…}`, or the one token that stands in its place.
  private mutating func group() throws(Untranslated) -> ForeignExpression {
    if isNext("{") { return try braces() }
    guard let token else { throw Untranslated() }
    // `\frac12`.
    if token.kind == .number, token.text.count == 2, token.text.allSatisfy(\.isNumber) {
      throw Untranslated()
    }
    return try operand()
  }

  /// What stands in the braces of a font: a name of several letters, or an expression.
  private mutating func fontGroup() throws(Untranslated) -> ForeignExpression {
    guard passes("{") else { return try operand() }
    let value = try inBrackets { (parser) throws(Untranslated) in try parser.expression() }
    try expect("}")
    if case .name(let name) = value {
      var whole = name
      if isNext("_"), isNext("{", offset: 1), isNext("}", offset: 3) {
        whole += "_" + textOfToken(next + 2)
        next += 4
      } else if let token, token.kind == .name, token.text.hasPrefix("_"), !token.hasSpaceBefore {
        whole += token.text
        next += 1
      }
      if names.isFunction(whole), !isNext("(") { return try applied(whole) }
      return .name(whole)
    }
    return value
  }

  /// `\left( … \right)`, after `\left`.
  private mutating func operandUntilRight() throws(Untranslated) -> ForeignExpression {
    let open = token?.text
    next += 1
    let inner = try inBrackets { (parser) throws(Untranslated) in
      try parser.elements(until: ")")
    }
    if let token, token.kind == .command, token.text.hasSuffix("right") || token.text.hasSuffix("r")
    {
      next += 1
    }
    next += 1
    let value: ForeignExpression = inner.count == 1 ? inner[0] : .tuple(inner)
    switch open {
    case "|", "lvert": return function("abs", value)
    case "‖", "lVert":
      passNormIndex()
      return function("norm", value)
    default: return value
    }
  }

  private mutating func between(
    _ right: String, _ other: String, _ name: String
  ) throws(Untranslated) -> ForeignExpression {
    let inner = try inBrackets { (parser) throws(Untranslated) in try parser.expression() }
    guard let token, token.kind == .command, token.text == right || token.text == other else {
      throw Untranslated()
    }
    next += 1
    if name == "norm" { passNormIndex() }
    return function(name, inner)
  }
}
