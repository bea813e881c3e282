import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import Screen
import Sentences
import Testing
import Visualizer

/// Weights as pictures.
@Suite struct TemplatesViewTests {
  private let templates = linearClassifier(glyphs, [0, 1, 2], "show W as images(5, 5)")

  @Test(arguments: [(80, 24), (160, 48)])
  func `templates look as they should`(_ size: (Int, Int)) throws {
    var sections: [String] = []
    for (keys, claim) in [
      ("W", "the beginning"), ("Wicl..", "after an update: unit 1 and example 2"),
      ("Wicc<Tab>", "the gradient"), ("Wi<S-Tab>", "the last change"),
    ] {
      var application = try shown(templates, columns: size.0, rows: size.1, keys: keys)
      sections.append("=== \(claim) (keys: \(keys))\n" + picture(application.view))
      application.hasTints = true
      let pixels = application.view.pixelLines.joined(separator: "\n")
      sections.append("--- the same with two pixels in a cell\n" + pixels + "\n")
    }
    let ascii = try shown(templates, columns: size.0, rows: size.1, keys: "Wicl..").view.ascii
    sections.append("=== in ASCII\n" + picture(ascii))
    try expectGolden(sections.joined(separator: "\n"), "Views/templates-\(size.0)x\(size.1)")
  }

  @Test(arguments: [40, 60, 76, 80])
  func `the heading never runs into the iteration`(_ columns: Int) throws {
    let source = linearClassifier(glyphs, [0, 1, 2], "")
    let heading = try shown(source, columns: columns, keys: "2iW").view.lines[0]
    #expect(heading.contains("show W as"))
    #expect(heading.hasSuffix("  iteration 1"))
  }

  /// The same classifier with the units in columns, in rows, and in rows and transposed.
  static let forms = [
    ("param W = zeros(25, 3)", "X @ W", "param b = zeros(3)"),
    ("param W = zeros(3, 25)", "X @ W.T", "param b = zeros(3)"),
    ("param W = zeros(3, 25)", "(W @ X.T + b).T", "param b = zeros(3, 1)"),
  ]

  @Test(arguments: forms)
  func `the sum of the cell products is the score in the graph`(
    _ weights: String, _ product: String, _ bias: String
  ) throws {
    let sum = product.contains("b") ? product : product + " + b"
    let source =
      linearClassifier(glyphs, [0, 1, 2], "show W as images(5, 5)")
      .replacing("param W = zeros(25, 3)", with: weights)
      .replacing("X @ W + b", with: sum).replacing("param b = zeros(3)", with: bias)
    var application = try shown(source, columns: 120, keys: ":run 5<Enter>ccW")
    let debugger = try #require(application.debugger)
    let node = try #require(debugger.document.node(named: "scores"))
    let scores = debugger.snapshot.numbers.value(of: node, in: debugger.document.graph).elements
    for example in 0..<3 {
      for unit in 0..<3 {
        let line = try #require(application.view.lines.first { $0.hasPrefix(" Σ x·w = ") })
        let numbers = line.matches(of: /-?\d+\.\d+(e-\d+)?/).compactMap { Double($0.output.0) }
        #expect(numbers.count == 4, "\(line)")
        let score = scores[3 * example + unit]
        let written = NumberText.fixed(score, decimals: 4)
        #expect(line.contains(" = \(written)   in the graph \(written), "), "\(line) \(score)")
        #expect(abs(numbers[0] + numbers[1] - score) < 2e-4)
        #expect(abs(numbers[0]) > 0.1)
        try application.press(unit < 2 ? "l" : "hh.")
      }
    }
  }

  @Test func `all pictures have one scale, whose end is the largest magnitude`() throws {
    let application = try shown(templates, keys: "icW")
    let node = try #require(application.debugger?.document.node(named: "W"))
    let graph = try #require(application.debugger?.document.graph)
    let numbers = try #require(application.debugger?.snapshot.numbers)
    let largest = numbers.value(of: node, in: graph).elements.map(abs).max() ?? 0
    let text = NumberText.fixed(largest, decimals: 4)
    #expect(application.view.lines[1].contains("-\(text) #≡=-·░▒▓█ \(text)"))
    // T is x, and its own weights: a 1 in x where they are positive.
    #expect(
      application.view.lines[3...7].map { String($0.prefix(20)) } == [
        " ░███▓  ░===#  ░===▓", " ==█=·  █===·  =█=█·", " =·▓··  █·#··  =·▓··",
        " ==█=·  █===·  =█=█·",
        " #=▓=#  ▓█▓█▓  ▓=#=▓",
      ])
  }

  @Test func `scores that are older than the weights are not compared with them`() throws {
    let line = try shown(templates, keys: "iW").view.lines.first { $0.contains("Σ x·w") }
    #expect(line?.hasSuffix("scores is out of date") == true)
    let change = try shown(templates, keys: "iW<S-Tab>").view.lines.first { $0.contains("Σ x·Δw") }
    #expect(change?.contains("how much it changed the score of this example") == true)
  }

  @Test func `many units scroll, a large picture is shown in fewer pixels`() throws {
    let source = """
      x = randn(2, 1600, seed = 1)
      param W = randn(1600, 40, seed = 2)
      L = sum((x @ W)^2)
      show W as images(40, 40)
      """
    var application = try shown(source, keys: "W")
    #expect(application.view.lines[2].hasPrefix(" 0"))
    #expect(application.view.lines[2].hasSuffix("▾"))
    try application.press("jjjjj")
    #expect(application.view.lines.contains { $0.hasPrefix("── unit 20 ") })
    try application.press("<Esc>")
    application.update(.resize(Size(columns: 160, rows: 60)))
    try application.press("Wlj")
    #expect(application.view.lines.contains { $0.hasPrefix("── unit 10 ") })
    for columns in [0, 1, 5, 17, 40, 81, 200] {
      for rows in [0, 1, 2, 5, 9, 14, 24, 70] {
        application.update(.resize(Size(columns: columns, rows: rows)))
        #expect(application.view.lines.allSatisfy { $0.columns <= columns })
        application.hasTints.toggle()
      }
    }
  }
}
