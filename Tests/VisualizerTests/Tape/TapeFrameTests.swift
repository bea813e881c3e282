import Cells
import LectureGraphs
import Screen
import Testing
import TestSupport
import Visualizer

/// Tapes as they look, characters and roles; the graphs are those for which the form was drawn.
@Suite struct TapeFrameTests {
  static let sources = [
    "two-neurons": """
    x = 0.5
    t = 1
    param w1 = 0.8
    param b1 = -0.3
    param w2 = -1.5
    param b2 = 0.4
    h = sigmoid(w1*x + b1)
    y = sigmoid(w2*h + b2)
    L = (y - t)^2
    """,
    "long-chain": """
    x = 0.3
    param a = 1.2
    param b = -0.4
    z1 = a*x + b
    h1 = tanh(z1)
    z2 = a*h1 + b
    h2 = tanh(z2)
    z3 = a*h2 + b
    h3 = tanh(z3)
    loss = (h3 - 0.5)^2
    """,
    "two-heads": """
    param trunk_weight = -0.0627
    input_temperature = 12.75
    param head_one = 1.12
    param head_two = -2.38
    trunk = tanh(trunk_weight*input_temperature)
    first = head_one*trunk + 0.5
    second = head_two*trunk - 0.25
    loss = (first - 1)^2 + 3*(second + 1)^2
    """,
    "softmax-batch": """
    X = [[1, 2, -1], [0.5, -1, 3]]
    param W = [[0.1, -0.2, 0.3], [0.4, 0, -0.1], [-0.3, 0.2, 0.1]]
    param b = [0.1, 0, -0.1]
    s = X @ W + b
    L = cross_entropy(s, [2, 0])
    """,
    "mazur": """
    i1 = 0.05
    i2 = 0.1
    t1 = 0.01
    t2 = 0.99
    param w1 = 0.15
    param w2 = 0.2
    param w3 = 0.25
    param w4 = 0.3
    param w5 = 0.4
    param w6 = 0.45
    param w7 = 0.5
    param w8 = 0.55
    param b1 = 0.35
    param b2 = 0.6
    h1 = sigmoid(w1*i1 + w2*i2 + b1)
    h2 = sigmoid(w3*i1 + w4*i2 + b1)
    o1 = sigmoid(w5*h1 + w6*h2 + b2)
    o2 = sigmoid(w7*h1 + w8*h2 + b2)
    E = 0.5*(t1 - o1)^2 + 0.5*(t2 - o2)^2
    """,
  ]

  /// What is pressed, and what it shows.
  static let scripts = [
    ("", "the beginning"), ("ccnnnsss", "backward: a local gradient"), ("ccc", "all gradients"),
    ("iNn", "an update"),
  ]

  @Test(
    arguments: [
      "two-neurons", "long-chain", "two-heads", "staged", "diamond", "softmax-batch",
      "svm-reg-graph", "net2", "mazur",
    ], [(80, 24), (120, 40)])
  func `a tape looks as it should`(_ name: String, _ size: (Int, Int)) throws {
    let source = try Self.sources[name] ?? lectureGraph(name).text
    var sections: [String] = []
    for (keys, claim) in Self.scripts {
      let frame = try shown(
        source, columns: size.0, rows: size.1, keys: ":level tape<Enter>" + keys
      ).view
      sections.append("=== \(claim) (keys: \(keys))\n" + picture(frame))
    }
    let ascii = try shown(
      source, columns: size.0, rows: size.1, keys: ":level tape<Enter>ccnnnsss"
    ).view.ascii
    sections.append("=== backward, in ASCII\n" + picture(ascii))
    try expectGolden(sections.joined(separator: "\n"), "Tape/\(name)-\(size.0)x\(size.1)")
  }

  @Test func `a page is turned when the step leaves it, and its edges name the rails`() throws {
    let source = Self.sources["mazur"] ?? ""
    var application = try shown(source, columns: 80, rows: 24)
    let edge = { (arrow: String) in
      application.view.lines[1..<16].contains { $0.contains(" \(arrow) ") }
    }
    #expect(edge("↓") && !edge("↑"))
    for _ in 0..<27 {
      try application.press("n")
      // The gate at work is on its page, with its value.
      #expect(application.view.lines[1..<16].contains { $0.contains("▶") && $0.contains("◆") })
    }
    #expect(!edge("↓") && edge("↑"))
  }

  @Test func `the form that was chosen stays through steps, edits and another number of decimals`()
    throws
  {
    var application = try shown(sigmoidNeuron, keys: "T")
    for keys in ["nn", "ccn", ":set x0 3<Enter>", "d", "D", "i", "O", "g"] {
      try application.press(keys)
      #expect(application.view.lines[1].contains("value │ gradient"), "\(keys)")
    }
    try application.press("=")
    #expect(!application.view.lines[1].contains("value │ gradient"))
  }

  @Test func `arrows, Tab and clicks lead to what is seen in a tape`() throws {
    var application = try shown(Self.sources["two-neurons"] ?? "", keys: ":level tape<Enter>c")
    func row() throws -> Int { try #require(application.view.cursor).row }
    try application.press("<Tab>k")
    let first = try row()
    try application.press("j")
    #expect(try row() == first + 1)
    try application.press("h")
    let leaf = try #require(application.view.cursor)
    #expect(leaf.column == 2)
    try application.press("l")
    #expect(try #require(application.view.cursor).column > 20)
    application.update(.click(at: Point(column: 3, row: 2)))
    #expect(application.view.lines[2].contains("w1"))
    #expect(application.view.cursor == Point(column: 2, row: 2))
  }
}
