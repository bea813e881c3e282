import ComputationGraph
import ExpressionLanguage
import Learning
import Testing
import TestSupport

/// The graphs that score a part of the data, and what they report.
@Suite struct ScoringTests {
  private static let rows = (0..<40).map { row in
    "\(row % 7),\(row * row % 11),\(row % 3)"
  }
  private static let files = ["p.csv": "a,b,class\n" + rows.joined(separator: "\n")]
  private static let network = """
    data d = csv("p.csv", label = class, test = 25%, batch = 4, seed = 2)
    layer(x, W, b) = relu(x @ W + b)
    param W1 = randn(2, 5, seed = 1)
    param unused = 3
    param b1 = zeros(5)
    param W2 = randn(5, 3)
    h = layer(d.x, W1, b1)
    scores = h @ W2 + 0.1*randn(3, seed = 9)
    loss = cross_entropy(scores, d.y)
    extra = sum(loss)
    minimize loss with adam
    report accuracy(scores,   d.y)
    report mean( h )
    """

  private func network() throws -> Document { try read(Self.network, files: Self.files) }

  @Test func `reports are kept as they are written, with one blank for several`() throws {
    #expect(try network().reports == ["accuracy(scores, d.y)", "mean( h )"])
    let document = try read(
      "f = 1\nreport (f +   # a comment\n  \t2)\nreport f\nexpect f = 1")
    #expect(document.reports == ["(f + 2)", "f"])
  }

  @Test func `reports leave the graph as it is`() throws {
    let document = try network()
    let without = try read(
      Self.network.split(separator: "\n").filter { !$0.hasPrefix("report") }
        .joined(separator: "\n"), files: Self.files)
    #expect(document.structure == without.structure)
    #expect(without.reports == [])
    #expect(without.scoring(.test)?.reports == [])
  }

  @Test func `a scoring graph begins with the same nodes and holds the rows of its part`() throws {
    let document = try network()
    let data = try #require(document.feed?.data)
    for part in DataSet.Part.allCases {
      let scoring = try #require(document.scoring(part))
      let rows = data.rows(of: part)
      #expect(rows.count == (part == .test ? 10 : 30))
      #expect(scoring.rowCount == rows.count)
      #expect(scoring.rowsOfPart == rows.count)
      #expect(scoring.output == document.output)
      #expect(scoring.graph.count > document.graph.count)
      for node in document.graph.ids {
        #expect(scoring.graph.primitive(of: node) == document.graph.primitive(of: node))
        #expect(scoring.graph.role(of: node) == document.graph.role(of: node))
        #expect(
          Array(scoring.graph.operands(of: node)) == Array(document.graph.operands(of: node)))
      }
      let features = try #require(document.node(named: "d.x"))
      #expect(scoring.graph.shape(of: features).extents == [rows.count, 2])
      #expect(Array(scoring.graph.initialValue(of: features)) == data.features(ofRows: rows))
      let labels = try #require(document.node(named: "d.y"))
      #expect(Array(scoring.graph.initialValue(of: labels)) == data.labels(ofRows: rows))
      let names = ["W1", "b1", "W2"]
      #expect(scoring.parameters == names.compactMap(document.node(named:)))
      for parameter in scoring.parameters {
        #expect(
          scoring.graph.initialValue(of: parameter).elementsEqual(
            document.graph.initialValue(of: parameter)))
      }
    }
  }

  @Test func `the test rows score what the same expressions give for them`() throws {
    let document = try network()
    let data = try #require(document.feed?.data)
    let scoring = try #require(document.scoring(.test))
    var scorer = Scorer(scoring)
    let parameters = scoring.parameters.flatMap { document.graph.initialValue(of: $0) }
    let scores = scorer.scores(of: parameters)

    let lines = ["a,b,class"] + data.testRows.map { Self.rows[$0] }
    let direct = try read(
      Self.network.replacing(", test = 25%, batch = 4, seed = 2", with: ""),
      files: ["p.csv": lines.joined(separator: "\n")])
    #expect(try direct.tensor("d.y").elements == data.labels(ofRows: data.testRows))
    #expect(scores.loss == direct.result)
    #expect(abs(scores.loss - 1.0986) > 0.01)
    let table = try direct.tensor("scores").elements
    let right = try direct.tensor("d.y").elements.enumerated().count { row, label in
      let row = table[row * 3..<row * 3 + 3]
      return row[row.startIndex + Int(label)] == row.max()
    }
    #expect(scores.reports[0] == Double(right) / 10)
    let hidden = try direct.tensor("h").elements
    #expect(abs(scores.reports[1] - hidden.reduce(0, +) / 50) < 1e-12)
  }

  @Test func `without data there is something to score if there is a report`() throws {
    let document = try read("w = 3\nf = w^2\nreport f + 1\nreport accuracy([1, 3, 2], 1)")
    #expect(document.scoring(.test) == nil)
    let scoring = try #require(document.scoring(.training))
    var scorer = Scorer(scoring)
    let scores = scorer.scores(of: [2])
    #expect(scores.loss == 4)
    #expect(scores.reports == [5, 1])
    #expect(scoring.rowsOfPart == 0)
    #expect(try read("w = 3\nf = w^2").scoring(.training) == nil)
  }

  @Test func `all rows train where none test`() throws {
    let document = try read(
      "data d = csv(\"p.csv\", batch = 8)\nparam w = 1\nf = mean(w*d.x)", files: Self.files)
    #expect(document.scoring(.test) == nil)
    #expect(document.scoring(.training)?.rowCount == 40)
    #expect(document.scoring(.training)?.reports == [])
  }

  @Test(arguments: [
    "f = sum(reshape(d.x, 8, 3)*w)", "f = sum(d.x*w*ones(8, 3))",
    "f = mse(sum(d.x*w, axis = 1), [1, 2, 3, 4, 5, 6, 7, 8])",
  ])
  func `shapes that insist on the batch are not scored`(_ line: String) throws {
    let document = try read(
      "data d = csv(\"p.csv\", test = 50%, batch = 8)\nparam w = 1\n\(line)", files: Self.files)
    #expect(document.scoring(.training) == nil)
    #expect(document.scoring(.test) == nil)
  }

  @Test func `of many rows ten thousand are scored, evenly spread`() throws {
    let table = (0..<25_000).map { "\($0)" }.joined(separator: "\n")
    let text = "data d = csv(\"r.csv\", batch = 2)\nparam w = 1\nf = mean(w*d.x)"
    let scoring = try #require(try read(text, files: ["r.csv": table]).scoring(.training))
    #expect(scoring.rowCount == 10_000)
    #expect(scoring.rowsOfPart == 25_000)
    let rows = try #require(scoring.graph.ids.first { scoring.graph.shape(of: $0).count > 1 })
    #expect(scoring.graph.initialValue(of: rows).prefix(4) == [0, 2, 5, 7])
    #expect(scoring.graph.initialValue(of: rows).last == 24_997)
  }

  @Test func `fewer rows are scored where each makes many numbers`() throws {
    let table = (0..<9_000).map { "\($0)" }.joined(separator: "\n")
    let text = "data d = csv(\"r.csv\", batch = 2)\nparam w = ones(1, 5000)\nf = mean(d.x @ w)"
    let scoring = try #require(try read(text, files: ["r.csv": table]).scoring(.training))
    #expect(scoring.rowCount == 3_198)
    #expect(scoring.graph.placeCount < 16_010_000)
    #expect(scoring.rowsOfPart == 9_000)
  }

  @Test(arguments: [
    ("accuracy([[1, 2], [4, 3]], [1, 1])", 0.5), ("accuracy([0.2, 0.7], [0, 1])", 1),
    ("accuracy([[0.2], [0.7]], [0, 0])", 0.5), ("accuracy([[1, 2], [4, 3]], [[1], [0]])", 1),
    ("accuracy([3, 1, 2], 0)", 1), ("sum([1, 2])", 3), ("w", 3),
  ])
  func `what can be reported`(_ report: String, _ expected: Double) throws {
    let document = try read("w = 3\nf = w\nreport \(report)")
    var scorer = Scorer(try #require(document.scoring(.training)))
    #expect(scorer.scores(of: [3]).reports == [expected])
  }

  @Test func `reports may stand above what they report, and use functions of the file`() throws {
    let document = try read("report twice(f)\nw = 3\nf = w\ntwice(a) = 2*a\n")
    var scorer = Scorer(try #require(document.scoring(.training)))
    #expect(scorer.scores(of: [3]).reports == [6])
    let own = try read("w = 3\nf = w\naccuracy(a, b) = a - b\nreport accuracy(w, 1)")
    scorer = Scorer(try #require(own.scoring(.training)))
    #expect(scorer.scores(of: [3]).reports == [2])
  }

  @Test func `a document with open gates scores as before`() throws {
    let document = try network()
    let gates = Set(
      document.graph.ids.filter { document.graph.primitive(of: $0) == .crossEntropy })
    let opened = document.opened(try document.graph.opening(gates))
    #expect(opened.graph.count > document.graph.count)
    #expect(opened.reports == document.reports)
    #expect(opened.scoring(.test)?.graph.count == document.scoring(.test)?.graph.count)
    #expect(opened.feed?.features == opened.node(named: "d.x"))
  }

  // MARK: What divides single scores

  @Test(
    arguments: [
      // Labels −1 and 1 are divided by 0, those of 0 and 1 by ½, or as the file says.
      ("accuracy([-0.3, 0.2, 0.4], [-1, 1, 1])", 1.0),
      ("accuracy([-0.3, 0.2, 0.4], [0, 1, 1])", 1.0 / 3),
      ("accuracy([-0.3, 0.2, 0.4], [0, 1, 1], threshold = 0)", 1.0),
      ("accuracy([-0.3, 0.2, 0.4], [-1, -1, 1], threshold = 0.3)", 1.0),
      ("accuracy([-0.3, 0.2, 0.4], 2 * [0, 1, 1] - 1)", 1.0),
      ("accuracy([-3, -1, 4], [0, 0, 1], threshold = -2)", 2.0 / 3),
      ("accuracy([1.2, 1.4, 1.9], [1, 1, 2])", 1.0),
      ("accuracy([9, 14, 16], [20, 10, 20])", 2.0 / 3),
      ("accuracy([-0.8, -0.4, 1], [-1, 0, 0])", 1.0), ("accuracy([0.4, 0.6, 2], [0, 1, 2])", 1.0),
    ] as [(String, Double)])
  func `single scores are divided where their labels are`(_ report: String, _ expected: Double)
    throws
  {
    let document = try read("w = 3\nf = w\nreport \(report)")
    var scorer = Scorer(try #require(document.scoring(.training)))
    #expect(scorer.scores(of: [3]).reports == [expected])
  }

  @Test func `scores of labels 0 and 1 outside of 0 to 1 are noted where no threshold is written`()
    throws
  {
    func outside(_ report: String) throws -> Double? {
      let document = try read("w = 3\nf = w\nreport \(report)")
      var scorer = Scorer(try #require(document.scoring(.training)))
      return scorer.scores(of: [3]).outside[0]
    }
    #expect(try outside("accuracy([-3, 1.5, 0.4], [0, 1, 1])") == -3)
    #expect(try outside("accuracy([0, 1, 0.4], [0, 1, 1])") == nil)
    #expect(try outside("accuracy([-3, 1.5, 0.4], [0, 1, 1], threshold = 0)") == nil)
    #expect(try outside("accuracy([-3, 1.5, 0.4], [-1, 1, 1])") == nil)
    #expect(try outside("accuracy([[-3, 4], [9, 8]], [0, 1])") == nil)
    #expect(try outside("sum([-3, 4])") == nil)
  }

  @Test func `all parts, and rows from elsewhere, are divided as all labels say`() throws {
    // Rows 0 to 5 are of the class 1; the test rows may have one class only.
    let rows = (0..<12).map { "\($0),\($0 < 6 ? 1 : -1)" }.joined(separator: "\n")
    for labels in ["d.y", "d.y * 1"] {
      let document = try read(
        """
        data d = csv("r.csv", label = y, test = 20%, seed = 3)
        param w = [0.1]
        s = d.x @ w
        f = mse(s, d.y)
        report accuracy(s, \(labels))
        """, files: ["r.csv": "a,y\n" + rows])
      for scoring in [
        document.scoring(.training), document.scoring(.test), document.scoring(rows: 4),
      ] {
        guard case .accuracy(_, _, let threshold) = try #require(scoring).reports[0].measure else {
          Issue.record("no accuracy")
          return
        }
        #expect(threshold == Threshold(labels: [-1]), "\(labels)")
      }
    }
  }

  @Test func `a file that insists on its batch says in which line`() throws {
    let document = try read(
      "data d = csv(\"p.csv\", test = 50%, batch = 8)\nparam w = 1\n"
        + "f = sum(reshape(d.x, 8, 3)*w)", files: Self.files)
    let problem = try #require(document.scoringProblem(.training))
    #expect((problem.line, problem.batchSize, problem.rowCount) == (3, 8, 20))
    #expect(problem.sentence.contains("60"))
    #expect(try network().scoringProblem(.training) == nil)
    #expect(try read("w = 3\nf = w^2").scoringProblem(.training) == nil)
  }
}
