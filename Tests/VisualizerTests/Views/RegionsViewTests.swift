import Cells
import ExpressionLanguage
import Learning
import Screen
import Testing
import Visualizer

/// Points above and below a line, and one that lies on the wrong side: left, up, and class 0 above or
/// class 1 below.
private let points =
  (0..<12).flatMap { index -> [[Double]] in
    let left = Double(index)
    return [[left, 6 + Double(index % 4), 0], [left, -6 - Double(index % 3), 1]]
  } + [[5.5, -7.5, 0]]

private func table(_ rows: [[Double]]) -> CSVTable {
  CSVTable(
    columnNames: (["left", "up", "more"].prefix(rows[0].count - 1)) + ["kind"],
    columnCount: rows[0].count, elements: rows.flatMap(\.self),
    words: [rows[0].count - 1: ["high", "low"]])
}

/// A softmax classifier of them that decides at up = 0.
private let classifier = """
  # Above or below
  data d = csv("rows.csv", label = kind, test = 20%, seed = 3)
  param W = [[0, 0], [1, -1]]
  scores = d.x @ W
  loss = cross_entropy(scores, d.y)
  minimize loss with sgd(lr = 0.01)
  report accuracy(scores, d.y)
  """

/// An application that shows a file with rows of data.
private func shownRows(
  _ source: String, data: [[Double]] = points, columns: Int = 80, rows: Int = 24, keys: String = ""
) throws -> Application {
  let syntax = Syntax(parsing: source)
  let tables = Dictionary(
    uniqueKeysWithValues: syntax.files.map { ($0.path, FileTables.Value.success(table(data))) })
  let document = try Document.make(from: syntax, files: tables).get()
  var application = Application(
    name: "test.expr", source: syntax.source, document: document,
    size: Size(columns: columns, rows: rows))
  try application.press(keys)
  return application
}

/// Regions of the plane.
@Suite struct RegionsViewTests {
  @Test(arguments: [(80, 24), (160, 48)])
  func `regions look as they should`(_ size: (Int, Int)) throws {
    var application = try shownRows(classifier, columns: size.0, rows: size.1, keys: "R")
    var text = picture(application.view) + "=== in ASCII\n" + picture(application.view.ascii)
    application.hasTints = true
    text +=
      "=== with two pixels in a cell\n"
      + application.view.pixelLines.joined(separator: "\n") + "\n"
    try expectGolden(text, "Views/regions-\(size.0)x\(size.1)")
  }

  @Test func `the border lies where the scores are equal`() throws {
    let frame = try shownRows(classifier, rows: 40, keys: "R<Tab><Tab><Tab>").view
    // Class 0 is high: above 0 its score is up, and that of low −up.
    let column = frame.lines[1...36].map { Array($0)[40] }
    let border = try #require(column.firstIndex(of: "░"))
    #expect(
      column[..<border].allSatisfy { $0 == "·" } && column[border...].allSatisfy { $0 == "░" })
    let zero = try #require(frame.lines.firstIndex { $0.hasPrefix("       0 ") })
    #expect(abs(zero - border) <= 1)
  }

  @Test
  func `points have the letter of their class, and x where it is another than the model says`()
    throws
  {
    let frame = try shownRows(classifier, keys: "R").view
    let marks = frame.lines[1...20].joined().filter { "aAbBxX".contains($0) }
    #expect(marks.count { "aA".contains($0) } == 12)
    #expect(marks.count { "bB".contains($0) } == 12)
    #expect(marks.count { "xX".contains($0) } == 1)
    #expect(marks.count { "ABX".contains($0) } == 5)
    let heading = try shownRows(classifier, keys: "R").view.lines[0]
    let isTraining = marks.contains("x")
    #expect(
      heading.contains(
        isTraining
          ? "right: training 95.0 % of 20, test 100.0 % of 5"
          : "right: training 100.0 % of 20, test 80.0 % of 5"))
    let wrong = try #require(frame.cells.first { $0.character == "x" || $0.character == "X" })
    #expect(wrong.style == .error && wrong.pixels?.upper.category == 1)
  }

  @Test func `Tab chooses the points, and the regions follow the training`() throws {
    func marks(_ keys: String) throws -> String {
      try shownRows(classifier, keys: keys).view.lines[1...20].joined()
        .filter { "aAbBxX".contains($0) }
    }
    #expect(try marks("R<Tab>").allSatisfy { "abx".contains($0) })
    #expect(try marks("R<Tab><Tab>").allSatisfy { "ABX".contains($0) })
    #expect(try marks("R<Tab><Tab><Tab>").isEmpty)
    #expect(try marks("R<S-Tab><Tab>") == marks("R"))
    let source = classifier.replacing("[[0, 0], [1, -1]]", with: "[[1, -1], [0, 0]]")
    let before = try shownRows(source, keys: "R").view.lines[0]
    let after = try shownRows(source, keys: "R:run 200<Enter>").view.lines[0]
    #expect(before.contains("iteration 0") && !after.contains("iteration 0"))
    #expect(before != after)
  }

  @Test func `a single score decides at one half, without a report`() throws {
    let source = """
      data d = csv("rows.csv", label = kind)
      param w = [0, -1]
      p = sigmoid(d.x @ w)
      loss = mse(p, d.y)
      report accuracy(p, d.y)
      """
    let frame = try shownRows(source, keys: "R").view
    #expect(frame.lines[0].contains("right: training 96.0 % of 25"))
    let none = try shownRows(
      source.replacing("report accuracy(p, d.y)", with: ""), keys: "R"
    ).view
    #expect(none.lines[0] == " nothing says which scores decide about the class")
    let loss = classifier.replacing("report accuracy(scores, d.y)", with: "")
    #expect(
      try shownRows(loss, keys: "R").view == shownRows(classifier, keys: "R").view)
  }

  /// Rows of two labels, and a model whose score is a multiple of the first feature.
  private func scored(
    _ labels: (Double, Double), weight: Double = 10, _ more: String = ""
  ) throws -> [String] {
    let rows = (1...5).flatMap { index -> [[Double]] in
      [[Double(index), 1, labels.1], [-Double(index), 2, labels.0]]
    }
    let table = CSVTable(
      columnNames: ["left", "up", "kind"], columnCount: 3, elements: rows.flatMap(\.self))
    let syntax = Syntax(
      parsing: """
        data d = csv("rows.csv", label = kind)
        param w = [\(weight), 0]
        s = d.x @ w
        loss = mse(s, d.y)
        minimize loss with sgd(lr = 0.01)
        report accuracy(s, d.y\(more))
        """)
    let document = try Document.make(from: syntax, files: ["rows.csv": .success(table)]).get()
    var application = Application(
      name: "test.expr", source: syntax.source, document: document,
      size: Size(columns: 80, rows: 24))
    try application.press("R")
    return application.view.lines
  }

  @Test func `scores of 0 and 1 that are outside 0…1 are noted with the way out`() throws {
    let note = " ½ divides scores, and one is -50; if they are logits, write threshold = 0"
    #expect(try scored((0, 1))[1].hasPrefix(note))
    // Nothing is noted where the file says what divides them, or the labels are others.
    #expect(try !scored((0, 1), weight: 10, ", threshold = 0").contains { $0.contains("½") })
    #expect(try !scored((-1, 1)).contains { $0.contains("½") })
  }

  @Test func `scores of −1 and 1 have their border at 0, and the labels name the classes`() throws {
    // Scores of 0.05 to 0.25 are below ½.
    let lines = try scored((-1, 1), weight: 0.05)
    #expect(lines[0].contains("right: training 100.0 % of 10"))
    #expect(try scored((0, 1), weight: 0.05)[0].contains("right: training 50.0 % of 10"))
    let row = Array(lines[9].drop { $0 != "·" }.prefix { $0 == "·" || $0 == "░" })
    let border = try #require(row.firstIndex(of: "░"))
    #expect(abs(border - row.count / 2) <= 1)
    #expect(lines.contains { $0.contains(" a A -1   ") && $0.contains(" b B 1   ") })
    #expect(try scored((0, 1)).contains { $0.contains(" a A 0   ") && $0.contains(" b B 1   ") })
  }

  @Test func `more or fewer features than two, or no data, are answered`() throws {
    let three = points.map { [$0[0], $0[1], 1, $0[2]] }
    let source = classifier.replacing("[[0, 0], [1, -1]]", with: "zeros(3, 2)")
    let frame = try shownRows(source, data: three, keys: "R").view
    #expect(frame.lines[0] == " regions are drawn of data with two features; this has 3")
    let none = try shownRows("w = 1\nf = w^2", keys: "R").view
    #expect(none.lines[0].contains("this file has no data"))
    #expect(try shownRows("w = 1\nf = w^2", keys: "R<Esc>").view.lines[0].contains("ready"))
  }

  @Test func `every size draws, also with a primitive open`() throws {
    var application = try shownRows(classifier, keys: "<S-Tab><Enter>R")
    #expect(application.view.lines[0].contains("right: training"))
    for columns in [0, 1, 5, 17, 40, 81, 300] {
      for rows in [0, 1, 2, 5, 9, 14, 24, 70] {
        application.update(.resize(Size(columns: columns, rows: rows)))
        #expect(application.view.lines.allSatisfy { $0.columns <= columns })
        application.hasTints.toggle()
      }
    }
  }
}
