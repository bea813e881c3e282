import ComputationGraph
import ExpressionLanguage
import TestSupport
import Testing

/// What is made of numbers alone is one constant.
@Suite struct NumbersAloneTests {
  private static let sizes = "the last sizes 2 and 3 differ"

  private typealias Constants = (
    expression: String, constants: [String], gates: [String], value: Double
  )

  private static let constants: [Constants] = [
    ("1/2*x^2", ["1/2"], ["^2", "×"], 4.5), ("½*x^2", ["½"], ["^2", "×"], 4.5),
    ("(1/2)*x", ["1/2"], ["×"], 1.5), ("x/sqrt(2*pi)", ["sqrt(2*pi)"], ["/"], 1.1968268412042982),
    ("x*2*pi/360", ["2", "pi", "360"], ["×", "×", "/"], 0.05235987755982989),
    ("x^(1/2)", ["1/2"], ["^"], 1.7320508075688772), ("-(1/2)*x", ["-(1/2)"], ["×"], -1.5),
    ("max(1/4, 2^-3) + x", ["max(1/4,2^-3)"], ["+"], 3.25),
    ("sum(x*[1/2, ½] + 2*ones(2))", ["[1/2,½]", "2*ones(2)"], ["×", "+", "Σ"], 7),
    ("x + [1/2, 1/3, 1/4, 1/5][1]", ["[1/2,1/3,1/4,1/5][1]"], ["+"], 10.0 / 3),
  ]

  @Test(arguments: constants.indices)
  func `numbers alone make no gates`(_ row: Int) throws {
    let (expression, constants, gates, value) = Self.constants[row]
    let document = try read("x = 3\nf = \(expression)")
    let graph = document.graph
    let leaves = graph.ids.filter { graph.role(of: $0) == .constant }
    #expect(leaves.map { document.labels[Int($0.index)] } == constants)
    #expect(graph.ids.compactMap { graph.primitive(of: $0)?.symbol } == gates)
    #expect(abs(document.result - value) < 1e-15)
  }

  @Test func `a name for numbers alone is a leaf, which can be given another value`() throws {
    let text = "half = 1/2\np = [1/3, 2/3]\nx = 3\nf = half*x^2 + sum(p)"
    let document = try read(text)
    #expect(document.structure.prefix(3) == ["half: parameter", "p: parameter", "x: parameter"])
    #expect(try document.tensor("p").elements == [1.0 / 3, 2.0 / 3])
    #expect(document.result == 5.5)
    let given = try Document.make(from: Syntax(parsing: text), inputs: ["half": 2]).get()
    #expect(given.result == 19)
  }

  @Test func `numbers alone in a function make no gates either`() throws {
    let document = try read("half(t) = 1/2*t^2\nx = 3\nf = half(x) + half(2*x)")
    #expect(document.graph.compoundGates.map(\.nodes.count) == [3, 3])
    #expect(document.result == 4.5 + 18)
  }

  @Test func `a call of a function of the file is a gate, whatever it is given`() throws {
    let document = try read("f(x, y, z) = (x + y)*z\ng = f(-2, 5, 2*-2)")
    #expect(document.graph.compoundGates.count == 1)
    #expect(document.graph.primitive(of: document.output) == .elementwise(.multiply))
    #expect(document.result == -12)
  }

  @Test(arguments: [
    ("½", 0.5), ("⅔", 2.0 / 3), ("1½", 1.5), ("-2¾", -2.75), ("⅒", 0.1), ("x*½", 1.5),
    ("x^½", 1.7320508075688772),
  ])
  func `a fraction may be one character`(_ written: String, _ value: Double) throws {
    #expect(abs(try read("x = 3\nf = \(written)").result - value) < 1e-15)
  }

  @Test(arguments: [
    ("½x", "expected an operator between '½' and 'x'"),
    ("1.5½", "'1.5½' is not a number"),
    ("½½", "expected an operator between '½' and '½'"),
    (
      "x + [1, 2]*[1, 2, 3]",
      "cannot multiply a vector of 2 and a vector of 3 element by element: \(sizes)"
    ),
    (
      "[1, 2]*[1, 2, 3]",
      "cannot multiply a vector of 2 and a vector of 3 element by element: \(sizes)"
    ),
    ("x + zeros(99999, 99999)*2", "this makes more than 50000000 numbers"),
  ])
  func `a mistake among numbers is told as any other`(_ expression: String, _ sentence: String) {
    let all = messages("x = 3\nf = \(expression)")
    #expect(all.contains("error: \(sentence)\n"), "\(all)")
  }

  private static let symbols: [(Elementwise, String, Int, String)] = [
    (.multiply, "1/2", 0, "×1/2"), (.multiply, "2*pi", 1, "×2·pi"),
    (.multiply, "1-2", 1, "×(1-2)"), (.divide, "1/2", 1, "/(1/2)"), (.divide, "1/2", 0, "1/2/x"),
    (.power, "1/2", 1, "^(1/2)"), (.power, "1/2", 0, "(1/2)^x"), (.power, "-1", 1, "^-1"),
    (.add, "-1/2", 1, "-1/2"), (.add, "1-2", 1, "+(1-2)"), (.subtract, "-1/2", 1, "+1/2"),
    (.subtract, "1/2", 1, "-1/2"), (.add, "1e-3", 1, "+1e-3"),
    (.divide, "sqrt(2-1)", 1, "/sqrt(2-1)"),
    (.power, "½", 1, "^½"), (.subtract, "1-2", 0, "1-2-x"), (.divide, "2^2", 1, "/2^2"),
  ]

  @Test(arguments: symbols.indices)
  func `a gate shows its constant so that it is read as it is meant`(_ row: Int) {
    let (primitive, literal, slot, symbol) = Self.symbols[row]
    #expect(primitive.symbol(withLiteral: literal, in: slot) == symbol)
  }
}
