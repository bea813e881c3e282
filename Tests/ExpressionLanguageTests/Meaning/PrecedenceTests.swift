import ExpressionLanguage
import Testing
import TestSupport

/// What binds tighter, by results that only one reading gives.
@Suite struct PrecedenceTests {
  @Test(arguments: [
    ("2 + 3*4", 14), ("2*3 + 4", 10), ("10 - 4 - 3", 3), ("16/4/2", 2), ("12/3*2", 8),
    ("2 - 3 + 4", 3), ("(2 + 3)*4", 20), ("-2^2", -4), ("(-2)^2", 4), ("2^3^2", 512),
    ("2**-1", 0.5), ("2^-3^2", 0.001953125), ("-2*3", -6), ("2*-3", -6), ("2 - -3", 5), ("--2", 2),
    ("-+-2", 2), ("+2 - +3", -1), ("-(2 + 3)*2", -10), ("2/4^0.5", 1), ("6/2*(1 + 2)", 9),
    ("-max(1, 2)^2", -4), ("5 − 2", 3), ("2×3", 6), ("2·3", 6), ("2⋅3", 6), ("6÷4", 1.5),
    ("1_000 + .5", 1000.5), ("1e-3*1E3", 1), ("5.", 5), ("pi - pi", 0), ("2*pi/pi", 2),
    ("abs(-3)", 3), ("sqrt(16)", 4), ("square(3)", 9), ("exp(0)", 1), ("log(1)", 0), ("sin(0)", 0),
    ("cos(0)", 1), ("tanh(0)", 0), ("sigmoid(0)", 0.5), ("relu(-1)", 0), ("leaky_relu(-2)", -0.02),
    ("leaky_relu(-2, slope = 0.5)", -1), ("leaky_relu(-2, 0.25)", -0.5), ("elu(0)", 0),
    ("elu(-1e9)", -1), ("elu(-1e9, alpha = 3)", -3), ("softplus(-1e9)", 0), ("gelu(0)", 0),
    ("silu(0)", 0), ("max(2, 3)", 3), ("min(2, 3)", 2), ("max(min(1, 2), -min(3, 4))", 1),
  ])
  func `an expression has one value`(_ expression: String, _ value: Double) throws {
    #expect(try read("f = \(expression)").result == value)
  }
}
