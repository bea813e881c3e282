import Foundation
import Testing
import TestTerminal

/// Training without the terminal screen: what it prints, saves and says, and how it ends.
@Suite struct TrainTests {
  /// f = (w − 3)² from w = 0 with step size 0.1: each update leaves 0.8 of the error, so the loss
  /// of iteration k is 9 · 0.64ᵏ.
  private static let square = "w = 0; f = (w - 3)^2; minimize f with sgd(lr = 0.1)"

  /// Two layers with random parameters, a vector among them.
  private static let layers = """
    x = [[1, 2, -1], [0.5, -1, 3]]
    param W = randn(3, 4, seed = 7)
    param b = [0.1, -0.2, 0.3, 0]
    param v = randn(4, seed = 8)
    param c = 0.25
    h = tanh(x @ W + b)
    loss = sum((h @ v + c - [1, -1])^2)
    minimize loss with sgd(lr = 0.05)

    """

  private func objects(_ run: CommandRun) throws -> [[String: Any]] {
    try run.lines.map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  private func iterations(_ arguments: String...) throws -> [Int] {
    let run = try CommandRun(
      arguments: ["train", "-e", Self.square, "--json"] + arguments)
    return try objects(run).compactMap { $0["iteration"] as? Int }
  }

  @Test func `each line is one object with the numbers before the update`() throws {
    let run = try CommandRun("train", "-e", Self.square, "--iterations", "3", "--json")
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(
      run.lines[0] == """
        {"iteration": 0, "loss": 9.0, "testLoss": null, "reports": {}, "learningRate": 0.1}
        """)
    for (index, object) in try objects(run).enumerated() {
      let members = ["iteration", "learningRate", "loss", "reports", "testLoss"]
      // The last one also has what is said of all.
      #expect(
        object.keys.sorted() == (members + (index == 3 ? ["remarks", "verdict"] : [])).sorted())
      let loss = try #require(object["loss"] as? Double)
      #expect(abs(loss - [9, 5.76, 3.6864, 2.359296][index]) < 1e-12)
    }
  }

  @Test func `every so many iterations are listed, and the last`() throws {
    #expect(try iterations("--iterations", "6", "--every", "2") == [0, 2, 4, 6])
    #expect(try iterations("--iterations", "7", "--every", "3") == [0, 3, 6, 7])
    #expect(try iterations("--iterations", "2", "--every", "5") == [0, 2])
    #expect(try iterations("--iterations", "0") == [0])
    #expect(try iterations("--iterations", "1") == [0, 1])
    #expect(
      try iterations("--iterations", "25") == Array(stride(from: 0, through: 24, by: 2)) + [25])
    #expect(try iterations().last == 1000)
  }

  @Test func `the loss of an iteration is the one that eval gives after as many updates`() throws {
    let file = try TemporaryFile(Self.layers)
    let trained = try objects(
      try CommandRun("train", file.path, "--iterations", "40", "--every", "13", "--json"))
    #expect(trained.map { $0["iteration"] as? Int } == [0, 13, 26, 39, 40])
    for object in trained {
      let iteration = try #require(object["iteration"] as? Int)
      let run = try CommandRun("eval", file.path, "--iterations", "\(iteration)", "--json")
      let nodes = try #require(try objects(run)[0]["nodes"] as? [[String: Any]])
      let loss = nodes.first { $0["name"] as? String == "loss" }?["value"] as? Double
      #expect(object["loss"] as? Double == loss, "to the last bit")
    }
  }

  @Test func `without JSON there is a table, and what it came to in words`() throws {
    let run = try CommandRun("train", "-e", Self.square, "--iterations", "20", "--every", "10")
    #expect(
      run.output == """
        iteration          loss
                0      9.000000
               10      0.103763
               20      0.001196
        after 20 updates: loss 9.000000 → 0.001196
        converging: the loss falls

        """)
    #expect(run.errors.isEmpty, "progress is for terminals")
  }

  @Test func `saved parameters are read back bit for bit`() throws {
    let file = try TemporaryFile(Self.layers)
    let folder = URL(filePath: file.path).deletingLastPathComponent().appending(path: "a/b")
    let run = try CommandRun(
      "train", file.path, "--iterations", "30", "--save", folder.path, "--json")
    #expect(run.status == 0)
    #expect(
      run.errors == "saved in \(folder.path): W.csv, b.csv, v.csv, c.csv, summary.json\n")
    let reader = folder.appending(path: "read.expr")
    let lines = ["W", "b", "v", "c"].map { "\($0) = csv(\"\($0).csv\")\n" }.joined()
    try Data((lines + "f = sum(W)\n").utf8).write(to: reader)

    let expected = try values(
      CommandRun("eval", file.path, "--iterations", "30", "--json"))
    let read = try values(CommandRun("eval", reader.path, "--json"))
    for name in ["W", "b", "v", "c"] {
      #expect(read[name]?.isEmpty == false)
      #expect(read[name] == expected[name], "\(name)")
    }

    let summary = try #require(
      JSONSerialization.jsonObject(
        with: Data(contentsOf: folder.appending(path: "summary.json"))) as? [String: Any])
    #expect(summary["iterations"] as? Int == 30)
    #expect(summary["learningRate"] as? Double == 0.05)
    #expect(summary["file"] as? String == file.path)
    #expect(summary["loss"] as? Double == (try objects(run).last?["loss"] as? Double))
    let parameters = try #require(summary["parameters"] as? [[String: Any]])
    #expect(parameters.map { $0["shape"] as? [Int] } == [[3, 4], [4], [4], []])
  }

  /// The numbers of each name, row by row.
  private func values(_ run: CommandRun) throws -> [String: [Double]] {
    func flat(_ value: Any?) -> [Double] {
      (value as? Double).map { [$0] } ?? (value as? [Any] ?? []).flatMap(flat)
    }
    let nodes = try #require(try objects(run)[0]["nodes"] as? [[String: Any]])
    return Dictionary(
      uniqueKeysWithValues: nodes.map { ($0["name"] as? String ?? "", flat($0["value"])) })
  }

  @Test func `what an earlier training saved is replaced, what somebody else did is not`() throws {
    let file = try TemporaryFile("mine\n", name: "w.csv")
    let folder = URL(filePath: file.path).deletingLastPathComponent().path
    func train(_ iterations: Int) throws -> CommandRun {
      try CommandRun(
        "train", "-e", Self.square, "--iterations", "\(iterations)", "--save", folder)
    }
    let refused = try train(1)
    #expect(refused.status == 73)
    #expect(
      refused.errors
        == "\(folder)/w.csv: error: there is such a file, and no training has saved it; "
        + "--force writes over it\n")
    #expect(refused.output.isEmpty, "before anything is trained")
    #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "mine\n")

    try FileManager.default.removeItem(atPath: file.path)
    #expect(try train(1).status == 0)
    #expect(try train(2).status == 0)
    #expect(try Double(String(contentsOfFile: file.path, encoding: .utf8).dropLast()) == 1.08)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(names == ["summary.json", "w.csv"], "nothing unfinished is left")
  }

  @Test func `a folder that cannot be made is told before training`() throws {
    let file = try TemporaryFile("")
    let run = try CommandRun("train", "-e", Self.square, "--save", file.path + "/here")
    #expect(run.status == 73)
    #expect(run.errors == "\(file.path)/here: error: Not a directory\n")
    #expect(run.output.isEmpty)
  }

  @Test func `a loss that is not finite any more ends the training with its iteration`() throws {
    let source = "w = 0; f = (w - 3)^2; minimize f with sgd(lr = 5)"
    let file = try TemporaryFile("")
    let folder = URL(filePath: file.path).deletingLastPathComponent().path
    let run = try CommandRun("train", "-e", source, "--json", "--save", folder)
    // 9 · 81ᵏ is larger than any double from k = 162 on.
    #expect(run.status == 1)
    #expect(
      run.errors == """
        expression: the loss is inf in iteration 162, so training ends there and nothing is saved; \
        the loss grew before; a smaller learning rate helps

        """)
    let last = try #require(try objects(run).last)
    #expect(last["iteration"] as? Int == 162)
    #expect(last["loss"] as? String == "Infinity")
    let verdict = try #require(last["verdict"] as? [String: Any])
    #expect(verdict["behaviour"] as? String == "not finite since iteration 162")
    #expect(verdict["number"] as? String == "Infinity")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["graph.expr"])
  }

  @Test func `before any update no learning rate is blamed, and the way out is told`() throws {
    let run = try CommandRun(
      "train", "-e",
      "W = [[400, -1]]; p = softmax([[3]] @ W); L = -sum(log(p)); minimize L with sgd(lr = 0.1)")
    #expect(run.status == 1)
    #expect(!(run.output + run.errors).contains("learning rate"))
    #expect(run.output.hasSuffix("not finite since iteration 0: no update was made before\n"))
    #expect(
      run.errors.hasSuffix(
        "it begins here: log(p) is -inf at [0, 1]: the logarithm of 0; log_softmax, or cross_entropy of "
          + "the scores, takes no logarithm of 0\n"))
  }

  @Test func `a score that cannot be given says why, and how it can`() throws {
    func train(_ line: String) throws -> CommandRun {
      let file = try TemporaryFile(
        """
        data d = csv("rows.csv", label = y, batch = 2)
        param w = ones(2, 2)
        h = d.x @ ones(1, 2) @ w
        n = \(line)
        loss = mse(sum(n * n, axis = 1), d.y)
        minimize loss with sgd(lr = 0.0001)
        report mean(n)

        """)
      let folder = URL(filePath: file.path).deletingLastPathComponent()
      try Data(Self.rows.utf8).write(to: folder.appending(path: "rows.csv"))
      return try CommandRun("train", file.path, "--iterations", "9")
    }
    let without = try train("h - reshape(mean(h, axis = 1), 2, 1) + 1")
    #expect(without.status == 0 && without.output.contains(" –\n"))
    #expect(
      try #require(without.lines.last).hasPrefix(
        "training rows have no scores: line 4 insists on a batch of 2, and 8 rows are "))
    #expect(try #require(without.lines.last).hasSuffix("(h.T - mean(h, axis = 1)).T"))
    let with = try train("(h.T - mean(h, axis = 1)).T + 1")
    #expect(!with.output.contains("–") && !with.output.contains("no scores"))
  }

  /// Eight rows, of which six train in batches of two.
  private static let batches = """
    data d = csv("rows.csv", label = y, test = 25%, batch = 2)
    param w = randn(1, seed = 3)
    scores = sum(d.x * w, axis = 1)
    loss = mse(scores, d.y)
    minimize loss with sgd(lr = step(0.002, every = 2, factor = 0.5))
    report max(abs(scores - d.y))

    """
  private static let rows = "x,y\n1,2\n2,4\n3,6\n4,8\n5,10\n6,12\n7,14\n8,16\n"

  /// Runs in a folder with the file of expressions and its rows.
  private func trainBatches(_ arguments: String...) throws -> CommandRun {
    let file = try TemporaryFile(Self.batches)
    let folder = URL(filePath: file.path).deletingLastPathComponent()
    try Data(Self.rows.utf8).write(to: folder.appending(path: "rows.csv"))
    let run = try CommandRun(arguments: ["train", file.path] + arguments)
    #expect(run.status == 0, "\(run.errors)")
    return run
  }

  @Test func `with batches there are epochs, and test rows are scored`() throws {
    let run = try trainBatches("--iterations", "6", "--every", "1", "--json")
    let lines = try objects(run)
    #expect(lines.map { $0["epoch"] as? Int } == [0, 0, 0, 1, 1, 1, 2])
    #expect(
      lines.map { $0["learningRate"] as? Double } == [
        0.002, 0.002, 0.001, 0.001, 0.0005, 0.0005, 0.00025,
      ])
    for line in lines {
      let reports = try #require(line["reports"] as? [String: [String: Double]])
      let scores = try #require(reports["max(abs(scores - d.y))"])
      let (training, test) = (try #require(scores["training"]), try #require(scores["test"]))
      let testLoss = try #require(line["testLoss"] as? Double)
      #expect(testLoss > 0 && training > 0 && test > 0 && training != test)
    }
    let last = try #require(lines.last?["testLoss"] as? Double)
    #expect(last < 0.8 * (try #require(lines.first?["testLoss"] as? Double)))
  }

  @Test func `the table has columns for epochs, test rows and changing learning rates`() throws {
    let run = try trainBatches("--iterations", "2")
    try #require(run.lines.count == 6)
    #expect(
      run.lines[5]
        == "too few measurements yet, one every 4 iterations, to say what the loss does")
    #expect(
      run.lines[0] == "iteration      epoch          loss     test loss  "
        + "max(abs(scores - d.y))  on test rows  learning rate")
    #expect(run.lines[1].hasSuffix("0.002000"))
    #expect(Set(run.lines.dropLast(2).map(\.count)) == [run.lines[0].count])
    #expect(run.lines[4].contains(" on training rows, "))
  }

  @Test func `another start is another beginning, the same one the same`() throws {
    func losses(_ start: String) throws -> [Double] {
      let run = try trainBatches("--iterations", "3", "--json", "--start", start)
      return try objects(run).compactMap { $0["loss"] as? Double }
    }
    let first = try losses("0")
    #expect(first.count == 4)
    #expect(try losses("1") != first)
    #expect(try losses("1") == losses("1"))
    #expect(try objects(trainBatches("--iterations", "3", "--json")).count == 4)
  }

  @Test func `bad arguments and graphs without parameters are refused`() throws {
    for arguments in [
      ["--iterations", "-1"], ["--iterations", "many"], ["--every", "0"], ["--save", ""],
      ["--iterations", "10000000000"], ["--set", "y=1"], ["--start", "-1"],
    ] {
      let run = try CommandRun(arguments: ["train", "-e", Self.square] + arguments)
      #expect(run.status == 64, "\(arguments): \(run.errors)")
      #expect(run.output.isEmpty)
    }
    #expect(try CommandRun("train").status == 64)
    let constant = try CommandRun("train", "-e", "param w = 1; x = 2; f = x + 2")
    #expect(constant.status == 65)
    #expect(constant.errors.hasSuffix("nothing to train: the output has no parameters\n"))
  }

  @Test func `on a terminal it shows how far it is, and Ctrl-C ends it in order`() throws {
    let file = try TemporaryFile("")
    let folder = URL(filePath: file.path).deletingLastPathComponent().path
    let terminal = try TestTerminal.start(
      TestTerminal.product(named: "backprop"),
      arguments: [
        "train", "-e", Self.square, "--iterations", "1000000000", "--save", folder,
      ], columns: 80, rows: 24)
    try terminal.waitFor("of 1000000000  0 %  loss ")
    try terminal.waitFor(" left")
    try terminal.send("\u{3}")
    #expect(try terminal.waitForEnd().status == 130)
    #expect(terminal.screen.text.contains("saved in \(folder.prefix(20))"))
    #expect(!terminal.screen.text.contains("of 1000000000"), "the progress is gone")
    let numbers = try String(contentsOfFile: folder + "/w.csv", encoding: .utf8)
    #expect(abs(try #require(Double(numbers.dropLast())) - 3) < 1e-9)
  }
}

/// The end of the notes on neural networks: the spiral, and numbers from an own program in numpy.
@Suite struct SpiralTests {
  private struct Line: Decodable {
    struct Score: Decodable {
      let training: Double
      let test: Double?
    }
    let iteration: Int
    let loss: Double
    let testLoss: Double?
    let reports: [String: Score]

    var accuracy: Double? { reports["accuracy(scores, d.y)"]?.training }
  }

  private func train(_ arguments: String...) throws -> [Line] {
    try CommandRun(arguments: ["train", "--json"] + arguments).lines.map {
      try JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
  }

  private func expect(_ line: Line?, loss: Double, accuracy: Double) throws {
    let line = try #require(line)
    #expect(abs(line.loss / loss - 1) < 1e-9, "iteration \(line.iteration)")
    #expect(line.accuracy == accuracy, "iteration \(line.iteration)")
    #expect(line.testLoss == nil, "all rows train")
  }

  @Test func `one layer comes to the accuracy of the notes`() throws {
    let lines = try train("spiral-linear", "--iterations", "200", "--every", "100")
    try expect(lines.first, loss: 1.0969562028656603, accuracy: 151.0 / 300)
    try expect(lines.dropFirst().first, loss: 0.78793755917293, accuracy: 147.0 / 300)
    try expect(lines.last, loss: 0.786281476191437, accuracy: 148.0 / 300)
    #expect(lines.map(\.iteration) == [0, 100, 200])
  }

  @Test func `a hidden layer learns what numpy's does`() throws {
    // After 10,000 updates it is 0.98; `make bench` goes that far.
    let lines = try train("spiral-net", "--iterations", "500", "--every", "100")
    try expect(lines.first, loss: 1.0987440399426955, accuracy: 111.0 / 300)
    try expect(lines.dropFirst(2).first, loss: 0.7162417892142932, accuracy: 188.0 / 300)
    try expect(lines.last, loss: 0.3954673210732711, accuracy: 264.0 / 300)
  }
}
