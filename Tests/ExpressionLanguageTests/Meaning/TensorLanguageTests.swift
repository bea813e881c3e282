import ComputationGraph
import ExpressionLanguage
import Testing
import TestSupport

/// What vectors and matrices become in the graph. The numbers are those numpy gives.
@Suite struct TensorLanguageTests {
  private static let leaves = """
    W = [[1, 2], [3, 4]]
    x = [1, -2]
    v = [1, -2, 3]
    s = [[1, 2, 3], [1, 2, 3]]

    """

  @Test(arguments: [
    ("W @ x", [2], [-3, -5]), ("x @ W", [2], [-5, -6]), ("x @ x", [], [5]),
    ("W @ W.T", [2, 2], [5, 11, 11, 25]), ("dot(x, x)", [], [5]), ("W.T", [2, 2], [1, 3, 2, 4]),
    ("x.T", [2], [1, -2]), ("2*W - x", [2, 2], [1, 6, 5, 10]), ("W^2", [2, 2], [1, 4, 9, 16]),
    ("-W", [2, 2], [-1, -2, -3, -4]), ("W/[[1], [2]]", [2, 2], [1, 2, 1.5, 2]),
    ("x + [[1], [2]]", [2, 2], [2, -1, 3, 0]), ("relu(x)", [2], [1, 0]),
    ("leaky_relu(x, slope = [0.1, 0.5])", [2], [1, -1]), ("max(x, 0)", [2], [1, 0]),
    ("min(W, W.T)", [2, 2], [1, 2, 2, 4]), ("max(W)", [], [4]), ("min(W)", [], [1]),
    ("max(W, axis = 0)", [2], [3, 4]), ("min(W, axis = -1)", [2], [1, 3]),
    ("sum(W)", [], [10]), ("sum(W, axis = 0)", [2], [4, 6]), ("sum(W, axis = 1)", [2], [3, 7]),
    ("mean(W)", [], [2.5]), ("mean(W, axis = 1)", [2], [1.5, 3.5]), ("sum(3)", [], [3]),
    ("norm([3, 4])", [], [5]), ("softmax([0, 0])", [2], [0.5, 0.5]),
    ("sum(softmax(s), axis = 1)", [2], [1, 1]), ("log_softmax([0])", [1], [0]),
    ("W[0]", [2], [1, 2]), ("W[-1]", [2], [3, 4]), ("W[0, 1]", [], [2]), ("W[:, 1]", [2], [2, 4]),
    ("W[:]", [2, 2], [1, 2, 3, 4]), ("W[1][0]", [], [3]), ("W.T[1, -2]", [], [2]),
    ("(W @ x)[1]", [], [-5]), ("[1, 2, 3][2]", [], [3]), ("-x[0]^2", [], [-1]),
    ("reshape(W, 4)", [4], [1, 2, 3, 4]), ("reshape(v, 3, 1)", [3, 1], [1, -2, 3]),
    ("reshape(2, 1, 1)", [1, 1], [2]), ("concat(x, v)", [5], [1, -2, 1, -2, 3]),
    ("concat(W, W.T, axis = 1)", [2, 4], [1, 2, 1, 3, 3, 4, 2, 4]),
    ("concat(W, [x], axis = -2)", [3, 2], [1, 2, 3, 4, 1, -2]), ("concat(v)", [3], [1, -2, 3]),
    ("one_hot(1, 3)", [3], [0, 1, 0]),
    ("one_hot([0, 2], classes = 3)", [2, 3], [1, 0, 0, 0, 0, 1]),
    ("maxout(x, [0, 0], [-1, 5])", [2], [1, 5]),
    ("[x[0], 7]", [2], [1, 7]), ("[x, [5, 6]]", [2, 2], [1, -2, 5, 6]),
    ("[[x[0], x[1]], [3, 4]]", [2, 2], [1, -2, 3, 4]), ("[x[1]]", [1], [-2]),
    ("[W, W]", [2, 2, 2], [1, 2, 3, 4, 1, 2, 3, 4]),
    ("[pi - pi, +1, -1, 1e3]", [4], [0, 1, -1, 1e3]),
    ("hinge(v, 2)", [], [0]), ("hinge(v, 1)", [], [10]), ("hinge(v, 1, margin = 0.5)", [], [9]),
    ("hinge(s, [0, 2])", [], [2.5]), ("hinge(v, 1, 0.5)", [], [9]),
    ("cross_entropy([0, 0], 1)", [], [0.6931471805599453]),
    ("cross_entropy(s, [0, 2])", [], [1.4076059644443801]),
    ("mse(W @ x, [0, 0])", [], [17]), ("mse(x, 0)", [], [2.5]), ("mse(3, 1)", [], [4]),
    ("zeros(2, 2)", [2, 2], [0, 0, 0, 0]), ("ones(3)", [3], [1, 1, 1]),
    ("eye(3)", [3, 3], [1, 0, 0, 0, 1, 0, 0, 0, 1]), ("eye(2) @ x", [2], [1, -2]),
  ])
  func `an expression has a shape and a value`(
    _ expression: String, _ extents: [Int], _ elements: [Double]
  ) throws {
    let tensor = try read(Self.leaves + "f = \(expression)").tensor("f")
    #expect(tensor.shape.extents == extents)
    #expect(
      zip(tensor.elements, elements).allSatisfy { abs($0 - $1) < 1e-15 }, "\(tensor.elements)")
  }

  @Test func `literals and constructors make leaves, and inside expressions constants`() throws {
    let document = try read(
      "W = [[1, 2],\n  [3, 4]]\nz = zeros(2)\nf = W @ [5, 6] + eye(2) @ z + randn(2, seed = 1)")
    #expect(
      document.structure == [
        "W: parameter", "z: parameter", "[5,6]: constant", "matrixProduct 0 2",
        "eye(2): constant", "matrixProduct 4 1", "+ 3 5", "randn(2,seed=1): constant", "+ 6 7",
      ])
    let (W, z, f) = (Node.ID(0), Node.ID(1), Node.ID(8))
    #expect([W, z, f].map { document.graph.shape(of: $0).extents } == [[2, 2], [2], [2]])
    #expect(Array(document.graph.initialValue(of: W)) == [1, 2, 3, 4])
  }

  @Test func `long literals have a short label`() throws {
    let document = try read(
      """
      x = [1, 1, 1]
      f = (x + [1, 2, 3])*[1.25, 2.5, 3.75] @ [[1.5, 2.5], [3.5, 4.5], [5.5, 6.5]]
      """)
    try #require(document.labels.count == 7)
    #expect(document.labels[1] == "[1,2,3]")
    #expect(document.labels[3] == "[…]")
    #expect(document.labels[5] == "[[…]]")
  }

  @Test func `with param, other arrays are leaves that stay`() throws {
    let document = try read("param W = 0.5 * ones(2, 2) + eye(2)\nx = [1, 2]\nf = sum(W @ x)")
    #expect(document.structure.prefix(2) == ["W: parameter", "x: leaf"])
    #expect(Array(document.graph.initialValue(of: Node.ID(0))) == [1.5, 0.5, 0.5, 1.5])
    #expect(document.graph.count == 4)
  }

  @Test func `an array of expressions, mse and maxout are gates that open`() throws {
    let document = try read("x = 3\na = [x, 2*x]\nb = maxout(a, [4, 4])\nf = mse(a, b)")
    #expect(document.graph.compoundGates.map(\.name) == ["[…]", "maxout", "mse"])
    #expect(document.graph.compoundGates.map { $0.nodes.count } == [3, 1, 3])
    #expect(
      document.labels == [
        "x", "2", "2*x", "[x]", "[2*x]", "a", "[4,4]", "b", "a-b", "square(a-b)", "f",
      ])
    #expect(document.result == 0.5)
  }

  private static let third = 1.0 / 3
  private static let ties: [(String, [Double])] = [
    ("maxout(a, b)", [0.5, 0.5, 0]), ("maxout(a, b, c)", [third, third, third]),
    ("maxout(a, b, c, 0)", [third, third, third]), ("maxout(a, 7, c, 8)", [0, 0, 0]),
    ("sum(maxout([a, 9], b, [[c, 1], [1, 2]]))", [third + 0.5, third + 0.5, third]),
    ("max([a, b, c])", [third, third, third]),
  ]

  @Test(arguments: ties)
  func `equal operands of a maximum share the gradient equally, however many they are`(
    _ expression: String, _ expected: [Double]
  ) throws {
    let document = try read(
      "param a = 2\nparam b = 2\nparam c = 2\nf = \(expression) + 0*(a + b + c)\nminimize f")
    let graph = document.graph
    var numbers = Numbers(initialValuesOf: graph)
    let tape = Tape(of: graph, feeding: document.output)
    tape.forward(in: &numbers)
    numbers[gradient: graph.places(of: document.output).lowerBound] = 1
    tape.backward(in: &numbers)
    let found = ["a", "b", "c"].map { name in
      document.node(named: name).map { numbers[gradient: graph.places(of: $0).lowerBound] } ?? .nan
    }
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-15 }, "\(found)")
  }

  @Test func `functions of one's own take arrays`() throws {
    let document = try read(
      """
      layer(x, W, b) = relu(x @ W + b)
      f = sum(layer(layer([1, 2], eye(2), 1), ones(2, 3), [0, -1, -9]))
      """)
    #expect(document.result == 9)
    #expect(document.graph.compoundGates.map(\.name) == ["layer", "layer"])
  }

  @Test func `a line goes on inside square brackets`() throws {
    let document = try read("W = [\n  [1, 2],  # first\n  [3, 4]\n]  # the note\nf = sum(W)")
    #expect(document.definition(named: "W")?.note == "the note")
    #expect(document.result == 10)
  }

  @Test func `only a leaf that is one number can be set`() throws {
    #expect(
      messages(
        "W = [[1, 2]]\nx = 3\nparam V = 2*ones(2)\nf = sum(W)", inputs: ["W": 1, "x": 1, "V": 2])
          == """
          f: error: 'V' is a vector of 2 (line 3); only single numbers can be set
          f: error: 'W' is 1×2 (line 1); only single numbers can be set
          """)
  }

  @Test func `shapes are checked before a missing number is asked for`() {
    #expect(
      messages("f = y * (eye(2) @ eye(3))") == """
        f:1:10: error: cannot multiply 2×2 by 3×3: the inner sizes 2 and 3 differ
        1 | f = y * (eye(2) @ eye(3))
          |          ^^^^^^^^^^^^^^^
          eye(2) is 2×2, eye(3) is 3×3
        """)
  }

  @Test func `a literal of a million numbers is a leaf, in ten times the work of 100,000`() throws {
    let row = "[" + Array(repeating: "0.5", count: 1_000).joined(separator: ", ") + "]"
    func file(_ rows: Int) -> String {
      "W = [" + Array(repeating: row, count: rows).joined(separator: ",\n") + "]\nf = sum(W)"
    }
    let (short, long) = (file(100), file(1_000))
    var document: Document?
    let ratio = try growth(
      from: { document = try read(short) }, to: { document = try read(long) })
    #expect(document?.graph.shape(of: Node.ID(0)).extents == [1_000, 1_000])
    // What is not linear takes a hundred times as much.
    #expect(ratio < 30)
  }
}

/// The same file gives the same random numbers on every machine, to the last bit.
@Suite struct RandomNumberTests {
  @Test func `normal numbers`() throws {
    #expect(
      try read("W = randn(2, 3, seed = 7)\nf = 1").tensor("W").elements == [
        -0.04174152338145233, -0.18308020910924752, 0.8764814690994567, 0.18137224678834885,
        -0.3059911682027957, -1.6121698126951967,
      ])
    #expect(
      try read("W = randn(3, seed = 0)\nf = 1").tensor("W").elements == [
        0.9845279121083984, -0.17586928586197706, -0.7120661562402929,
      ])
  }

  @Test func `uniform numbers`() throws {
    #expect(
      try read("W = uniform(3, -1, 1, seed = 7)\nf = 1").tensor("W").elements == [
        -0.22034050321745702, -0.9664234109436878, 0.8015213612137668,
      ])
  }

  @Test func `seeds that are left out count from 1`() throws {
    let document = try read(
      "a = uniform(1, 0, 1)\nb = randn(2, seed = 9)\nc = uniform(1, low = 0, high = 1)\nf = 1")
    #expect(try document.tensor("a").elements == [0.5665615751722809])
    #expect(try document.tensor("c").elements == [0.5911897341980794])
  }

  @Test func `many normal numbers have mean 0 and variance 1`() throws {
    let document = try read("x = randn(100000, seed = 3)\nm = mean(x)\nv = mean(square(x - m))")
    #expect(try abs(document.tensor("m").elements[0]) < 0.01)
    #expect(try abs(document.tensor("v").elements[0] - 1) < 0.01)
  }
}

/// Files of numbers that lie beside a file.
@Suite struct NumberTableTests {
  @Test(arguments: [
    ("1,2\n3,4\n", [2, 2], [1, 2, 3, 4]), ("1,2\r\n3,4", [2, 2], [1, 2, 3, 4]),
    ("\u{FEFF}w0, w1\n-1e-3 ,\t+2.5\n\n", [1, 2], [-0.001, 2.5]), ("5", [1, 1], [5]),
    ("\"a,b\",c\n1,2", [1, 2], [1, 2]), ("1\n\n2\r3", [3, 1], [1, 2, 3]),
  ])
  func `a row of numbers on each line`(
    _ text: String, _ extents: [Int], _ elements: [Double]
  ) throws {
    let document = try read("W = csv(\"W.csv\")\nf = sum(W)", files: ["W.csv": text])
    #expect(document.structure.first == "W: parameter")
    let tensor = try document.tensor("W")
    #expect(tensor.shape.extents == extents)
    #expect(tensor.elements == elements)
  }

  @Test func `the files that are needed are known before they are read`() {
    let syntax = Syntax(
      parsing: "param W = 0.5*csv(\"W 1.csv\")\nx = csv(\"x.csv\")\nf = x @ csv(\"W 1.csv\")")
    #expect(syntax.files.map(\.path) == ["W 1.csv", "x.csv"])
    #expect(syntax.files.map { syntax.source.line(at: $0.span.start) } == [1, 2])
    #expect(syntax.files.map { syntax.source.text(of: $0.span) } == ["\"W 1.csv\"", "\"x.csv\""])
  }

  @Test(arguments: [
    ("", "W.csv holds no numbers"), ("a,b\n", "W.csv holds no numbers"),
    ("1,2\n3", "W.csv, line 2: expected 2 values, as on line 1, and found 1"),
    ("1,x", "W.csv, line 1, column 2: expected a number and found 'x'"),
    ("a,b\nc,1", "W.csv, line 2, column 1 (a): expected a number and found 'c'"),
    ("1\nnan", "W.csv, line 2, column 1: expected a number and found 'nan'"),
    ("1\n0x10", "W.csv, line 2, column 1: expected a number and found '0x10'"),
    (
      "x,y\n1,\"a,\nb\"\n", "W.csv, line 2, column 2 (y): expected a number and found 'a,\u{FFFD}b'"
    ),
    ("1,2\n3,\"4\n", "W.csv, line 2, column 2: this quote is never closed"),
    ("1\n1e999", "W.csv, line 2, column 1: 1e999 is too large: numbers end at about 1.8e308"),
    ("1\n\u{1B}[2J", "W.csv, line 2, column 1: expected a number and found '\u{FFFD}[2J'"),
  ])
  func `a file that is no table is answered with the place in it`(
    _ text: String, _ expected: String
  ) {
    #expect(
      messages("W = csv(\"W.csv\")", files: ["W.csv": table(Array(text.utf8))]) == """
        f:1:9: error: \(expected)
        1 | W = csv("W.csv")
          |         ^^^^^^^
        """)
  }

  @Test func `a file that cannot be read is named with the reason`() {
    #expect(
      messages(
        "W = csv(\"W.csv\")\nf = sum(W)\ng = eye(2) @ csv(\"V.csv\")",
        files: ["W.csv": .failure(.unreadable(reason: "Permission denied"))]) == """
          f:1:9: error: cannot read 'W.csv': Permission denied
          1 | W = csv("W.csv")
            |         ^^^^^^^
          f:3:18: error: cannot read 'V.csv': there is no such file
          3 | g = eye(2) @ csv("V.csv")
            |                  ^^^^^^^
          """)
  }

  @Test func `bytes that are no text are no number`() {
    #expect(
      messages("W = csv(\"W.csv\")", files: ["W.csv": table([0x31, 0x0A, 0xFF, 0xFE])]) == """
        f:1:9: error: W.csv, line 2, column 1: expected UTF-8 and found other bytes; save the file as UTF-8
        1 | W = csv("W.csv")
          |         ^^^^^^^
        """)
    let said = """
      f:1:9: error: W.csv, line 2, column 1 (w): expected text and found a byte 0, as files in \
      UTF-16 have them; save the file as UTF-8
      1 | W = csv("W.csv")
        |         ^^^^^^^
      """
    for cell in ["3\0", "\0", "a\0b"] {
      let file = table(Array("w\n\(cell)\n".utf8))
      #expect(messages("W = csv(\"W.csv\")", files: ["W.csv": file]) == said)
    }
  }
}
