import Foundation
import Testing
import TestTerminal

/// Files that are trained and compared, as a table, as JSON and in a terminal.
@Suite struct CompareTests {
  /// (w − 3)² with a random beginning.
  private static let text = """
    param w = randn(1, seed = 5)
    f = sum((w - 3)^2)
    minimize f with sgd(lr = 0.1)

    """
  private static let slower = text.replacing("0.1", with: "0.02")

  private func objects(_ run: CommandRun) throws -> [[String: Any]] {
    try run.lines.map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  @Test func `a table has a line for each file`() throws {
    let a = try TemporaryFile(Self.text)
    let b = try TemporaryFile(Self.slower)
    let run = try CommandRun("compare", a.path, b.path, "--iterations", "30")
    #expect(run.status == 0 && run.errors.isEmpty)
    try #require(run.lines.count == 3)
    #expect(run.lines[0].hasPrefix("file") && run.lines[0].contains("parameters"))
    #expect(run.lines[1].hasPrefix(a.path) && run.lines[1].hasSuffix("converged"))
    #expect(run.lines[2].hasPrefix(b.path) && run.lines[2].hasSuffix("converging"))
    #expect(!run.output.contains("min…max"), "one start does not spread")
  }

  @Test func `JSON has a line for each training, with the numbers of train, and their spread`()
    throws
  {
    let file = try TemporaryFile(Self.text)
    let run = try CommandRun(
      "compare", file.path, "--iterations", "10", "--starts", "3", "--json")
    let lines = try objects(run)
    try #require(lines.count == 4)
    #expect(lines.prefix(3).map { $0["start"] as? Int } == [0, 1, 2])
    var losses: [Double] = []
    for (start, line) in lines.prefix(3).enumerated() {
      let trained = try objects(
        try CommandRun(
          "train", file.path, "--iterations", "10", "--start", "\(start)", "--json"))
      let loss = try #require(line["loss"] as? Double)
      #expect(loss == trained.last?["loss"] as? Double)
      #expect(line["testLoss"] is NSNull && line["gap"] is NSNull)
      losses.append(loss)
    }
    #expect(Set(losses).count == 3, "each start is another")
    let summary = lines[3]
    #expect(summary["starts"] as? Int == 3 && summary["parameters"] as? Int == 1)
    let spread = try #require(summary["loss"] as? [String: Double])
    let mean = losses.reduce(0, +) / 3
    #expect(abs(try #require(spread["mean"]) - mean) < 1e-12)
    #expect(spread["min"] == losses.min() && spread["max"] == losses.max())
    let variance = losses.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 2
    #expect(abs(try #require(spread["standardDeviation"]) - variance.squareRoot()) < 1e-12)
    #expect((summary["behaviours"] as? [Any])?.count == 3)
  }

  @Test func `the spirals of the lecture: the hidden layer wins`() throws {
    let lines = try objects(
      try CommandRun("compare", "spiral-linear", "spiral-net", "--iterations", "400", "--json"))
    let losses = lines.prefix(2).compactMap { $0["loss"] as? Double }
    #expect(losses.count == 2 && losses[1] < 0.7 * losses[0])
    #expect(lines.prefix(2).map { $0["parameters"] as? Int } == [9, 603])
  }

  @Test func `in a terminal the curves grow until somebody leaves, and the table stays`() throws {
    let a = try TemporaryFile(Self.text, name: "a.expr")
    let b = try TemporaryFile(Self.slower, name: "b.expr")
    let terminal = try TestTerminal.start(
      TestTerminal.product(named: "backprop"),
      arguments: ["compare", a.path, b.path, "--iterations", "200"], columns: 120, rows: 30)
    try terminal.waitFor("all trained  100 % of 200 updates")
    #expect(terminal.screen.isAlternate)
    try terminal.send("l")
    try terminal.waitFor(" loss   logarithmic")
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.isRestored)
    #expect(terminal.screen.text.contains("behaviour"))
  }

  @Test func `a comparison without end is left at once`() throws {
    let terminal = try TestTerminal.start(
      TestTerminal.product(named: "backprop"),
      arguments: ["compare", "spiral-net", "spiral-linear", "--iterations", "1000000000"],
      columns: 80, rows: 24)
    try terminal.waitFor("Space pause")
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.isRestored)
  }

  @Test func `wrong arguments and files are told`() throws {
    let file = try TemporaryFile(Self.text)
    for arguments in [
      [], [file.path, "--starts", "0"], [file.path, "--iterations", "-1"],
      [file.path, "--set", "y=1"],
    ] {
      let run = try CommandRun(arguments: ["compare"] + arguments)
      #expect(run.status == 64, "\(arguments): \(run.errors)")
      #expect(run.output.isEmpty && !run.errors.isEmpty)
    }
    #expect(try CommandRun("compare", file.path, "/nonexistent.expr").status == 66)
    let constant = try TemporaryFile("param w = 1\nx = 2\nf = x + 2")
    let run = try CommandRun("compare", file.path, constant.path)
    #expect(run.status == 65)
    #expect(run.errors.hasSuffix("nothing to train: the output has no parameters\n"))
  }
}
