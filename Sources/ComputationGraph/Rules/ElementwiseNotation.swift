extension Elementwise {
  /// What stands in the gate: `+`, `×`, `exp`.
  public var symbol: String {
    switch self {
    case .add: "+"
    case .subtract: "−"
    case .multiply: "×"
    case .divide: "/"
    case .power: "^"
    case .negate: "×-1"
    case .square: "^2"
    case .sqrt: "√"
    case .exp: "exp"
    case .log: "log"
    case .abs: "abs"
    case .sin: "sin"
    case .cos: "cos"
    case .maximum: "max"
    case .minimum: "min"
    case .sigmoid: "σ"
    case .tanh: "tanh"
    case .relu: "relu"
    case .leakyReLU: "leaky"
    case .elu: "elu"
    case .softplus: "softplus"
    case .gelu: "gelu"
    case .silu: "silu"
    }
  }

  /// What stands in the gate when the operand in `slot` is a literal drawn inside it: `+1`, `1/x`.
  public func symbol(withLiteral literal: String, in slot: Int) -> String {
    switch (self, slot) {
    case (.add, _): literal.hasPrefix("-") ? "-" + literal.dropFirst() : "+" + literal
    case (.subtract, 0): literal + "-x"
    case (.subtract, _): literal.hasPrefix("-") ? "+" + literal.dropFirst() : "-" + literal
    case (.multiply, _): "×" + literal
    case (.divide, 0): literal + "/x"
    case (.divide, _): "/" + literal
    case (.power, 0): literal + "^x"
    case (.power, _): "^" + literal
    case (.leakyReLU, 0), (.elu, 0): symbol + "(" + literal + ", x)"
    default: symbol + " " + literal
    }
  }

  /// The output written with operands `x` and `y`, which are names or numbers that bind tightly.
  public func formula(_ x: String, _ y: String) -> String {
    switch self {
    case .add: "\(x) + \(y)"
    case .subtract: "\(x) − \(y)"
    case .multiply: "\(x) × \(y)"
    case .divide: "\(x) / \(y)"
    case .power: "\(x)^\(y)"
    case .negate: "−\(x)"
    case .square: "\(x)²"
    case .sqrt: "√\(x)"
    case .maximum, .minimum: "\(symbol)(\(x), \(y))"
    case .leakyReLU: "leaky_relu(\(x), \(y))"
    case .elu: "elu(\(x), \(y))"
    case .exp, .log, .abs, .sin, .cos, .sigmoid, .tanh, .relu, .softplus, .gelu, .silu:
      "\(symbol)(\(x))"
    }
  }

  /// The derivative table in symbols: ∂z/∂ of the operand in `slot`, written with operands `x` and
  /// `y` and output `z`, which are names or numbers that bind tightly.
  public func localFormula(_ slot: Int, _ x: String, _ y: String, output z: String) -> String {
    switch (self, slot) {
    case (.add, _), (.subtract, 0): "1"
    case (.subtract, _), (.negate, _): "−1"
    case (.multiply, 0): y
    case (.multiply, _): x
    case (.divide, 0): "1 / \(y)"
    case (.divide, _): "−\(x) / \(y)²"
    case (.power, 0): "\(y) × \(x)^(\(y) − 1)"
    case (.power, _): "\(z) × log(\(x))"
    case (.square, _): "2 × \(x)"
    case (.sqrt, _): "1 / (2 × \(z))"
    case (.exp, _): z
    case (.log, _): "1 / \(x)"
    case (.abs, _): "sign(\(x))"
    case (.sin, _): "cos(\(x))"
    case (.cos, _): "−sin(\(x))"
    case (.maximum, 0), (.minimum, 1): "1 if \(x) > \(y), else 0"
    case (.maximum, _), (.minimum, _): "1 if \(y) > \(x), else 0"
    case (.sigmoid, _): "\(z) × (1 − \(z))"
    case (.tanh, _): "1 − \(z)²"
    case (.relu, _): "1 if \(x) > 0, else 0"
    case (.leakyReLU, 0): "1 if \(x) > 0, else \(y)"
    case (.leakyReLU, _): "0 if \(x) > 0, else \(x)"
    case (.elu, 0): "1 if \(x) > 0, else \(z) + \(y)"
    case (.elu, _): "0 if \(x) > 0, else exp(\(x)) − 1"
    case (.softplus, _): "σ(\(x))"
    case (.gelu, _): "Φ(\(x)) + \(x) × φ(\(x))"
    case (.silu, _): "σ(\(x)) × (1 + \(x) × (1 − σ(\(x))))"
    }
  }
}
