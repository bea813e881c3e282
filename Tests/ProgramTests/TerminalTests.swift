import Foundation
import Testing
import TestTerminal

/// The real program on a terminal of its own: first frame, keys, resize, `q`, restored terminal.
@Suite struct TerminalTests {
  static let firstExample = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z\n"

  private func start(
    _ arguments: [String], environment: [String: String] = [:], columns: Int = 80, rows: Int = 24,
    input: String? = nil
  ) throws -> TestTerminal {
    try TestTerminal.start(
      TestTerminal.product(named: "backprop"), arguments: arguments, environment: environment,
      columns: columns, rows: rows, input: input)
  }

  @Test func `a file is shown, stepped through, resized and left`() throws {
    let file = try TemporaryFile(Self.firstExample)
    let terminal = try start([file.path])
    try terminal.waitFor("ready   iteration 0")
    #expect(terminal.screen.isAlternate)
    #expect(terminal.screen.lines[0].hasPrefix(" graph.expr"))
    try terminal.send("c")
    try terminal.waitFor("-12.00")
    try terminal.waitFor("forward 2 of 2")
    try terminal.send("cc")
    try terminal.waitFor("backward 3 of 3")
    try terminal.send("NNN")
    try terminal.waitFor("zero 1 of 1")
    terminal.resize(columns: 100, rows: 30)
    try terminal.waitUntil("the frame fills the larger screen") {
      $0.lines[0].count > 90 && $0.lines[29].contains("help")
    }
    terminal.resize(columns: 20, rows: 5)
    try terminal.waitUntil("the frame fits the smaller screen") { !$0.lines[0].isEmpty }
    terminal.resize(columns: 80, rows: 24)
    try terminal.waitFor("zero 1 of 1")
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.isRestored)
  }

  @Test func `without a file the examples are listed, opened and left again`() throws {
    let terminal = try start([])
    try terminal.waitFor("a debugger for the chain rule")
    try terminal.send("\r")
    try terminal.waitFor("ready   iteration 0")
    try terminal.send("q")
    try terminal.waitFor("a debugger for the chain rule")
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.isRestored)
  }

  @Test func `free inputs are asked for, and a bad answer is answered`() throws {
    let terminal = try start(["-e", "f = (x+y)*z", "--set", "z=-4"])
    try terminal.waitFor("▸ x =")
    try terminal.send("two\r")
    try terminal.waitFor("'two' is not a number; try -2 or 0.5")
    try terminal.send("\u{15}-2\r")
    try terminal.waitFor("▸ y =")
    try terminal.send("5\r")
    try terminal.waitFor("ready   iteration 0")
    try terminal.send("c")
    try terminal.waitFor("-12.0")
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
  }

  @Test func `a file from a pipe is shown, with keys from the terminal`() throws {
    let terminal = try start(["-"], input: Self.firstExample)
    try terminal.waitFor("ready   iteration 0")
    try terminal.send("c")
    try terminal.waitFor("-12.00")
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
  }

  static let statuses: [(Int32, Int32)] = [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)]

  @Test(arguments: statuses)
  func `a signal leaves the terminal as it was`(_ signal: Int32, _ status: Int32) throws {
    let file = try TemporaryFile(Self.firstExample)
    let terminal = try start([file.path])
    try terminal.waitFor("ready   iteration 0")
    terminal.signal(signal)
    #expect(try terminal.waitForEnd().status == status)
    #expect(terminal.isRestored)
  }

  @Test func `a mistake is told without taking the screen`() throws {
    let file = try TemporaryFile("f = (x\n")
    let terminal = try start([file.path])
    #expect(try terminal.waitForEnd() == .exited(65))
    #expect(terminal.screen.text.contains("error: "))
    #expect(!terminal.output.starts(with: [0x1B]))
  }

  @Test func `a terminal that cannot place text gets the steps as lines`() throws {
    let file = try TemporaryFile(Self.firstExample)
    let terminal = try start([file.path], environment: ["TERM": "dumb"])
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.screen.text.contains("update  z = -4"))
  }

  @Test func `a key that changes one number sends little, one that changes nothing nothing`()
    throws
  {
    let file = try TemporaryFile(Self.firstExample)
    let terminal = try start([file.path])
    try terminal.send("n")
    try terminal.waitFor("forward 1 of 2")
    try terminal.send("?")
    try terminal.waitFor("Help")
    let mark = terminal.output.count
    try terminal.send("kkk")
    try terminal.send("\u{1B}")
    try terminal.waitUntil("the help is gone") { !$0.text.contains("Help") }
    #expect(terminal.output.count - mark < 6000)
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
  }
}
