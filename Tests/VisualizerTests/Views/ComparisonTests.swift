import Cells
import ExpressionLanguage
import Learning
import Screen
import Testing
import Trainings
import Visualizer

/// (w − 3)² from w = `start`: with step size 0.1 each update leaves 0.64 of the loss.
private func square(_ name: String, rate: Double = 0.1) -> ComparedModel {
  ComparedModel(name: name) { start in
    let syntax = Syntax(
      parsing: "w = \(start)\nf = (w - 3)^2\nminimize f with sgd(lr = \(rate))")
    guard case .success(let document) = Document.make(from: syntax) else {
      preconditionFailure("the file has no mistake")
    }
    return document
  }
}

extension Comparison {
  fileprivate init(_ models: [ComparedModel], iterations: Int, startCount: Int = 1) {
    self.init(ComparedTrainings(models, iterations: iterations, startCount: startCount))
  }

  /// Lets time pass until all is trained, or so many times.
  fileprivate mutating func wait(times: Int = 100_000) {
    for _ in 0..<times where tickInterval != nil { update(.tick(milliseconds: 20)) }
  }

  fileprivate mutating func press(_ keys: String) throws {
    for key in try #require(KeyScript(keys)).keys { update(.key(key)) }
  }

  fileprivate func showing(columns: Int, rows: Int) -> Frame {
    var comparison = self
    comparison.update(.resize(Size(columns: columns, rows: rows)))
    return comparison.view
  }
}

/// Files that are trained side by side.
@Suite struct ComparisonTests {
  @Test func `each file makes all updates, and the losses are those of stepping`() throws {
    var comparison = Comparison([square("a"), square("b", rate: 0.2)], iterations: 20)
    #expect(!comparison.trainings.isComplete && comparison.trainings.progress == 0)
    comparison.wait()
    #expect(comparison.trainings.isComplete && comparison.trainings.progress == 1)
    #expect(comparison.tickInterval == nil)
    let results = comparison.trainings.models.map { $0.results }
    #expect(results.map(\.count) == [1, 1])
    #expect(results.map { $0[0].iteration } == [20, 20])
    let losses = results.map { $0[0].loss }
    #expect(abs(losses[0] / (9 * 1.329227995784916e-4) - 1) < 1e-6, "9 · 0.64²⁰")
    #expect(abs(losses[1] / (9 * 1.3367494538843734e-9) - 1) < 1e-6, "9 · 0.36²⁰")
    #expect(results[0][0].testLoss == nil && results[0][0].gap == nil)
    #expect(comparison.trainings.models[0].parameterCount == 1)
    #expect(comparison.trainings.models[0].behaviours == "converging")
  }

  @Test func `all files are about equally far while they are trained`() throws {
    var comparison = Comparison([square("a"), square("b")], iterations: 1000)
    comparison.wait(times: 100)
    #expect(!comparison.trainings.isComplete)
    // A hundred portions of ten iterations, turn by turn.
    #expect(comparison.trainings.progress == 1000.0 / 2002)
    let legend = try #require(comparison.view.lines.first { $0.hasPrefix(" A a ") })
    let values = legend.split(separator: " ").compactMap { Double($0) }
    #expect(values.count == 2 && values[0] == values[1])
  }

  @Test func `several starts are trained one after the other, and their spread is told`() throws {
    // From w = 0, 1 and 2 the losses begin with 9, 4 and 1.
    var comparison = Comparison([square("a")], iterations: 1, startCount: 3)
    comparison.wait()
    let model = comparison.trainings.models[0]
    #expect(model.results.map(\.start) == [0, 1, 2])
    let loss = try #require(model.loss)
    #expect(abs(loss.mean - 0.64 * 14 / 3) < 1e-12)
    #expect(abs(loss.least - 0.64) < 1e-12 && abs(loss.greatest - 5.76) < 1e-12)
    // The deviations of 9, 4 and 1 from 14/3 are 13/3, −2/3 and −11/3: 98/3 in squares, over two.
    #expect(abs(loss.standardDeviation - 0.64 * (294.0 / 18).squareRoot()) < 1e-12)
    #expect(
      ComparisonTable(of: comparison.trainings).lines == [
        "file  parameters         loss    min…max  behaviour",
        "a              1  2.987 ± 2.6  0.64…5.76  too few iterations",
      ])
  }

  @Test func `a file whose loss is not finite any more does not keep the others`() throws {
    var comparison = Comparison([square("bad", rate: 5), square("good")], iterations: 400)
    comparison.wait()
    #expect(comparison.trainings.isComplete)
    #expect(comparison.trainings.models[0].results[0].iteration == 162)
    #expect(comparison.trainings.models[0].behaviours == "not finite since iteration 162")
    #expect(comparison.trainings.models[1].results[0].iteration == 400)
  }

  @Test(arguments: ["r", "<Space>"])
  func `a key pauses, and lets it go on`(_ key: String) throws {
    var comparison = Comparison([square("a")], iterations: 1000)
    comparison.wait(times: 10)
    let progress = comparison.trainings.progress
    try comparison.press(key)
    #expect(comparison.tickInterval == nil)
    comparison.update(.tick(milliseconds: 20))
    #expect(comparison.trainings.progress == progress)
    #expect(comparison.view.lines[0].contains("paused"))
    try comparison.press(key)
    comparison.wait()
    #expect(comparison.trainings.isComplete)
    #expect(comparison.view.lines[0].contains("all trained  100 % of 1000 updates"))
  }

  @Test func `a person can leave at any time`() throws {
    for key in ["q", "<Esc>"] {
      var comparison = Comparison([square("a")], iterations: 1_000_000_000)
      comparison.wait(times: 3)
      try comparison.press(key)
      #expect(comparison.isFinished)
    }
  }

  @Test func `keys choose the scale and the start`() throws {
    var comparison = Comparison([square("a")], iterations: 20, startCount: 3)
    comparison.wait()
    #expect(comparison.view.lines[1] == " loss, start 3 of 3")
    try comparison.press("<Left><Left>l")
    #expect(comparison.view.lines[1] == " loss, start 1 of 3   logarithmic")
    try comparison.press("<Right>l")
    #expect(comparison.view.lines[1] == " loss, start 2 of 3")
    #expect(comparison.view.lines.last == " l logarithmic  ← → start  q quit")
  }

  @Test func `Tab goes through what the files measure`() throws {
    let table = CSVTable(
      columnNames: ["x", "y"], columnCount: 2, elements: (1...8).flatMap { [Double($0), 0] })
    let lines = """
      data d = csv("rows.csv", label = y, test = 25%)
      param w = 1
      loss = mse(sum(d.x * w, axis = 1), d.y)
      report w
      minimize loss with sgd(lr = 0.01)
      """
    let file = ComparedModel(name: "rows") { _ in
      let made = Document.make(
        from: Syntax(parsing: lines), files: ["rows.csv": .success(table)])
      guard case .success(let document) = made else {
        preconditionFailure("the file has no mistake")
      }
      return document
    }
    var comparison = Comparison([file, square("a")], iterations: 30)
    comparison.wait()
    var titles: [String] = []
    for _ in 0..<5 {
      titles.append(comparison.view.lines[1])
      try comparison.press("<Tab>")
    }
    #expect(titles == [" loss", " test loss", " w", " w on test rows", " loss"])
    try comparison.press("<S-Tab><S-Tab>")
    #expect(comparison.view.lines[1] == " w on test rows")
    let result = comparison.trainings.models[0].results[0]
    let (loss, test) = (result.loss, try #require(result.testLoss))
    #expect(result.gap == test - loss)
    #expect(result.reports.map(\.training) == result.reports.map(\.test), "w is one number")
    #expect(ComparisonTable(of: comparison.trainings).lines[0].contains("test loss"))
    #expect(
      ComparisonTable(of: comparison.trainings).lines[2].contains("–"),
      "the other file has no test rows")
  }

  @Test func `every size can be drawn, before, while and after`() {
    var comparison = Comparison(
      [square("a"), square("b", rate: 5)], iterations: 300, startCount: 2)
    for _ in 0..<3 {
      for columns in [0, 1, 2, 7, 20, 79, 200] {
        for rows in [0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 24, 60] {
          let frame = comparison.showing(columns: columns, rows: rows)
          #expect(frame.size == Size(columns: columns, rows: rows))
        }
      }
      comparison.wait(times: 150)
    }
  }

  @Test(arguments: [(80, 24), (160, 48)])
  func `a comparison looks as it should`(_ columns: Int, _ rows: Int) throws {
    var comparison = Comparison(
      [
        square("small-steps.expr", rate: 0.02), square("steps.expr"),
        square("large.expr", rate: 1.2),
      ],
      iterations: 50, startCount: 2)
    var sections: [String] = []
    func note(_ claim: String) {
      sections.append("=== \(claim)\n" + picture(comparison.showing(columns: columns, rows: rows)))
    }
    comparison.wait(times: 100)
    note("while it goes on")
    comparison.wait()
    note("all trained")
    try comparison.press("<Left>l")
    note("the first start, logarithmic")
    try expectGolden(sections.joined(separator: "\n"), "Views/comparison-\(columns)x\(rows)")
  }
}
