import ComputationGraph

/// Reads what is written on the board, as somebody who knows mathematics does and nothing else of the
/// program.
struct BoardReader {
  private var rest: Substring
  private let operands: [String]

  /// The formula behind a text in which operands have these names, the output is called `z` and its
  /// gradient `g`; `nil` where the text is no formula.
  static func formula(_ text: String, operands: [String]) -> BoardFormula? {
    var reader = BoardReader(rest: text[...], operands: operands)
    let formula = reader.choice()
    return reader.rest.isEmpty ? formula : nil
  }

  private mutating func take(_ token: String) -> Bool {
    let after = rest.drop { $0 == " " }
    guard after.hasPrefix(token) else { return false }
    rest = after.dropFirst(token.count)
    return true
  }

  /// `1 if x > y, else 0`
  private mutating func choice() -> BoardFormula? {
    guard let first = sum() else { return nil }
    guard take("if ") else { return first }
    guard let x = sum(), take(">"), let y = sum() else { return nil }
    if take(", ½ if they are equal, else 0") { return first == 1 ? .share(x, y) : nil }
    guard take(", else "), let second = sum() else { return nil }
    return .choice(x, y, first, second)
  }

  private mutating func sum() -> BoardFormula? {
    guard var left = product() else { return nil }
    while true {
      if take("+") {
        guard let right = product() else { return nil }
        left = left + right
      } else if take("−") {
        guard let right = product() else { return nil }
        left = left - right
      } else {
        return left
      }
    }
  }

  private mutating func product() -> BoardFormula? {
    guard var left = prefixed() else { return nil }
    while true {
      if take("×") {
        guard let right = prefixed() else { return nil }
        left = left * right
      } else if take("/") {
        guard let right = prefixed() else { return nil }
        left = left / right
      } else if take("@") {
        guard let right = prefixed() else { return nil }
        left = .gate(.matrixProduct, [left, right])
      } else {
        return left
      }
    }
  }

  private mutating func prefixed() -> BoardFormula? {
    if take("−1") { return -1 }
    if take("−") { return power().map { -$0 } }
    if take("Σ") { return product().map { .total($0, axis: nil) } }
    return power()
  }

  private mutating func power() -> BoardFormula? {
    if take("√") { return atom()?.squareRoot() }
    guard var base = atom() else { return nil }
    while true {
      if take("²") {
        base = base.squared
      } else if take("ᵀ") {
        base = .gate(.transpose, [base])
      } else if take("^") {
        guard let exponent = atom() else { return nil }
        base = base.raised(to: exponent)
      } else if rest.hasPrefix("["), take("[") {
        guard let label = sum(), take("]") else { return nil }
        base = .entry(base, label)
      } else {
        return base
      }
    }
  }

  private mutating func atom() -> BoardFormula? {
    if take("(") {
      guard let inner = choice(), take(")") else { return nil }
      return inner
    }
    if take("[") {
      guard let x = sum() else { return nil }
      let isGreater = take(">")
      guard isGreater || take("="), let y = sum(), take("]") else { return nil }
      return isGreater ? .isGreater(x, y) : .isEqual(x, y)
    }
    rest = rest.drop { $0 == " " }
    let name = String(
      rest.prefix { ($0.isLetter || $0.isNumber || $0 == "_") && !"²ᵀ".contains($0) })
    rest = rest.dropFirst(name.count)
    if let slot = operands.firstIndex(of: name) { return .operand(slot) }
    if let number = Int(name) { return BoardFormula(integerLiteral: number) }
    guard take("(") else {
      return name == "z" ? .output : name == "g" ? .upstream : name.isEmpty ? nil : .word(name, 0)
    }
    var arguments: [BoardFormula] = []
    repeat {
      guard let argument = sum() else { return nil }
      arguments.append(argument)
    } while take(",")
    guard take(")") else { return nil }
    return Self.call(name, arguments)
  }

  private static func call(_ name: String, _ x: [BoardFormula]) -> BoardFormula? {
    let gates: [String: Elementwise] = [
      "exp": .exp, "log": .log, "abs": .abs, "sin": .sin, "cos": .cos, "max": .maximum,
      "min": .minimum, "σ": .sigmoid, "tanh": .tanh, "relu": .relu, "leaky_relu": .leakyReLU,
      "elu": .elu, "softplus": .softplus, "gelu": .gelu, "silu": .silu,
      "stop_gradient": .stopGradient,
    ]
    switch name {
    case "sign": return .function(.sign, x[0])
    case "Φ": return .function(.normalCumulative, x[0])
    case "φ": return .function(.normalDensity, x[0])
    case "softmax": return .gate(.softmax, x)
    case "one_hot": return x == [.word("label", 0)] ? .word("one_hot(label)", 0) : nil
    default: return gates[name].map { .gate(.elementwise($0), x) }
    }
  }
}

extension BoardFormula {
  /// The formula without what is not written: shapes, axes, what words stand for.
  var asWritten: BoardFormula {
    switch self {
    case .operand, .output, .upstream, .number: self
    case .gate(let primitive, let parts): .gate(primitive, parts.map(\.asWritten))
    case .function(let function, let x): .function(function, x.asWritten)
    case .total(let part, axis: _): .total(part.asWritten, axis: nil)
    case .isGreater(let x, let y): .isGreater(x.asWritten, y.asWritten)
    case .isEqual(let x, let y): .isEqual(x.asWritten, y.asWritten)
    case .share(let x, let y): .share(x.asWritten, y.asWritten)
    case .choice(let x, let y, let first, let second):
      .choice(x.asWritten, y.asWritten, first.asWritten, second.asWritten)
    case .entry(let rows, let label): .entry(rows.asWritten, label.asWritten)
    case .word(let word, _), .letter(let word, _): .word(word, 0)
    case .shaped(let part, _), .copied(let part, words: _): part.asWritten
    case .routed(let part, through: _, slot: _, _): part.asWritten
    }
  }
}
