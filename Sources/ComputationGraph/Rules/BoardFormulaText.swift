extension BoardFormula {
  /// The names of the parts of a formula.
  package struct Names {
    let operands: [String]
    let output: String
    let upstream: String
    /// Whether the ½ for equal operands is mentioned.
    let showsTies: Bool
    let number: (Double) -> String

    /// Names and numbers that bind tightly, and an upstream gradient that may be a quotient.
    package init(
      _ operands: [String], output: String = "", upstream: String = "", showsTies: Bool = false,
      number: @escaping (Double) -> String = { ($0 < 0 ? "−" : "") + String(Int($0.magnitude)) }
    ) {
      self.operands = operands
      self.output = output
      self.upstream = upstream
      self.showsTies = showsTies
      self.number = number
    }
  }

  /// The strength with which the parts of a written formula hold together.
  private enum Binding: Int, Comparable {
    case choice, sum, product, prefix, postfix, tight

    static func < (a: Binding, b: Binding) -> Bool { a.rawValue < b.rawValue }
  }

  /// The formula as a text.
  package func text(_ names: Names) -> String { written(names).text }

  /// `m = …` for every letter in the formula.
  package func definitions(_ names: Names) -> [String] {
    switch self {
    case .letter(let letter, let meaning): ["\(letter) = \(meaning.text(names))"]
    case .gate(_, let parts):
      parts.flatMap { $0.definitions(names) }.reduce(into: []) {
        if !$0.contains($1) { $0.append($1) }
      }
    case .total(let part, axis: _), .isGreater(let part, _): part.definitions(names)
    default: []
    }
  }

  /// The text, in parentheses unless it binds at least this tightly.
  private func text(_ names: Names, _ binding: Binding) -> String {
    let written = written(names)
    return written.binding >= binding ? written.text : "(\(written.text))"
  }

  private func written(_ names: Names) -> (text: String, binding: Binding) {
    switch self {
    case .operand(let slot): return (names.operands[slot], .tight)
    case .output: return (names.output, .tight)
    case .upstream: return (names.upstream, .prefix)
    case .number(let number):
      return (names.number(number), number < 0 ? .prefix : .tight)
    case .gate(let primitive, let parts): return Self.written(primitive, parts, names)
    case .function(let function, let x): return ("\(function.rawValue)(\(x.text(names)))", .tight)
    case .total(let part, axis: _):
      let inner = part.written(names)
      return ("Σ " + part.text(names, .product), min(max(inner.binding, .product), .prefix))
    case .isGreater(let x, let y): return ("[\(x.text(names)) > \(y.text(names))]", .tight)
    case .isEqual(let x, let y): return ("[\(x.text(names)) = \(y.text(names))]", .tight)
    case .share(let x, let y):
      let tie = names.showsTies ? ", ½ if they are equal" : ""
      return ("1 if \(x.text(names)) > \(y.text(names))\(tie), else 0", .choice)
    case .choice(let x, let y, let first, let second):
      return (
        "\(first.text(names)) if \(x.text(names)) > \(y.text(names)), else \(second.text(names))",
        .choice
      )
    case .shaped(let part, _): return part.written(names)
    case .entry(let rows, let label): return ("\(rows.text(names))[\(label.text(names))]", .tight)
    case .word(let word, _), .letter(let word, _): return (word, .tight)
    case .copied(let part, let words): return (part.text(names) + ", " + words, .choice)
    case .routed(let part, through: _, slot: _, _):
      return (part.text(names) + ", each entry back to where it came from", .choice)
    }
  }

  private static func written(
    _ primitive: Primitive, _ parts: [BoardFormula], _ names: Names
  ) -> (text: String, binding: Binding) {
    func part(_ slot: Int, _ binding: Binding) -> String { parts[slot].text(names, binding) }
    switch primitive {
    case .elementwise(.add), .elementwise(.subtract):
      return ("\(part(0, .sum)) \(primitive.symbol) \(part(1, .product))", .sum)
    case .elementwise(.multiply), .elementwise(.divide), .matrixProduct:
      return ("\(part(0, .product)) \(primitive.symbol) \(part(1, .prefix))", .product)
    case .elementwise(.power): return ("\(part(0, .tight))^\(part(1, .tight))", .postfix)
    case .elementwise(.negate): return ("−\(part(0, .postfix))", .prefix)
    case .elementwise(.square): return ("\(part(0, .tight))²", .postfix)
    case .elementwise(.sqrt): return ("√\(part(0, .tight))", .postfix)
    case .transpose: return ("\(part(0, .tight))ᵀ", .postfix)
    case .select: return (part(0, .tight) + primitive.symbol, .tight)
    default:
      let operands = parts.map { $0.text(names) } + primitive.settings
      return ("\(primitive.name)(\(operands.joined(separator: ", ")))", .tight)
    }
  }
}
