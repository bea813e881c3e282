import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import Learning
import Plots
import Screen
import TestSupport
import Testing
import Visualizer

private let square = """
  # (w − 3)²
  param w = 0
  error = w - 3
  loss = error^2
  minimize loss with sgd(lr = 0.1)
  """

@Suite struct CurvesViewTests {
  // MARK: Pictures

  /// What is pressed, and what it shows.
  static let scripts = [
    ("empty", "L"), ("one iteration", "iL"), ("linear", "30iL"), ("logarithmic", "30iLy"),
    ("a parameter", "30iLj"), ("a gradient", "30iLk"),
    ("two runs", "40ig:set lr 0.9<Enter>20iL"),
    ("two runs, the parameter", "40ig:set lr 0.9<Enter>20iLj"),
    ("not finite", ":set lr 5<Enter>400iL"),
    ("not finite, logarithmic", ":set lr 5<Enter>400iLy"),
    ("the rate changed on the way", "10i:set lr 1<Enter>12iL"),
  ]

  @Test(arguments: [(80, 24), (160, 48)])
  func `learning curves look as they should`(_ size: (Int, Int)) throws {
    var sections: [String] = []
    for (claim, keys) in Self.scripts {
      let frame = try shown(square, columns: size.0, rows: size.1, keys: keys).view
      sections.append("=== \(claim) (keys: \(keys))\n" + picture(frame))
      sections.append("--- ASCII\n" + frame.ascii.lines.joined(separator: "\n") + "\n")
    }
    try expectGolden(sections.joined(), "Views/curves-\(size.0)x\(size.1)")
  }

  @Test(arguments: [(80, 24), (160, 48)])
  func `curves of training and test rows look as they should`(_ size: (Int, Int)) throws {
    var training = try classifier()
    _ = training.state(atBeginningOf: 300)
    var sections: [String] = []
    for (claim, keys) in [
      ("loss", ""), ("loss, logarithmic", "y"), ("accuracy", "j"), ("weights", "jj"),
      ("gradient", "k"),
    ] {
      let frame = try drawn(training, size: size, keys: keys)
      sections.append("=== \(claim) (keys: \(keys))\n" + picture(frame))
      sections.append("--- ASCII\n" + frame.ascii.lines.joined(separator: "\n") + "\n")
    }
    try expectGolden(sections.joined(), "Views/curves-classifier-\(size.0)x\(size.1)")
  }

  private func drawn(_ training: Training, size: (Int, Int), keys: String) throws -> Frame {
    var view = CurvesView()
    view.press(try #require(KeyScript(keys)))
    var frame = Frame(size: Size(columns: size.0, rows: size.1))
    let labels = try model(rows: 8).labels
    view.draw(LearningCurves(of: training, labels: labels, iteration: 250), into: &frame)
    return frame
  }

  private func model(rows: Int) throws -> Document {
    let source = """
      x = zeros(\(rows), 2)
      y = zeros(\(rows))
      param W = randn(2, 3, seed = 2)
      s = x @ W
      loss = cross_entropy(s, y)
      minimize loss with sgd(lr = 0.2)
      """
    return try read(source)
  }

  /// Three classes around three points, 24 rows that train in batches of 8, and 12 that test.
  private func classifier() throws -> Training {
    var random = RandomNumbers(seed: 5)
    var (features, labels) = ([Double](), [Double]())
    for row in 0..<36 {
      let angle = [(1.0, 0.0), (-0.5, 0.9), (-0.5, -0.9)][row % 3]
      features += [angle.0 + 0.6 * random.normal(), angle.1 + 0.6 * random.normal()]
      labels.append(Double(row % 3))
    }
    let data = DataSet(
      featureNames: ["a", "b"], features: features, labels: labels, testCount: 12, batchSize: 8,
      seed: 1)
    let document = try model(rows: 8)
    let x = try #require(document.node(named: "x"))
    let y = try #require(document.node(named: "y"))
    return Training(
      of: Objective(
        graph: document.graph, output: document.output, optimizer: document.optimizer,
        feed: DataFeed(data, features: x, labels: y)),
      scoring: [
        .training: try scoring(data, of: .training), .test: try scoring(data, of: .test),
      ])
  }

  private func scoring(_ data: DataSet, of part: DataSet.Part) throws -> ScoringGraph {
    let rows = data.rows(of: part)
    let document = try model(rows: rows.count)
    let (s, y) = (
      try #require(document.node(named: "s")), try #require(document.node(named: "y"))
    )
    var graph = document.graph
    try graph.setInitialValue(
      data.features(ofRows: rows), of: try #require(document.node(named: "x")))
    try graph.setInitialValue(data.labels(ofRows: rows), of: y)
    return ScoringGraph(
      graph: graph, output: document.output,
      parameters: [try #require(document.node(named: "W"))],
      reports: [
        Report(
          text: "accuracy(s, y)",
          measure: .accuracy(scores: s, labels: y, threshold: Threshold(labels: [])))
      ],
      rowCount: rows.count, rowsOfPart: rows.count)
  }

  // MARK: Keys

  private func text(_ keys: String, _ source: String = square) throws -> String {
    try shown(source, keys: keys).view.lines.joined(separator: "\n")
  }

  @Test func `what the curve does is said in words`() throws {
    for (rate, words) in [
      ("0.1", "converging"), ("0.9", "oscillating, and settling"), ("1", "oscillating forever"),
      ("1.1", "diverging"),
    ] {
      #expect(try text(":set lr \(rate)<Enter>12iL").contains(words), "\(rate)")
    }
    #expect(try text("L").contains("nothing has run yet: i makes an iteration, r runs"))
    #expect(try text("3iL").contains("too few iterations yet"))
    #expect(
      try text("10i:set lr 1.1<Enter>12iL")
        .contains(" from iteration 10 on: diverging: the loss grows; a smaller"))
  }

  @Test func `the first loss stands beside the one to be expected`() throws {
    let source = "param s = [3.2, 5.1, -1.7]\nL = cross_entropy(s, 0)"
    #expect(
      try text("2iL", source).contains("first loss 2.04; scores of about 0 give ln 3 = 1.099"))
    #expect(try !text("2iLj", source).contains("first loss"))
    // What does not fit goes on in the next line.
    let regularised = "param s = [3.2, 5.1, -1.7]\nL = cross_entropy(s, 0) + 0.1*sum(s^2)"
    let lines = try shown(regularised, columns: 60, rows: 24, keys: "2iL").view.lines
    let place = try #require(lines.firstIndex { $0.hasPrefix(" first loss") })
    #expect(lines[place].hasSuffix("= 1.099, and"))
    #expect(lines[place + 1] == " more for what is added to it")
    #expect(try !text("2iL").contains("first loss"))
  }

  @Test func `keys that the view has no use for go on to the graph`() throws {
    var application = try shown(square, keys: "L5i")
    #expect(application.debugger?.snapshot.iteration == 4)
    #expect(application.view.lines[1].contains("iteration 4"))
    try application.press("I")
    #expect(application.view.lines[1].contains("iteration 3"))
    try application.press("g")
    #expect(application.view.lines[1].contains("iteration 0"))
    try application.press("<Esc>")
    #expect(!application.view.lines[0].contains("learning curves"))
  }

  @Test func `a learning rate that undoes iterations keeps their curves`() throws {
    let before = try text("40ig:set lr 0.9<Enter>L")
    #expect(before.contains("B lr 0.1 2.485e-7"))
    #expect(try !text("40i:set lr 0.9<Enter>5iL").contains("B lr"))
    #expect(try text("40ig]]]L5i").contains("B lr 0.1 2.485e-7"))
    // The same rate again takes the place of its earlier run.
    let again = try text("40ig:set lr 0.2<Enter>20ig:set lr 0.1<Enter>10ig:set lr 0.2<Enter>L")
    #expect(again.contains("B lr 0.2"))
    #expect(again.contains("C lr 0.1 0.1621"))
    #expect(!again.contains("D lr"))
  }

  @Test func `K keeps a run and X forgets all`() throws {
    var application = try shown(square, keys: "LK")
    #expect(application.view.lines.last == " nothing has run yet that could be kept")
    try application.press("9iK")
    #expect(application.view.lines.last == " kept as lr 0.1; X forgets what is kept")
    #expect(application.view.lines.joined().contains("B lr 0.1"))
    try application.press("X")
    #expect(application.view.lines.last == " forgotten")
    #expect(!application.view.lines.joined().contains("B lr 0.1"))
    try application.press("X")
    #expect(application.view.lines.last == " nothing is kept")
  }

  @Test func `what is shown goes round, forwards and backwards`() throws {
    let loss = try shown(square, keys: "9iL").view
    #expect(try shown(square, keys: "9iLjjj").view == loss)
    #expect(try shown(square, keys: "9iL<S-Tab><S-Tab><Up>").view == loss)
    #expect(try shown(square, keys: "9iLyy").view == loss)
    #expect(try shown(square, keys: "9iL<Tab>").view != loss)
    #expect(try shown(square, keys: "9iLL").view == shown(square, keys: "9i").view)
  }

  @Test func `every size from 0×0 draws`() throws {
    var application = try shown(square, keys: "40ig:set lr 5<Enter>400iLy")
    for columns in [0, 1, 2, 5, 17, 40, 80, 81, 160] {
      for rows in [0, 1, 2, 3, 4, 5, 8, 9, 10, 13, 24, 48] {
        application.update(.resize(Size(columns: columns, rows: rows)))
        let frame = application.view
        #expect(frame.lines.allSatisfy { $0.columns <= columns })
        #expect(frame.ascii.lines.joined().utf8.allSatisfy { $0 < 0x80 })
      }
    }
  }
}
