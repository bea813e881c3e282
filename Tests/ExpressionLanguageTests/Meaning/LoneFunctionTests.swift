import ComputationGraph
import ExpressionLanguage
import Testing

/// A function that nothing calls is what a file is about, where it is the only thing it can be.
@Suite struct LoneFunctionTests {
  private func document(_ text: String, _ inputs: [String: Double] = [:]) throws -> Document {
    try Document.make(from: Syntax(parsing: text), inputs: inputs).get()
  }

  /// The labels of the gates.
  private func gates(_ document: Document) -> [String] {
    document.graph.ids.filter { document.graph.role(of: $0) == .gate }
      .map { document.labels[Int($0.index)] }
  }

  @Test(arguments: [
    "f(x, y, z) = (x + y)*z\nx = -2\ny = 5\nz = -4",
    "x = -2\ny = 5\nz = -4\nf(x, y, z) = (x + y)*z",
    "param x = -2\ny = 5\nz = -4\nf(x, y, z) = (x + y)*z\nminimize f with sgd(lr = 0.1)",
    "z = -4\nf(x, y) = (x + y)*z\nx = -2\ny = 5\nexpect f = -12\nexpect grad x = -4\nreport f",
  ])
  func `a function whose arguments have values by name is the graph of the slide`(
    text: String
  ) throws {
    let document = try document(text)
    #expect(gates(document) == ["x+y", "f"])
    #expect(document.graph.compoundGates.isEmpty)
    #expect(document.labels[Int(document.output.index)] == "f")
    #expect(document.notes == [])
    var numbers = Numbers(initialValuesOf: document.graph)
    Tape(of: document.graph).forward(in: &numbers)
    #expect(numbers.value(of: document.output, in: document.graph).scalar == -12)
  }

  @Test func `a function alone asks for its arguments`() throws {
    let syntax = Syntax(parsing: "f(x, y, z) = (x + y)*z")
    #expect(syntax.freeInputs.map(\.name) == ["x", "y", "z"])
    #expect(syntax.diagnostics == [])
    #expect(gates(try document("f(x, y) = x*y", ["x": 2, "y": 3])) == ["f"])
  }

  @Test(arguments: [
    // Something else is computed.
    "x = 2\nf(x) = x^2\ng = 3*x",
    // Two functions, neither of which is called.
    "x = 2\nf(x) = x^2\ng(x) = x^3",
    // Another output is named.
    "x = 2\nf(x) = x^2\nminimize x",
    // No value has to do with it.
    "a = 2\nf(x) = x^2",
  ])
  func `otherwise a function is one that nothing calls, and that is said`(text: String) throws {
    let document = try document(text)
    #expect(document.labels[Int(document.output.index)] != "f")
    #expect(document.notes.contains { $0.problem == .uncalledFunction("f") })
  }

  @Test func `of functions alone, the message proposes a call`() {
    let syntax = Syntax(parsing: "f(a) = a^2\ng(b, c) = b*c")
    let text = syntax.diagnostics.first?.text(file: "f", source: syntax.source)
    #expect(text == "f: error: there is nothing to compute\n  write out = g(b, c)")
    let called = Syntax(parsing: "f(a) = a^2\ng(b, c) = b*c\nout = g(b, c)")
    #expect(called.diagnostics == [])
  }
}
