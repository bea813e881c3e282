import Foundation
import Testing

/// The program without a terminal: what it prints and how it ends.
@Suite struct CommandTests {
  private static let neuron = """
    w0 = 2; x0 = -1; w1 = -3; x1 = -2; w2 = -3; dot = w0*x0 + w1*x1 + w2; f = sigmoid(dot)
    """

  private func json(_ text: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test func `eval prints every named number, in JSON with all digits`() throws {
    let run = try CommandRun("eval", "-e", Self.neuron, "--json")
    #expect(run.status == 0)
    let object = try json(run.output)
    #expect(object["file"] as? String == "expression")
    #expect(object["output"] as? String == "f")
    #expect(object["iteration"] as? Int == 0)
    let nodes = try #require(object["nodes"] as? [[String: Any]])
    #expect(nodes.map { $0["name"] as? String } == ["w0", "x0", "w1", "x1", "w2", "dot", "f"])
    #expect(nodes[0]["role"] as? String == "parameter")
    #expect(nodes[6]["role"] as? String == "gate")
    #expect((nodes[0]["shape"] as? [Int])?.isEmpty == true)
    #expect(run.output.contains("\"value\": 0.7310585786300049"), "all digits")
    #expect(abs(try #require(nodes[3]["gradient"] as? Double) + 0.5898357997244457) < 1e-15)
  }

  @Test func `a gradient without a path is null, and what is not finite is a string`() throws {
    let run = try CommandRun("eval", "-e", "x = 0; y = 1; f = log(x)", "--json")
    let nodes = try #require(try json(run.output)["nodes"] as? [[String: Any]])
    #expect(nodes[1]["gradient"] is NSNull)
    #expect(nodes[2]["value"] as? String == "-Infinity")
    #expect(nodes[0]["gradient"] as? String == "Infinity")
    let nan = try CommandRun("eval", "-e", "x = -1; f = log(x)", "--json")
    #expect(nan.output.contains("\"value\": \"NaN\""))
  }

  @Test func `the table of eval can be read, whatever the size of an array`() throws {
    let source = "a = [0.1, 0.2]; b = ones(3, 12); f = sum(a*3) + sum(b)"
    let table = try CommandRun("eval", "-e", source).output
    #expect(table.contains(" [0.1, 0.2] "))
    // The norm of 36 ones.
    #expect(table.contains(" 3×12, norm 6  3×12, norm 6"))
    #expect(try CommandRun("eval", "-e", source, "--json").output.contains("[1.0, 1.0, 1.0,"))
    for example in ["digits-net", "softmax-graph"] {
      let lines = try CommandRun("eval", example).output.split(separator: "\n")
      #expect(lines.allSatisfy { $0.count < 300 }, "\(example)")
    }
  }

  @Test func `eval gives the numbers after some updates`() throws {
    let run = try CommandRun(
      "eval", "-e", "f = (x+y)*z", "--set", "x=-2", "--set", "y=5", "--set", "z=-4",
      "--iterations", "1", "--json")
    for number in ["-1.96", "5.04", "-4.03", "-12.412400000000002"] {
      #expect(run.output.contains("\"value\": \(number),"))
    }
  }

  @Test func `eval takes several files and goes on after a bad one`() throws {
    let good = try TemporaryFile("f = 1 + 2")
    let bad = try TemporaryFile("f = 1 +")
    let run = try CommandRun("eval", bad.path, "/nonexistent.expr", good.path, "--json")
    #expect(run.status == 65)
    #expect(run.lines.count == 1)
    #expect(run.errors.contains(":1:8: error: "))
    #expect(run.errors.contains("/nonexistent.expr: error: No such file or directory"))
    #expect(try CommandRun("eval", "/nonexistent.expr").status == 66)
  }

  @Test func `a misspelt example is recognised`() throws {
    let run = try CommandRun("eval", "first-exmple")
    #expect(run.status == 66)
    #expect(run.errors.contains("did you mean the example 'first-example'?"))
    #expect(try !CommandRun("eval", "no-such-thing-at-all").errors.contains("did you mean"))
  }

  @Test(arguments: [
    (["eval", "first-example", "--set", "x=abc"], "The value of x is a number, not 'abc'."),
    (["eval", "first-example", "--set", "x"], "'x' is not NAME=VALUE, such as --set x=3."),
    (["steps"], "Name a file or an example, or give -e 'f = (x+y)*z'."),
    (["draw", "first-example", "--keys", "a<"], "the character is <lt>."),
    (["evel", "first-example"], "no such command, file or example; did you mean 'eval'?"),
    (["eval", "--nonsense"], "Unknown option '--nonsense'"),
    (["eval"], "Give files or an expression.\nUsage: backprop eval ["),
  ])
  func `wrong arguments are answered with what would be right`(
    _ arguments: [String], _ words: String
  ) throws {
    let run = try CommandRun(arguments: arguments)
    #expect(run.status == 64)
    #expect(run.errors.contains(words), "\(run.errors)")
  }

  @Test func `a misspelt verb is a file where there is one`() throws {
    let file = try TemporaryFile("f = 1 + 2", name: "evel")
    let folder = URL(filePath: file.path).deletingLastPathComponent().path
    let run = try CommandRun(shell: "cd \"$1\" && exec \"$0\" evel", argument: folder)
    #expect(run.status == 0 && run.output.contains("update  f = 3"), "\(run.errors)")
  }

  @Test func `arguments are read where there is no proc`() throws {
    // Only who may take it away can try.
    let away = "unshare --mount sh -c 'umount -l /proc && exec \"$0\" \"$@\"' \"$0\""
    guard try CommandRun(shell: "\(away) --version").status == 0 else { return }
    let run = try CommandRun(shell: "\(away) eval first-example --json")
    #expect(run.status == 0 && run.output.hasPrefix("{\"file\": \"first-example.expr\""))
    #expect(try CommandRun(shell: "\(away) --version").output == "0.1.0\n")
  }

  @Test func `a check that could compare nothing fails`() throws {
    let file = try TemporaryFile("x = 0\nf = x / x")
    let run = try CommandRun("check", file.path)
    #expect(run.status == 1)
    #expect(run.output.contains("0 of 2 gradients agree"))
  }

  @Test func `a file of rows lies beside the file that names it, and is a file`() throws {
    let graph = try TemporaryFile("f = sum(csv(\"rows.csv\"))")
    let folder = URL(filePath: graph.path).deletingLastPathComponent()
    let rows = folder.appending(path: "rows.csv")
    let missing = try CommandRun("eval", graph.path)
    #expect(missing.status == 65)
    #expect(missing.errors.contains("cannot read 'rows.csv': No such file or directory"))
    // More than one chunk, with a row across each end of one.
    let text = "x,y\n" + String(repeating: "1.25,-0.25\n", count: 60_000)
    try Data(text.utf8).write(to: rows)
    #expect(try CommandRun("eval", graph.path, "--json").output.contains("\"value\": 60000.0"))
    try Data((text + "1\n").utf8).write(to: rows)
    #expect(
      try CommandRun("eval", graph.path).errors.contains(
        "rows.csv, line 60002: expected 2 values, as on line 2, and found 1"))
    try FileManager.default.removeItem(at: rows)
    #expect(mkfifo(rows.path, 0o600) == 0)
    for path in ["rows.csv", "/dev/zero"] {
      let run = try CommandRun("eval", "-e", "f = csv(\"\(path.first == "/" ? path : rows.path)\")")
      #expect(run.status == 65)
      #expect(
        run.errors.contains(
          "it is no regular file, and need not have an end; save its rows in a file"))
    }
    let run = try CommandRun("eval", "-e", "f = csv(\"\(folder.path)\")")
    #expect(run.errors.contains("Is a directory"))
  }

  @Test func `steps write an optimizer's rule with its numbers`() throws {
    let file = try TemporaryFile(
      "param w = 2\nloss = w^2\nminimize loss with momentum(lr = 0.5)")
    let lines = try CommandRun("steps", file.path).output.split(separator: "\n")
    #expect(
      lines.last == "5  update  w: g = 4 = 4; v = 0.9 × 0 + 4 = 4; w = 2 − 0.5 × 4 = 0; loss 4 → 0")
  }

  @Test func `the last update of an iteration says what the output has become`() throws {
    let arguments = ["steps", "-e", "x = -2; y = 5; z = -4; f = (x+y)*z"]
    let lines = try CommandRun(arguments: arguments).lines
    #expect(lines.last == "11  update  z = -4 − 0.01 × 3 = -4.03; f -12 → -12.412400000000002")
    #expect(lines.count { $0.contains("→ -12.4") } == 1)
    let json = try CommandRun(arguments: arguments + ["--json"]).lines
    let members = "\"outputBefore\": -12.0, \"outputAfter\": -12.412400000000002}"
    #expect(json.last?.hasSuffix(members) == true)
  }

  @Test func `steps are a line each, in JSON with the three gradients`() throws {
    let text = try CommandRun("steps", "-e", "x = 2; f = x*x")
    #expect(
      text.lines == [
        "1  forward  f = 4", "2  zero  all gradients = 0", "3  backward  ∂f/∂f = 1",
        "4  backward  f → x, operand 1: upstream 1 × local 2 = downstream 2; gradient 0 → 2",
        "5  backward  f → x, operand 2: upstream 1 × local 2 = downstream 2; gradient 2 → 4",
        "6  update  x = 2 − 0.01 × 4 = 1.96; f 4 → 3.8415999999999997",
      ])
    let run = try CommandRun("steps", "-e", "x = 2; f = x*x", "--json")
    let objects = try run.lines.map(json)
    #expect(objects.map { $0["phase"] as? String }.last == "update")
    let flow = objects[4]
    #expect(flow["gate"] as? String == "f")
    #expect(flow["operand"] as? String == "x")
    #expect(
      ["upstream", "local", "downstream", "gradientBefore", "gradientAfter"].map {
        flow[$0] as? Double
      } == [1, 2, 2, 2, 4])
  }

  @Test func `check keeps promises and compares gradients`() throws {
    let good = try CommandRun("check", "-e", "x = 2; f = x^3; expect f = 8; expect grad x = 12")
    #expect(good.status == 0)
    #expect(
      good.output
        == "expression: 2 of 2 promises kept, 2 of 2 gradients agree with central differences\n")
    let broken = try CommandRun("check", "-e", "x = 2; f = x^3; expect f = 9")
    #expect(broken.status == 1)
    #expect(broken.lines.first == "expression:3: broken: expect f = 9, found 8")
    let json = try json(try CommandRun("check", "-e", "x = 2; f = x^3", "--json").output)
    #expect(json["ok"] as? Bool == true)
    #expect((json["gradients"] as? [Any])?.count == 2)
  }

  @Test func `check says which gradient disagrees, and fails`() throws {
    // A wave so short that no difference quotient can follow it.
    let source = "x = 0.3; f = sin(1e9 * x)"
    let run = try CommandRun("check", "-e", source)
    #expect(run.status == 1)
    #expect(
      run.lines.contains {
        $0.hasPrefix("expression: ∂f/∂x disagrees: the backward pass says ")
          && $0.contains(", central differences say ")
      })
    let json = try json(try CommandRun("check", "-e", source, "--json").output)
    #expect(json["ok"] as? Bool == false)
    let gradients = try #require(json["gradients"] as? [[String: Any]])
    #expect(gradients.first { $0["name"] as? String == "x" }?["verdict"] as? String == "disagrees")
  }

  @Test func `a check of large products compares few gradients, and says how many it leaves out`()
    throws
  {
    let run = try CommandRun(
      "check", "-e", "W = randn(300, 300); x = randn(300, 300); f = sum(x @ W)")
    #expect(run.status == 0)
    #expect(
      run.output == """
        expression: 0 of 0 promises kept, 22 of 22 gradients agree with central differences, \
        269979 not compared

        """)
  }

  @Test func `draw prints the screen at a step, after keys, in any size, in ASCII`() throws {
    let source = "x = -2; y = 5; z = -4; q = x + y; f = q * z"
    let drawn = try CommandRun("draw", "-e", source, "--phase", "backward", "--size", "100x30")
    #expect(drawn.output.split(separator: "\n", omittingEmptySubsequences: false).count == 31)
    #expect(drawn.output.contains("backward 3 of 3"))
    let object = try json(
      try CommandRun("draw", "-e", source, "--keys", "n", "--json").output)
    #expect((object["lines"] as? [String])?.count == 24)
    #expect((object["styles"] as? [String])?.contains { $0.contains("X") } == true)
    #expect((object["cursor"] as? [Int])?.count == 2)
    let ascii = try CommandRun("draw", "-e", source, "--step", "5", "--ascii", "--keys", "N?")
    #expect(ascii.output.utf8.allSatisfy { $0 < 0x80 })
    #expect(ascii.output.contains("Help"))
  }

  @Test func `wrong arguments are 64`() throws {
    for arguments in [
      ["eval"], ["draw", "-e", "f = 1", "--size", "0x0"], ["eval", "-e", "f = x", "--set", "x"],
      ["draw", "-e", "f = 1", "--keys", "<nokey>"], ["steps", "-e", "f = 1", "--iterations", "0"],
      ["eval", "-e", "f = 1", "--set", "y=2"], ["check", "--nonsense"],
      ["draw", "-e", "f = 1", "--step", "1", "--phase", "zero"],
    ] {
      let run = try CommandRun(arguments: arguments)
      #expect(run.status == 64, "\(arguments): \(run.errors)")
      #expect(!run.errors.isEmpty)
    }
  }

  @Test func `without a terminal a free input is an error that lists all of them`() throws {
    let run = try CommandRun("eval", "-e", "f = (x+y)*z", "--set", "y=1")
    #expect(run.status == 65)
    #expect(run.errors.contains("x") && run.errors.contains("z") && run.errors.contains("--set"))
  }

  @Test func `without a terminal the steps are printed, never escapes`() throws {
    let run = try CommandRun("-", input: "x = 3\nf = x*x\n")
    #expect(run.status == 0)
    #expect(run.lines.first == "1  forward  f = 9")
    #expect(!run.output.contains("\u{1B}"))
  }

  @Test func `an example of the lecture can be named from anywhere`() throws {
    let list = try CommandRun()
    let name = try #require(list.lines.first?.split(separator: "\t").first)
    #expect(try CommandRun("check", String(name)).status == 0)
  }

  @Test func `help and version are printed`() throws {
    #expect(try CommandRun("--help").output.contains("A debugger for the chain rule."))
    #expect(try CommandRun("--version").output.contains("."))
  }
}
