import ComputationGraph
import ExpressionLanguage
import Learning
import Testing
import TestSupport

/// What the lines of a file become in the graph.
@Suite struct LoweringTests {
  @Test func `the first example of the lecture is three leaves and two gates`() throws {
    let document = try read(
      """
      # The first worked example of the lecture.
      x = -2                 # the first operand
      y = 5
      z = -4
      q = x + y
      f = q * z              # the output

      expect f = -12
      expect grad x = -4
      """)
    #expect(
      document.structure == ["x: parameter", "y: parameter", "z: parameter", "+ 0 1", "× 3 2"])
    #expect(document.result == -12)
    #expect(document.title == "The first worked example of the lecture.")
    #expect(document.definitions.map(\.name) == ["x", "y", "z", "q", "f"])
    #expect(document.definitions.map(\.line) == [2, 3, 4, 5, 6])
    #expect(
      document.definitions.map(\.note) == ["the first operand", nil, nil, nil, "the output"])
    #expect(document.labels == ["x", "y", "z", "q", "f"])
    #expect(document.expectations.map(\.text) == ["f = -12", "grad x = -4"])
    #expect(document.optimizer.schedule == .constant(0.01))
  }

  @Test func `gates come in the order in which they are computed, operands left to right`() throws {
    let document = try read(
      "f = 2*(x*y + max(z, w))", inputs: ["x": 3, "y": -4, "z": 2, "w": -1])
    #expect(
      document.structure == [
        "x: parameter", "y: parameter", "z: parameter", "w: parameter", "2: constant", "× 0 1",
        "max 2 3", "+ 5 6", "× 4 7",
      ])
    #expect(document.labels.suffix(4) == ["x*y", "max(z,w)", "x*y+max(z,w)", "f"])
    #expect(document.result == -20)
  }

  @Test func `free inputs are the first nodes, in the order of their first use`() throws {
    let syntax = Syntax(parsing: "a = 1\ng(t) = t*k\nf = (x+y)*z + x + g(a)")
    #expect(syntax.freeInputs.map(\.name) == ["k", "x", "y", "z"])
    #expect(syntax.freeInputs.map { syntax.source.text(of: $0.span) } == ["k", "x", "y", "z"])
    #expect(syntax.freeInputs.map { syntax.source.line(at: $0.span.start) } == [2, 3, 3, 3])
    #expect(syntax.diagnostics.isEmpty)
    let document = try Document.make(
      from: syntax, inputs: ["x": 1, "y": 2, "z": 3, "k": 4]
    ).get()
    #expect(document.labels.prefix(5) == ["k", "x", "y", "z", "a"])
    #expect(document.node(named: "z") == Node.ID(3))
    #expect(document.definition(named: "z") == nil)
    #expect(document.result == 14)
  }

  @Test func `a signed literal is a literal`() throws {
    let document = try read("x = -2\ny = +2.5\nz = (-1)\nf = x * -3 + y - z")
    #expect(
      document.structure == [
        "x: parameter", "y: parameter", "z: parameter", "-3: constant", "× 0 3", "+ 4 1", "− 5 2",
      ])
    #expect(document.result == 9.5)
  }

  @Test func `a literal is a fresh constant each time`() throws {
    let document = try read("x = 1\nf = (x + 2) * 2")
    #expect(
      document.structure == ["x: parameter", "2: constant", "+ 0 1", "2: constant", "× 2 3"])
  }

  @Test func `anything computed from a name is a gate, and numbers alone are a leaf`() throws {
    #expect(try read("x = 2\ny = 2*3*x").structure == ["x: parameter", "2*3: constant", "× 1 0"])
    #expect(try read("x = 2*3").structure == ["x: parameter"])
    #expect(try read("x = -pi").structure == ["x: parameter"])
    #expect(try read("x = --2").structure == ["x: parameter"])
  }

  @Test func `a definition by a name alone is another name of the node`() throws {
    let document = try read("x = 3\ny = x\nz = (+y)\nf = z^2")
    #expect(document.structure == ["x: parameter", "^2 0"])
    #expect(document.definitions.map { $0.node.index } == [0, 0, 0, 1])
    #expect(document.labels == ["x", "f"])
  }

  @Test func `the square of the lecture is one gate, other powers have two operands`() throws {
    #expect(try read("x = 3\nf = x^2").structure == ["x: parameter", "^2 0"])
    #expect(try read("x = 3\nf = x**2").structure == ["x: parameter", "^2 0"])
    #expect(
      try read("x = 3\nf = x^3").structure == ["x: parameter", "3: constant", "^ 0 1"])
    #expect(
      try read("x = 3\nn = 2\nf = x^n").structure == ["x: parameter", "n: parameter", "^ 0 1"])
  }

  @Test func `without param every named leaf is a parameter`() throws {
    let document = try read("x = 1\nf = x + y + 3", inputs: ["y": 2])
    #expect(
      document.structure == ["y: parameter", "x: parameter", "+ 1 0", "3: constant", "+ 2 3"])
  }

  @Test func `with param only those are`() throws {
    let document = try read("x = 1\nparam w = 2\nf = w*x + y", inputs: ["y": 2])
    #expect(document.structure == ["y: leaf", "x: leaf", "w: parameter", "× 2 1", "+ 3 0"])
  }

  @Test func `the initial value of a param is computed once`() throws {
    let document = try read("half(a) = a/2\nparam w = 2*3 + half(pi - pi)\nf = w")
    #expect(document.structure == ["w: parameter"])
    #expect(document.result == 6)
    #expect(document.definitions.map(\.line) == [2, 3])
  }

  @Test func `a given value replaces that of a leaf`() throws {
    #expect(try read("x = 1\nf = 2*x", inputs: ["x": 5]).result == 10)
    #expect(try read("param w = 2*3\nf = w", inputs: ["w": -1]).result == -1)
  }

  @Test func `the output is what minimize names, else the last definition`() throws {
    #expect(try read("x = 2\ny = x*3\nz = 1").result == 1)
    let document = try read("minimize y with sgd(lr = 0.5)\nx = 2\ny = x*3\nz = 1")
    #expect(document.result == 6)
    #expect(document.optimizer.schedule == .constant(0.5))
    #expect(try read("x = 2\nminimize x").optimizer.schedule == .constant(0.01))
    #expect(try read("x = 2\nminimize x with sgd").optimizer.schedule == .constant(0.01))
    #expect(try read("x = 2\nminimize x with sgd()").optimizer.schedule == .constant(0.01))
  }

  @Test func `commentary is what has a line of its own`() throws {
    let document = try read(
      "#!/usr/bin/env backprop\n\n## Two numbers ##\nx = 1 # one\n  # then\n#\ny = 2")
    #expect(document.title == "Two numbers ##")
    #expect(document.commentary.map(\.line) == [3, 5, 6])
    #expect(document.commentary.map(\.text) == ["Two numbers ##", "then", ""])
    #expect(try read("x = 1\n# not a title").title == nil)
    #expect(try read("x = 1 # not a title").title == nil)
  }

  @Test func `brackets continue a line, and comments in them are notes of nobody`() throws {
    let document = try read(
      """
      x = 2
      f = max(  # the larger
        x,

        elu(-x,
            alpha = 3))  # the note
      """)
    #expect(document.definitions.last?.note == "the note")
    #expect(document.definitions.last?.line == 2)
    #expect(document.labels == ["x", "-x", "3", "elu(-x,alpha=3)", "f"])
  }

  @Test func `line ends of Windows and a byte order mark are fine`() throws {
    #expect(try read("\u{FEFF}# t\r\nx = 1 # n\r\ny = x + 2\r\n").title == "t")
    #expect(try read("\u{FEFF}x = 1 # n\r\ny = x\r\n").definitions.map(\.note) == ["n", nil])
    #expect(try read("x = 1\ry = x + 2\r").result == 3)
  }

  @Test func `names of any script, primes and small digits`() throws {
    let document = try read("θ = 1\nx′ = 2\nx'' = 3\n손실 = 4\nw₀ = 5\nf = θ+x′+x''+손실+w₀")
    #expect(document.result == 15)
    // é as one character and as two is one name.
    #expect(try read("caf\u{E9} = 2\nf = cafe\u{301} * 3").result == 6)
  }

  @Test func `labels of long expressions are cut`() throws {
    let terms = Array(repeating: "x", count: 100).joined(separator: " + ")
    let document = try read("x = 1\nf = (\(terms)) * 2")
    #expect(document.labels.map { $0.prefix { $0 != " " }.count }.max() == 64)
    // Those that are cut at the same place are numbered.
    #expect(document.labels[99] == String(repeating: "x+", count: 31) + "x… #68")
  }
}
