import Foundation
import Testing
import TestTerminal

/// `--record`, `--replay` and `--at` on a real terminal.
@Suite struct RecordedTerminalTests {
  private func start(_ arguments: [String]) throws -> TestTerminal {
    try TestTerminal.start(TestTerminal.product(named: "backprop"), arguments: arguments)
  }

  @Test func `a training that was loaded is loaded again where its demonstration is played`() throws
  {
    let keys = try TemporaryFile("", name: "keys")
    let folder = keys.path + "-run"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.removeItem(atPath: keys.path)
    let saved = try CommandRun("train", "net2", "--iterations", "7", "--save", folder)
    #expect(saved.status == 0)
    let shown = try start(["net2", "--load", folder, "--record", keys.path])
    try shown.waitFor("ready   iteration 7")
    try shown.send("cq")
    #expect(try shown.waitForEnd().status == 0)
    let again = try start(["--replay", keys.path])
    try again.waitFor("ready   iteration 7")
    try again.send(" ")
    try again.waitFor("forward")
    try again.send("\u{3}")
    _ = try again.waitForEnd()
  }

  @Test func `a demonstration is recorded, also when a signal ends it, and played again`() throws {
    let keys = try TemporaryFile("", name: "talk.keys")
    var terminal = try start(["first-example", "--record", keys.path])
    try terminal.waitFor("ready   iteration 0")
    try terminal.send("cc:goto q\r")
    try terminal.waitFor("backward 3 of 3")
    terminal.signal(SIGTERM)
    #expect(try terminal.waitForEnd().status == 143)
    let text = try String(contentsOfFile: keys.path, encoding: .utf8)
    #expect(text == "# backprop recording 1, 80x24, first-example\ncc:goto<Space>q<Enter>\n")

    terminal = try start(["--replay", keys.path])
    try terminal.waitFor("replay 0 of 10   next: c")
    try terminal.send("  ")
    try terminal.waitFor("zero 1 of 1")
    try terminal.send("        ")
    try terminal.waitFor("backward 3 of 3")
    try terminal.waitFor("the replay is over")
    try terminal.send("n")
    try terminal.waitFor("update 1 of 3")
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.isRestored)

    terminal = try start(["--replay", keys.path, "--pace", "20"])
    try terminal.waitFor("the replay is over")
    try terminal.waitFor("backward 3 of 3")
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
  }

  @Test func `a recording that began at a place begins there again`() throws {
    let keys = try TemporaryFile("", name: "talk.keys")
    let terminal = try start(["first-example", "--at", "backward", "--record", keys.path])
    try terminal.waitFor("backward 3 of 3")
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    let text = try String(contentsOfFile: keys.path, encoding: .utf8)
    #expect(text.hasSuffix("first-example\n:goto<Space>backward<Enter>\nq"), "\(text)")
  }

  @Test func `only a recording is recorded over, and any file by force`() throws {
    let file = try TemporaryFile("w = 3\nf = w^2\n")
    let folder = URL(filePath: file.path).deletingLastPathComponent()
    let (pipe, link) = (folder.appending(path: "pipe").path, folder.appending(path: "link").path)
    #expect(mkfifo(pipe, 0o600) == 0)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file.path)
    for (path, reason) in [
      (file.path, "the file is t"),
      (link, "error: "), (pipe, "it is no file"),
      ("/dev/full", "it is no file that"),
      (folder.path + "/none/talk.keys", "No such file"),
    ] {
      let terminal = try start([file.path, "--record", path])
      let end = try terminal.waitForEnd()
      #expect(end == .exited(73), "\(path)")
      let said = terminal.screen.text.filter { !$0.isWhitespace }
      #expect(said.contains(reason.filter { !$0.isWhitespace }), "\(path): \(said)")
      #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "w = 3\nf = w^2\n")
    }
    let keys = folder.appending(path: "talk.keys").path
    for path in [keys, keys, file.path] {
      let terminal = try start(
        ["first-example", "--record", path] + (path == keys ? [] : ["--force"]))
      try terminal.waitFor("ready   iteration 0")
      try terminal.send("nq")
      #expect(try terminal.waitForEnd() == .exited(0))
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(text == "# backprop recording 1, 80x24, first-example\nnq")
    }
  }

  @Test func `a graph begins where it is asked to`() throws {
    let terminal = try start(["first-example", "--at", "backward"])
    try terminal.waitFor("backward 3 of 3")
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
  }

  @Test(arguments: [
    (["first-example", "--at", "nowhere"], Int32(64), "--at: nothing here is called 'nowhere'"),
    (["--replay", "/no/such/file"], 66, "/no/such/file: error: No such file"),
    (["first-example", "--record", "/no/such/file"], 73, "/no/such/file: error: No such file"),
    (["--replay", "/dev/null"], 65, "/dev/null: line 1: expected a recording"),
  ])
  func `what cannot be is told before the screen is taken`(
    _ arguments: [String], _ status: Int32, _ answer: String
  ) throws {
    let terminal = try start(arguments)
    #expect(try terminal.waitForEnd() == .exited(status))
    #expect(terminal.screen.text.contains(answer), "\(terminal.screen.text)")
  }
}
