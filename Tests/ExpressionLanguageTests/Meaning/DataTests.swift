import ComputationGraph
import ExpressionLanguage
import Learning
import Testing
import TestSupport

/// `data`: rows of a file in the leaves `d.x` and `d.y`.
@Suite struct DataTests {
  private static let points = "a,b,class\n1,10,0\n2,20,1\n3,30,2\n4,40,0\n5,50,1\n"
  private static let files = ["p.csv": points, "n.csv": "7,1,2\n9,3,4\n"]

  private func document(_ text: String) throws -> Document {
    try read(text, files: Self.files)
  }

  @Test func `features are batch times columns, and labels a number for each row`() throws {
    let document = try document(
      "data d = csv(\"p.csv\", label = class)  # five points\nf = sum(d.x) + sum(d.y)")
    #expect(try document.tensor("d.x").shape.extents == [5, 2])
    #expect(try document.tensor("d.x").elements == [1, 10, 2, 20, 3, 30, 4, 40, 5, 50])
    #expect(try document.tensor("d.y").shape.extents == [5])
    #expect(try document.tensor("d.y").elements == [0, 1, 2, 0, 1])
    #expect(document.result == 169)
    #expect(document.feed?.features == document.node(named: "d.x"))
    #expect(document.feed?.labels == document.node(named: "d.y"))
    #expect(document.definitions.map(\.name) == ["d.x", "d.y", "f"])
    #expect(document.definitions.map(\.line) == [1, 1, 2])
    #expect(document.definitions[0].note == "five points")
  }

  @Test func `labels that are words are numbered`() throws {
    let document = try read(
      "data d = csv(\"w.csv\", label = kind)\nf = sum(d.x) + sum(d.y)",
      files: ["w.csv": "size,kind\n1,dog\n2,cat\n3,eel\n"])
    #expect(try document.tensor("d.y").elements == [1, 0, 2])
    #expect(document.feed?.data.classNames == ["cat", "dog", "eel"])
  }

  @Test func `data is never a parameter, even where nothing says param`() throws {
    let document = try document("w = 2\ndata d = csv(\"p.csv\", label = class)\nf = w*sum(d.x)")
    #expect(document.structure.prefix(2) == ["w: parameter", "d.x: leaf"])
  }

  @Test func `what nothing uses has no node, and the last definition stays the output`() throws {
    let document = try document("f = 1\ndata d = csv(\"p.csv\", label = class)")
    #expect(document.graph.count == 1)
    #expect(document.output == document.node(named: "f"))
    #expect(document.feed?.data.rowCount == 5)
    #expect(document.feed?.features == nil)
    #expect(document.feed?.labels == nil)
    let promised = try self.document(
      "f = 1\ndata d = csv(\"p.csv\", label = class)\nexpect d.y = [0, 1, 2, 0, 1]")
    #expect(promised.node(named: "d.y") != nil)
    #expect(promised.node(named: "d.x") == nil)
    #expect(promised.output == promised.node(named: "f"))
  }

  @Test(arguments: [
    ("label = class", [0.0, 1, 2, 0, 1], ["a", "b"]), ("label = 2", [0, 1, 2, 0, 1], ["a", "b"]),
    ("label = \"b\"", [10, 20, 30, 40, 50], ["a", "class"]),
    ("label = -3", [1, 2, 3, 4, 5], ["b", "class"]),
  ])
  func `the label is a column by its name or its number`(
    _ label: String, _ labels: [Double], _ names: [String]
  ) throws {
    let document = try document("data d = csv(\"p.csv\", \(label))\nf = sum(d.y)")
    #expect(document.feed?.data.labels == labels)
    #expect(document.feed?.data.featureNames == names)
  }

  @Test func `columns without names are called by their numbers`() throws {
    let document = try document("data d = csv(\"n.csv\")\nf = sum(d.x)")
    #expect(document.feed?.data.featureNames == ["0", "1", "2"])
    #expect(document.feed?.data.labels == nil)
    #expect(document.result == 26)
  }

  @Test(arguments: ["test = 40%", "test = 0.4"])
  func `a part of the rows tests`(_ test: String) throws {
    let document = try document("data d = csv(\"p.csv\", \(test), seed = 3)\nf = sum(d.x)")
    let data = try #require(document.feed?.data)
    let expected = DataSet(
      featureNames: data.featureNames, features: data.features, labels: nil, testCount: 2, seed: 3)
    #expect(data.testRows == expected.testRows)
    #expect(data.testRows.count == 2)
    #expect(data.batchSize == 3)
    #expect(try document.tensor("d.x").elements == data.features(ofRows: data.trainingRows))
  }

  @Test func `the leaves begin with the batch of the first iteration`() throws {
    let document = try document(
      """
      data d = csv("p.csv", label = class, test = 20%, batch = 2, seed = 4)
      f = sum(d.x) + sum(d.y)
      """)
    let data = try #require(document.feed?.data)
    var batches = Batches(of: data)
    let rows = batches.rows(ofIteration: 0)
    #expect(rows.count == 2)
    #expect(try document.tensor("d.x").elements == data.features(ofRows: rows))
    #expect(try document.tensor("d.y").elements == data.labels(ofRows: rows))
  }

  @Test func `standardized features have mean 0 and deviation 1 over the rows that train`() throws {
    let text = "data d = csv(\"p.csv\", label = class, standardize = true)\nf = sum(d.x^2)"
    let document = try document(text)
    #expect(abs(document.result - 10) < 1e-12)
    let root = 2.0.squareRoot()
    let first = try document.tensor("d.x").elements.prefix(2)
    #expect(first.allSatisfy { abs($0 + root) < 1e-12 })
    let plain = try self.document(text.replacing("true", with: "false"))
    #expect(plain.result == 5555)
  }

  @Test func `names of data stand in functions, promises and messages as others do`() throws {
    let document = try document(
      """
      data d = csv("p.csv", label = class)
      shifted(s) = d.x + s
      f = sum(shifted(1) - d.x.T.T) + d.x[0, 1]
      expect grad d.x > -2
      """)
    #expect(document.result == 20)
    #expect(document.expectations.map(\.name) == ["d.x"])
    #expect(document.expectations.map(\.text) == ["grad d.x > -2"])
    #expect(
      messages(
        "data d = csv(\"p.csv\", label = class)\nf = sum(d.x)", inputs: ["d.x": 1],
        files: Self.files.mapValues { table(Array($0.utf8)) })
        == "f: error: 'd.x' is 5×2 (line 1); only single numbers can be set")
  }

  @Test func `labels of all rows have to be classes, not only those of the first batch`() throws {
    let text = """
      data d = csv("p.csv", label = class, batch = 1, seed = SEED)
      W = zeros(2, 2)
      f = cross_entropy(d.x @ W, d.y)
      """
    for seed in 0..<8 {
      #expect(
        messages(
          text.replacing("SEED", with: "\(seed)"),
          files: Self.files.mapValues { table(Array($0.utf8)) }) == """
            f:3:5: error: label 2 but there are 2 classes (0 to 1)
            3 | f = cross_entropy(d.x @ W, d.y)
              |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^
              d.y is a vector of 1 (line 1)
            """)
    }
  }

  @Test func `columns and rows are chosen`() throws {
    let files = ["w.csv": "id,color,size,kind\n1,red,2,10\n2,blue,NA,20\n3,red,4,10\n"]
    let line = "data d = csv(\"w.csv\", label = kind, "
    let filled = try read(
      line + "without = [id], fill = mean, classes = true)\nf = sum(d.x) + sum(d.y)", files: files)
    #expect(filled.feed?.data.featureNames == ["color=blue", "color=red", "size"])
    #expect(try filled.tensor("d.x").elements == [0, 1, 2, 1, 0, 3, 0, 1, 4])
    #expect(try filled.tensor("d.y").elements == [0, 1, 0])
    #expect(
      filled.fileNotes.map(\.sentence) == [
        "w.csv: column 'color' holds words and became 2 features, 1 where its word stands and else "
          + "0: color=blue, color=red",
        "w.csv: 1 cell without a value got the mean of the training rows, in size",
      ])
    let skipped = try read(
      line + "columns = [\"size\", 0], skip = rows)\nf = sum(d.x)", files: files)
    #expect(try skipped.tensor("d.x").elements == [2, 1, 4, 3])
    #expect(
      skipped.dataOverview?.overview.columns.map(\.use) == [.feature, .leftOut, .feature, .label])
  }

  @Test(arguments: [
    (
      "without = id",
      "expected columns for 'without' in square brackets, such as [id], and found 'id'"
    ),
    (
      "columns = []",
      "expected columns for 'columns' in square brackets, such as [a, b], and found '[]'"
    ),
    (
      "columns = [1.5]",
      "expected columns for 'columns' in square brackets, such as [a, b], and found '1.5'"
    ),
    ("columns = [a b]", "expected ',' or ']' and found 'b'"),
    ("skip = cells", "expected 'rows' for 'skip' and found 'cells'"),
    ("fill = 0", "expected 'mean' for 'fill' and found '0'"),
    ("header = yes", "expected true or false for 'header' and found 'yes'"),
    ("without = [size]", "w.csv has no column called 'size'; its columns are a, b, b"),
    ("without = [b]", "w.csv has 2 columns called 'b'; write without = [1] or without = [2]"),
    ("columns = [a, 0]", "w.csv, column 'a': this column is listed twice"),
  ])
  func `a choice that cannot be made is answered`(_ setting: String, _ message: String) {
    let printed = messages(
      "data d = csv(\"w.csv\", \(setting))\nf = sum(d.x)",
      files: ["w.csv": table(Array("a,b,b\n1,2,3\n".utf8))])
    #expect(
      printed.split(separator: "\n").first?.contains("error: " + message) == true, "\(printed)")
  }

  @Test func `a file of expressions says whether the first line holds names`() throws {
    for (setting, names, isRow) in [
      ("", ["0", "1"], true), (", header = true", ["2019", "2020"], false),
      (", header = false", ["0", "1"], true),
    ] {
      let source = "data d = csv(\"w.csv\", label = -1\(setting))\nf = sum(d.x)"
      let text = Array("2019,2020,2021\n1.5,2,0\n3.5,4,1\n".utf8)
      let file = SourceFile(name: "w.expr", bytes: Array(source.utf8)) { reference in
        text.withUnsafeBytes { reference.table(of: $0) }
      }
      let document = try file.document([:]).get()
      #expect(document.feed?.data.featureNames == names)
      #expect(document.feed?.data.rowCount == (isRow ? 3 : 2))
    }
  }

  @Test func `labels of −1 and 1 have their border at 0`() throws {
    let document = try read(
      "data d = csv(\"s.csv\", label = -1)\nparam w = [1]\nloss = mse(d.x @ w, d.y)\nminimize loss "
        + "with sgd(lr = 0.1)\nreport accuracy(d.x @ w, d.y)",
      files: ["s.csv": "0.3,1\n-0.2,-1\n0.1,1\n"])
    let scoring = try #require(document.scoring(rows: 3))
    #expect(scoring.reports.count == 1)
    if case .accuracy(_, _, let threshold)? = scoring.reports.first?.measure {
      #expect(threshold == Threshold(labels: [-1, 1]) && threshold.ofScores == 0)
    }
  }

  @Test func `labels that do not count from 0 are told how they can`() {
    let printed = messages(
      "data d = csv(\"s.csv\", label = -1)\nparam W = zeros(1, 3)\nf = cross_entropy(d.x @ W, d.y)",
      files: ["s.csv": table(Array("1,10\n2,20\n3,30\n".utf8))])
    #expect(printed.contains("label 10 but there are 3 classes (0 to 2)"))
    #expect(printed.contains("label = -1, classes = true)"))
  }

  @Test func `a file of rows is among the files that are needed`() {
    let syntax = Syntax(
      parsing: """
        x = csv("p.csv")
        W = csv("W.csv")
        data d = csv("p.csv", label = class)
        f = sum(d.x @ W @ csv("p.csv"))
        """)
    #expect(syntax.files.map(\.path) == ["p.csv", "W.csv"])
    #expect(syntax.files.map(\.labelName) == ["class", nil])
  }

  @Test func `a line with a mistake is the only one that is reported`() {
    let text = "data d = csv(\"p.csv\", lable = 1)\nf = sum(d.x) + sum(d.y)\nreport mean(d.y)"
    #expect(
      messages(text) == """
        f:1:23: error: 'csv' has no argument that is named 'lable'
        1 | data d = csv("p.csv", lable = 1)
          |                       ^^^^^
          did you mean 'label'?
        """)
    #expect(
      messages("data d = csv(\"q.csv\")\nf = sum(d.x)\nshow d.x as images(1, 2)") == """
        f:1:14: error: cannot read 'q.csv': there is no such file
        1 | data d = csv("q.csv")
          |              ^^^^^^^
        """)
  }

  @Test func `other random beginnings divide the data in the same way`() throws {
    let syntax = Syntax(
      parsing: """
        data d = csv("p.csv", label = class, test = 40%, batch = 2)
        param W = 0.5*randn(2, 3, seed = 1)
        param b = uniform(3, -1, 1)
        f = cross_entropy(d.x @ W + b, d.y)
        """)
    let files = ["p.csv": table(Array(Self.points.utf8))]
    func made(_ offset: UInt64) throws -> Document {
      try Document.make(from: syntax, files: files, seedOffset: offset).get()
    }
    let (first, second) = (try made(0), try made(7))
    let eighth = try read("param W = 0.5*randn(2, 3, seed = 8)\nf = sum(W)")
    #expect(try first.tensor("W") != second.tensor("W"))
    // Not what another array of the same beginning may have.
    #expect(try second.tensor("W") != eighth.tensor("W"))
    #expect(try first.tensor("b") != second.tensor("b"))
    #expect(first.feed?.data.testRows == second.feed?.data.testRows)
    #expect(try first.tensor("d.x") == second.tensor("d.x"))
    #expect(try #require(second.scoring(.training)).rowCount == 3)
  }
}
