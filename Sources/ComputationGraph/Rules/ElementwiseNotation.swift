extension Elementwise {
  /// The symbol in the gate: `+`, `×`, `exp`.
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
    case .stopGradient: "stop"
    }
  }

  /// The symbol in the gate when the operand in `slot` is a literal drawn inside it: `+1`, `1/x`. What is
  /// computed from numbers stands in parentheses where it would be read otherwise: `×1/2`, `^(1/2)`.
  public func symbol(withLiteral written: String, in slot: Int) -> String {
    let literal = LiteralText(written).text(bindingAtLeast: literalBinding(in: slot))
    return switch (self, slot) {
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

  /// How tightly a literal must hold together where it is drawn.
  private func literalBinding(in slot: Int) -> LiteralText.Binding {
    switch (self, slot) {
    case (.subtract, 0): .sum
    case (.add, _), (.subtract, _), (.multiply, _), (.divide, 0): .product
    case (.divide, _), (.power, 1): .sign
    case (.power, _): .whole
    default: .sum
    }
  }

  /// ∂z/∂ of the operand in `slot` as it is written on the board.
  package func localFormula(_ slot: Int) -> BoardFormula {
    let both = localGradients(BoardFormula.operand(0), .operand(1), output: .output)
    return slot == 0 ? both.0 : both.1
  }
}
