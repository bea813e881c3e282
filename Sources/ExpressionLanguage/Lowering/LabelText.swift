import ComputationGraph

extension String {
  /// The label as an operand in the label of a gate: in parentheses where it would be read otherwise,
  /// `(x+y)*w`.
  func asOperand(of primitive: Primitive, slot: Int) -> String {
    let least: LiteralText.Binding =
      switch (primitive, slot) {
      case (.elementwise(.add), 0), (.elementwise(.subtract), 0): .sum
      case (.elementwise(.add), _), (.elementwise(.subtract), _): .product
      case (.elementwise(.multiply), 0), (.elementwise(.divide), 0), (.matrixProduct, 0): .product
      case (.elementwise(.multiply), _), (.elementwise(.divide), _), (.matrixProduct, _): .sign
      case (.elementwise(.power), _), (.elementwise(.square), _), (.elementwise(.negate), _),
        (.elementwise(.sqrt), _), (.transpose, _), (.select, _):
        .whole
      // Everything else is a call, with commas around its operands.
      default: .sum
      }
    return LiteralText(self).binding >= least ? self : "(\(self))"
  }

  /// The text of a formula in the notation of files, without blanks.
  var withoutBlanks: String {
    let asInFiles: [Character: String] = [" ": "", "×": "*", "−": "-", "²": "^2"]
    return reduce(into: "") { $0 += asInFiles[$1] ?? String($1) }
  }

  /// At most this many characters, the last of which is `…` if some are left out.
  func cut(to limit: Int) -> String { count > limit ? prefix(limit - 1) + "…" : self }
}
