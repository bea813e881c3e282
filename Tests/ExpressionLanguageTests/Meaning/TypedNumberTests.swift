import ExpressionLanguage
import Testing

/// Numbers as people type them, wherever they do.
@Suite struct TypedNumberTests {
  @Test(arguments: [
    ("1", 1.0), ("-2", -2), ("−2", -2), ("+.5", 0.5), ("1_000", 1000), ("1e-3", 0.001),
    ("2.5E2", 250), ("5.", 5), ("-0", -0.0),
  ])
  func `what is a number in a file is one`(_ text: String, _ value: Double) {
    #expect(Double(typed: text) == value)
  }

  @Test(arguments: [
    "", "-", "0x10", "0x1p4", "inf", "infinity", "nan", "NaN", "1e400", "--1", "+-1", "1 2", " 1",
    "1_", "_1", "1__0", "e5", "1e", ".", "٣", "1\0", "1,5", "½",
  ])
  func `what is none there is none`(_ text: String) {
    #expect(Double(typed: text) == nil)
  }
}
