import Foundation
import Testing
import TestTerminal

/// What is left of the program when it crashes. The signals come from outside, which the program
/// cannot tell from its own.
@Suite struct CrashTests {
  private static let numbers = [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE]

  private func start(
    _ arguments: [String], environment: [String: String] = [:], columns: Int = 160
  ) throws -> TestTerminal {
    try TestTerminal.start(
      TestTerminal.product(named: "backprop"), arguments: arguments, environment: environment,
      columns: columns, rows: 24)
  }

  @Test func `nobody is asked anything after a crash, and the process ends at once`() throws {
    // Swift would begin to ask on a terminal, where it knows of no wish.
    let terminal = try start(["net2"], environment: ["SWIFT_BACKTRACE": ""])
    try terminal.waitFor("ready   iteration 0")
    terminal.signal(SIGSEGV)
    #expect(try terminal.waitForEnd(within: .seconds(20)) == .signalled(SIGSEGV))
    #expect(!terminal.screen.text.contains("to quit"))
  }

  @Test(arguments: numbers)
  func `a crash leaves a clean screen, and says what was done`(_ number: Int32) throws {
    let terminal = try start(["net2", "--mouse"])
    try terminal.waitFor("ready   iteration 0")
    try terminal.send("nnn")
    try terminal.waitFor("forward 3 of")
    terminal.signal(number)
    #expect(try terminal.waitForEnd() == .signalled(number))
    #expect(terminal.isRestored)
    let text = terminal.screen.text
    #expect(text.contains("backprop 0.1.0 has crashed: SIG"))
    #expect(text.contains("  command  backprop net2 --mouse\n"))
    #expect(text.contains("  file     net2\n"))
    #expect(text.contains("  step     0.3\n"))
    #expect(text.contains("  keys     backprop draw net2 --size 160x24 --keys nnn\n"))
    #expect(text.contains("This is a mistake in the program. Please report it with these lines"))
  }

  @Test func `the keys of a report lead to the same screen`() throws {
    let graph = try TemporaryFile(
      "f = x ^ 2 * y\nminimize f with sgd(lr = 0.01)", name: "it's open.expr")
    let terminal = try start([graph.path, "--set", "x=0.5", "--set", "y=-2"], columns: 100)
    try terminal.waitFor("ready   iteration 0")
    try terminal.send("nn:set x 0.25\rr")
    try terminal.waitUntil("iterations have run") { $0.text.contains("▶ iteration") }
    try terminal.send("rd")
    try terminal.waitUntil("it is paused") { !$0.text.contains("▶ iteration") }
    try terminal.send("K")
    try terminal.waitUntil("the check has taken the place of the graph") {
      $0.text.contains("gradient check") && !$0.text.contains("upstream")
    }
    let shown = terminal.screen.lines
    terminal.signal(SIGSEGV)
    _ = try terminal.waitForEnd()
    let output = String(decoding: terminal.output, as: UTF8.self)
    let line = try #require(output.split(separator: "\r\n").first { $0.hasPrefix("  keys ") })
    let command = line.dropFirst("  keys     backprop ".count)
    let again = try CommandRun(shell: "\"$0\" \(command)")
    #expect(again.status == 0, "\(again.errors)")
    let lines = again.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.prefix(20).map(String.init) == Array(shown.prefix(20)), "\(command)")
  }

  @Test func `a long script is cut, begins where it was cut, and says so`() throws {
    let terminal = try start(["net2"])
    try terminal.waitFor("ready   iteration 0")
    for _ in 0..<7 { try terminal.send(String(repeating: "nN", count: 50)) }
    try terminal.send("cn")
    try terminal.waitFor("zero 1 of 1")
    terminal.signal(SIGBUS)
    _ = try terminal.waitForEnd()
    let text = terminal.screen.text
    #expect(text.contains("--keys ':goto 0."))
    #expect(text.contains("400 keys came before these"))
  }

  @Test(arguments: [SIGSEGV, SIGILL])
  func `a command without a screen says which it was and of which file`(_ number: Int32) throws {
    let file = try TemporaryFile("w = 3\nf = w ^ 2\nminimize f with sgd(lr = 0.0001)")
    let terminal = try start(["train", file.path, "--iterations", "1000000000"])
    try terminal.waitFor("iteration")
    terminal.signal(number)
    #expect(try terminal.waitForEnd() == .signalled(number))
    let output = String(decoding: terminal.output, as: UTF8.self)
    #expect(output.contains("backprop 0.1.0 has crashed: SIG"))
    #expect(output.contains("  command  backprop train \(file.path) --iterations 1000000000"))
    #expect(!output.contains("  keys "))
  }

  @Test func `an argument cannot command the terminal in a report`() throws {
    let file = try TemporaryFile("f = 1", name: "\u{1B}]0;PWN\u{7}.expr")
    let terminal = try start([file.path])
    try terminal.waitFor("ready   iteration 0")
    terminal.signal(SIGABRT)
    _ = try terminal.waitForEnd()
    let output = String(decoding: terminal.output, as: UTF8.self)
    #expect(!output.contains("\u{1B}]0"))
    #expect(terminal.screen.text.contains("\\u{1b}]0;PWN\\u{7}"))
  }
}
