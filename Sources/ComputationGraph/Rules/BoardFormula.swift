/// A formula as it is written on the board: the output of a gate, or the gradient that it sends to
/// an operand.
///
/// Gates have the names and the meaning in it that they have in graphs, so that a formula can be
/// evaluated wherever it is written.
package indirect enum BoardFormula: Hashable, Sendable {
  /// The operand in a slot of the gate, the gate's output, ∂L/∂output.
  case operand(Int), output, upstream
  case number(Double)
  case gate(Primitive, [BoardFormula])
  case function(Function, BoardFormula)
  /// The sum along an axis, which is kept with the extent 1, or of all entries.
  case total(BoardFormula, axis: Int?)
  /// 1 where the first is greater, or where both are equal, 0 elsewhere.
  case isGreater(BoardFormula, BoardFormula), isEqual(BoardFormula, BoardFormula)
  /// 1 where the first is greater, ½ where both are equal, 0 elsewhere.
  case share(BoardFormula, BoardFormula)
  /// Where the first is greater than the second the third, elsewhere the fourth.
  case choice(BoardFormula, BoardFormula, BoardFormula, BoardFormula)
  /// The same numbers in another shape, to fit others; this is not written.
  case shaped(BoardFormula, Shape)
  /// The entry in each row of the first that the second, the row's label, names.
  case entry(BoardFormula, BoardFormula)
  /// A word that says enough in place of a formula.
  case word(String, BoardFormula)
  /// A letter in place of a formula that is written beside it.
  case letter(String, BoardFormula)
  /// One number for several entries.
  case copied(BoardFormula, words: String)
  /// Every entry sent back to where the gate, with operands of these shapes, took it from.
  case routed(BoardFormula, through: Primitive, slot: Int, [Shape])

  /// The functions in derivatives that are not gates.
  package enum Function: String, Hashable, Sendable {
    case sign
    case normalCumulative = "Φ"
    case normalDensity = "φ"
  }
}

extension BoardFormula: Board {
  package init(integerLiteral number: Int) { self = .number(Double(number)) }
  package init(floatLiteral number: Double) { self = .number(number) }

  private static func gate(_ gate: Elementwise, _ operands: BoardFormula...) -> BoardFormula {
    .gate(.elementwise(gate), operands)
  }

  package static func + (x: Self, y: Self) -> Self { gate(.add, x, y) }
  package static func - (x: Self, y: Self) -> Self { gate(.subtract, x, y) }
  package static func * (x: Self, y: Self) -> Self { gate(.multiply, x, y) }
  package static func / (x: Self, y: Self) -> Self { gate(.divide, x, y) }
  package static prefix func - (x: Self) -> Self { gate(.negate, x) }
  package func raised(to exponent: Self) -> Self { Self.gate(.power, self, exponent) }
  package func squareRoot() -> Self { Self.gate(.sqrt, self) }
  package var squared: Self { Self.gate(.square, self) }
  package var magnitude: Self { Self.gate(.abs, self) }
  package var signum: Self { .function(.sign, self) }
  package var exponential: Self { Self.gate(.exp, self) }
  package var logarithm: Self { Self.gate(.log, self) }
  package var sine: Self { Self.gate(.sin, self) }
  package var cosine: Self { Self.gate(.cos, self) }
  package var hyperbolicTangent: Self { Self.gate(.tanh, self) }
  package var logistic: Self { Self.gate(.sigmoid, self) }
  package var softplus: Self { Self.gate(.softplus, self) }
  package var normalCumulative: Self { .function(.normalCumulative, self) }
  package var normalDensity: Self { .function(.normalDensity, self) }
  package static func larger(_ x: Self, _ y: Self) -> Self { gate(.maximum, x, y) }
  package static func smaller(_ x: Self, _ y: Self) -> Self { gate(.minimum, x, y) }
  package static func share(ofLarger x: Self, _ y: Self) -> Self { .share(x, y) }
  package static func choice(
    _ x: Self, greaterThan y: Self, _ first: @autoclosure () -> Self,
    else second: @autoclosure () -> Self
  ) -> Self {
    .choice(x, y, first(), second())
  }
  package static func named(
    _ gate: Elementwise, _ x: Self, _ y: Self, _ meaning: @autoclosure () -> Self
  ) -> Self {
    .gate(.elementwise(gate), gate.arity == 1 ? [x] : [x, y])
  }
  package func zero(at x: Self, unlessNegative y: Self) -> Self { self }
}
