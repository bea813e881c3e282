import ComputationGraph
import ExpressionLanguage
import Testing
import TestSupport

/// Functions of one's own, which are drawn as one gate.
@Suite struct FunctionTests {
  @Test func `a call makes the nodes of its arguments, then those of the function`() throws {
    let document = try read(
      """
      sigmoid(t) = 1/(1 + exp(-t))
      w = 2
      x = -1
      f = sigmoid(w*x)
      """)
    #expect(
      document.structure == [
        "w: parameter", "x: parameter", "× 0 1", "1: constant", "1: constant", "×-1 2", "exp 5",
        "+ 4 6", "/ 3 7",
      ])
    let gate = try #require(document.graph.compoundGates.first)
    #expect(gate.name == "sigmoid")
    #expect(gate.nodes == 3..<9)
    #expect(gate.operands == [Node.ID(2)])
    #expect(document.graph.compoundGates.count == 1)
    #expect(
      document.labels == ["w", "x", "w*x", "1", "1", "-(w*x)", "exp(-(w*x))", "1+exp(-(w*x))", "f"])
  }

  @Test func `the result of a call is labelled with the call`() throws {
    let document = try read("s(t) = t*t\nx = 3\nf = s(x) + s(x + 1)")
    #expect(document.labels == ["x", "s(x)", "1", "x+1", "s(x+1)", "f"])
    #expect(document.graph.compoundGates.map(\.nodes) == [1..<2, 4..<5])
    #expect(document.result == 25)
  }

  @Test func `calls in functions are gates in gates`() throws {
    let document = try read(
      "double(a) = a + a\nquadruple(a) = double(double(a))\nx = 1\nf = quadruple(x)")
    #expect(document.graph.compoundGates.map(\.name) == ["double", "double", "quadruple"])
    #expect(document.graph.compoundGates.map(\.nodes) == [1..<2, 2..<3, 1..<3])
    #expect(document.result == 4)
  }

  @Test func `parameters hide outer names, arguments keep their order`() throws {
    #expect(try read("a = 1\nb = 10\nd(b, a) = b - a\nf = d(a, b)").result == -9)
    #expect(try read("exp = 2\nf = exp").result == 2)
    #expect(try read("g(exp, pi2) = exp * pi2\nf = g(3, 4)").result == 12)
    #expect(try read("a = 5\ng(x) = h*x\nf = g(a)", inputs: ["h": 3]).result == 15)
  }

  @Test func `a function with the name of a built-in one hides it`() throws {
    #expect(try read("max(a) = a*3\nf = max(2)").result == 6)
    #expect(try read("sum(a, b) = a + b\nf = sum(2, 3)").result == 5)
  }

  @Test func `what returns its argument or a literal is no gate`() throws {
    let document = try read(
      "same(a) = a\nseven(a) = 7\nsecond(u, v) = v\ng(a) = second(a*2, a)\nx = 3\ny = same(x)\nz = seven(x)\nf = g(x)"
    )
    #expect(document.graph.compoundGates.isEmpty)
    #expect(document.labels == ["x", "z", "2", "x*2"])
    #expect(document.result == 3)
  }

  @Test func `default arguments are constants`() throws {
    let document = try read("x = 1\nf = leaky_relu(x) + elu(x)")
    #expect(
      document.structure == [
        "x: parameter", "0.01: constant", "leaky 0 1", "1: constant", "elu 0 3", "+ 2 4",
      ])
  }
}
