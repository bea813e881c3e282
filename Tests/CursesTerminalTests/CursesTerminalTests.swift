import Cells
import Foundation
import Screen
import Testing
import TestTerminal

/// A small program on a terminal of its own, which shows the last event and samples of everything.
@Suite struct CursesTerminalTests {
  private func start(
    _ arguments: String..., environment: [String: String] = [:], columns: Int = 80, rows: Int = 24,
    input: String? = nil, ignoresHangUp: Bool = false, isShown: Bool = true
  ) throws -> TestTerminal {
    let terminal = try TestTerminal.start(
      TestTerminal.product(named: "terminal-probe"), arguments: arguments,
      environment: environment, columns: columns, rows: rows, input: input,
      ignoresHangUp: ignoresHangUp)
    if isShown {
      try terminal.waitUntil("the frame is drawn to its last cell") {
        $0.lines[0].hasPrefix("event: start") && $0.lines[rows - 1].last == "/"
      }
    }
    return terminal
  }

  private func quit(_ terminal: TestTerminal) throws {
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.isRestored)
  }

  // MARK: Showing

  @Test func `the first frame fills the screen, with wide characters and the last cell`() throws {
    let terminal = try start()
    let screen = terminal.screen
    #expect(screen.isAlternate)
    #expect(screen.lines[1] == "size: 80×24")
    #expect(screen.lines[3] == "wide: 日本 e\u{301}日|")
    #expect(screen.lines[23].count == 80)
    #expect(screen.showsCursor)
    #expect(screen.cursor == (column: 7, row: 0))
    #expect(!terminal.hasSettingsOfStart)
    try quit(terminal)
  }

  @Test func `values are green, gradients red, what is new is bold`() throws {
    let terminal = try start()
    #expect(terminal.screen.graphics(of: "<value>") == ["32"])
    #expect(terminal.screen.graphics(of: "<gradient>") == ["31"])
    #expect(terminal.screen.graphics(of: "<newValue>") == ["1", "32"])
    #expect(terminal.screen.graphics(of: "<currentGate>") == ["1", "7"])
    try quit(terminal)
  }

  @Test func `256 colours give the colour-blind palette its own`() throws {
    let terminal = try start("cb", environment: ["TERM": TerminalEntry.colour256])
    #expect(terminal.screen.graphics(of: "<value>") == ["38;5;32"])
    #expect(terminal.screen.graphics(of: "<gradient>") == ["38;5;166"])
    try quit(terminal)
  }

  @Test(arguments: [["NO_COLOR": "1"], ["TERM": TerminalEntry.monochrome]])
  func `without colours none is sent, and gradients are underlined`(
    _ environment: [String: String]
  ) throws {
    let terminal = try start(environment: environment)
    #expect(terminal.screen.graphics(of: "<value>") == [])
    #expect(terminal.screen.graphics(of: "<gradient>") == ["4"])
    try quit(terminal)
    #expect(terminal.screen.usedGraphics.isSubset(of: ["", "1", "2", "4", "7", "24"]))
  }

  @Test(arguments: [
    (TerminalEntry.colour256, ["38;5;124", "48;5;254"], ["38;5;25", "48;5;223"], "48;5;215"),
    (TerminalEntry.colour, ["31", "47"], ["33", "44"], "43"),
  ])
  func `a half block shows two pixels, the upper one as text and the lower one behind it`(
    _ term: String, _ red: [String], _ blue: [String], _ category: String
  ) throws {
    let terminal = try start(environment: ["TERM": term])
    let cells = terminal.screen.cells[5]
    // 1 over 0, −1 over 0.2, 0 over 1: the smaller number of a colour is that of the text.
    #expect(cells[0].text == "▀" && cells[0].graphics == red)
    #expect(cells[1].text == (term == TerminalEntry.colour ? "▄" : "▀"))
    #expect(cells[1].graphics == blue)
    #expect(cells[2].text == "▄" && cells[2].graphics == red)
    #expect(cells[4].text == "o" && cells[4].graphics.contains(category))
    try quit(terminal)
  }

  @Test(arguments: [
    (["NO_COLOR": "1"], "█#·", "·░█"), (["TERM": TerminalEntry.monochrome], "█#·", "·░█"),
    (["LC_ALL": "C"], "@#.", ".+@"),
  ])
  func `without colours or UTF-8 every pixel is a character`(
    _ environment: [String: String], _ upper: String, _ lower: String
  ) throws {
    let terminal = try start(environment: environment)
    #expect(terminal.screen.lines[5] == upper + " o")
    #expect(terminal.screen.lines[6] == lower)
    #expect(terminal.screen.cells[5][0].graphics == [])
    try quit(terminal)
  }

  @Test(arguments: [["LC_ALL": "C"], ["LC_ALL": "nowhere"]])
  func `a locale without UTF-8 gets ASCII`(_ environment: [String: String]) throws {
    let terminal = try start(environment: environment)
    #expect(terminal.screen.lines[1] == "size: 80x24")
    try quit(terminal)
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
  }

  @Test func `the option for ASCII holds in any locale`() throws {
    let terminal = try start("--ascii")
    try terminal.waitFor("size: 80x24")
    try quit(terminal)
    #expect(terminal.output.allSatisfy { $0 < 0x80 })
  }

  @Test func `an unchanged frame sends nothing`() throws {
    let terminal = try start()
    let mark = terminal.output.count
    try terminal.send("U")
    let bell: UInt8 = 7
    let sent = try terminal.bytes(since: mark) { $0.count { $0 == bell } == 2 }
    #expect(sent.suffix(2) == [bell, bell])
    try quit(terminal)
  }

  @Test func `frames larger and smaller than the screen are cut`() throws {
    let terminal = try start(columns: 20, rows: 5)
    try terminal.send("D")
    try terminal.waitFor("event: key(Scree")
    #expect(terminal.screen.lines[0] == "event: key(Screen.Ke")
    try quit(terminal)
  }

  @Test func `control and L draws everything again`() throws {
    let terminal = try start()
    let mark = terminal.output.count
    try terminal.send("\u{C}")
    let sent = try terminal.bytes(since: mark) { String(decoding: $0, as: UTF8.self).contains("/") }
    #expect(String(decoding: sent, as: UTF8.self).contains("event: start"))
    #expect(terminal.screen.lines[0] == "event: start")
    try quit(terminal)
  }

  // MARK: Input

  @Test(arguments: [
    ("x", #"key(Screen.Key.character("x"))"#), ("é", #"key(Screen.Key.character("é"))"#),
    ("∂", #"key(Screen.Key.character("∂"))"#), ("\r", "key(Screen.Key.enter)"),
    ("\u{1B}OM", "key(Screen.Key.enter)"), ("\t", "key(Screen.Key.tab)"),
    ("\u{1B}[Z", "key(Screen.Key.backTab)"), ("\u{7F}", "key(Screen.Key.backspace)"),
    ("\u{8}", "key(Screen.Key.backspace)"), ("\u{1B}[3~", "key(Screen.Key.delete)"),
    ("\u{1B}[A", "key(Screen.Key.up)"), ("\u{1B}[B", "key(Screen.Key.down)"),
    ("\u{1B}OC", "key(Screen.Key.right)"), ("\u{1B}[D", "key(Screen.Key.left)"),
    ("\u{1B}[H", "key(Screen.Key.home)"), ("\u{1B}[F", "key(Screen.Key.end)"),
    ("\u{1B}[5~", "key(Screen.Key.pageUp)"), ("\u{1B}[6~", "key(Screen.Key.pageDown)"),
    ("\u{1B}OP", "key(Screen.Key.function(1))"), ("\u{1B}[24~", "key(Screen.Key.function(12))"),
    ("\u{4}", #"key(Screen.Key.control("d"))"#), ("\u{1B}", "key(Screen.Key.escape)"),
  ])
  func `every key is reported`(_ bytes: String, _ event: String) throws {
    let terminal = try start()
    try terminal.send(bytes)
    try terminal.waitUntil(event) { $0.lines[0] == "event: " + event }
    try quit(terminal)
  }

  @Test func `a paste is text, without control characters`() throws {
    let terminal = try start()
    try terminal.send("\u{1B}[200~q\u{1}uit\r∂\u{1B}[A\u{7F}\tz\u{1B}[201~")
    try terminal.waitFor(#"event: paste("quit ∂ z")"#)
    try quit(terminal)
  }

  @Test func `in a paste the keys that end or stop the program are text`() throws {
    let terminal = try start()
    try terminal.send("\u{1B}[200~a\u{3}b\u{1C}c\u{1A}d\u{13}e\u{1B}[201~")
    try terminal.waitFor(#"event: paste("abcde")"#)
    try terminal.send("x")
    try terminal.waitFor(#"character("x")"#)
    try terminal.send("\u{3}")
    #expect(try terminal.waitForEnd().status == 130)
    #expect(terminal.isRestored)
  }

  @Test func `a paste without an end is over, and nothing of it is lost`() throws {
    let terminal = try start()
    try terminal.send("\u{1B}[200~pasted")
    try terminal.waitFor(#"event: paste("pasted")"#)
    try terminal.send("x")
    try terminal.waitFor(#"character("x")"#)
    try terminal.send("\u{1B}[201~y")
    try terminal.waitFor(#"character("y")"#)
    try quit(terminal)
  }

  @Test func `the environment says how long a sequence may take to arrive`() throws {
    let terminal = try start(environment: ["ESCDELAY": "600000"])
    try terminal.send("\u{1B}")
    // The program waits for the rest of a sequence, and does not answer a question meanwhile.
    #expect(throws: (any Error).self) {
      try terminal.waitUntil("escape", within: .milliseconds(500)) {
        $0.lines[0].hasSuffix("Key.escape)")
      }
    }
    try terminal.send("[5")
    try terminal.send("~")
    try terminal.waitFor("Key.pageUp")
    try quit(terminal)
  }

  @Test func `a paste of a megabyte is cut, and the next key works`() throws {
    let terminal = try start()
    try terminal.send(
      "\u{1B}[200~" + String(repeating: "long ", count: 200_000) + "\u{1B}[201~")
    try terminal.waitFor(#"event: paste("long "#)
    try quit(terminal)
  }

  @Test func `a timeout is over`() throws {
    let terminal = try start()
    try terminal.send("t")
    try terminal.waitFor("event: timeout")
    try quit(terminal)
  }

  #if os(Linux)
    @Test func `without input the program never wakes up`() async throws {
      let terminal = try start()
      func timesAsleep() throws -> Substring? {
        try String(contentsOfFile: "/proc/\(terminal.process)/status", encoding: .utf8)
          .split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches") }
      }
      let status = "/proc/\(terminal.process)/stat"
      try terminal.waitUntil("the program sleeps") { _ in
        (try? String(contentsOfFile: status, encoding: .utf8))?.contains(") S ") ?? false
      }
      let before = try timesAsleep()
      try await Task.sleep(for: .milliseconds(300))
      #expect(try timesAsleep() == before)
      try quit(terminal)
    }
  #endif

  @Test func `the size is that of the window, whatever the environment says`() throws {
    let terminal = try start(environment: ["LINES": "10", "COLUMNS": "40"])
    #expect(terminal.screen.lines[1] == "size: 80×24")
    try quit(terminal)
  }

  @Test func `the mouse is reported only when it is switched on`() throws {
    let terminal = try start()
    #expect(terminal.screen.modes.isDisjoint(with: [1000, 1006]))
    try terminal.send("M")
    try terminal.waitUntil("the mouse is on") { $0.modes.isSuperset(of: [1000, 1006]) }
    try terminal.waitFor("character(\"M\")")
    try terminal.send("\u{1B}[<0;5;3M\u{1B}[<0;5;3m")
    try terminal.waitFor("event: click(at: Cells.Point(column: 4, row: 2))")
    try terminal.send("\u{1B}[<64;5;3M")
    try terminal.waitFor("event: wheel(at: Cells.Point(column: 4, row: 2), lines: -1)")
    try terminal.send("\u{1B}[<65;1;1M")
    try terminal.waitFor("event: wheel(at: Cells.Point(column: 0, row: 0), lines: 1)")
    try quit(terminal)
  }

  @Test func `a resize is reported and drawn, down to one cell and back`() throws {
    let terminal = try start()
    for (columns, rows) in [(100, 30), (2, 3), (1, 1), (200, 1), (40, 12)] {
      terminal.resize(columns: columns, rows: rows)
      try terminal.waitUntil("\(columns)×\(rows) is drawn") {
        $0.lines[rows - 1].last == "/"
          && (columns < 12 || rows < 2 || $0.lines[1] == "size: \(columns)×\(rows)")
      }
    }
    #expect(terminal.screen.lines[1] == "size: 40×12")
    try quit(terminal)
  }

  @Test func `a storm of resizes ends at the last size`() throws {
    let terminal = try start()
    for columns in 20...60 { terminal.resize(columns: columns, rows: columns / 2) }
    try terminal.waitFor("size: 60×30")
    try quit(terminal)
  }

  @Test func `data can come from a pipe while the keys come from the terminal`() throws {
    let terminal = try start(input: "loss = w * x\n")
    try terminal.send("\u{1B}[A")
    try terminal.waitFor("event: key(Screen.Key.up)")
    try quit(terminal)
    #expect(terminal.screen.text.contains("input: loss = w * x"))
  }

  // MARK: Leaving

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT])
  func `a signal gives the terminal back and ends the program as usual`(_ number: Int32) throws {
    let terminal = try start("--mouse")
    terminal.signal(number)
    #expect(try terminal.waitForEnd() == .signalled(number))
    #expect(terminal.isRestored)
  }

  @Test func `control and C ends with 130`() throws {
    let terminal = try start()
    try terminal.send("\u{3}")
    #expect(try terminal.waitForEnd().status == 130)
    #expect(terminal.isRestored)
  }

  @Test func `a second control and C ends a program that does not listen`() throws {
    let terminal = try start()
    try terminal.send("L")
    try terminal.waitFor("looping")
    // Two at once may arrive as one, so they are sent until it ends.
    for _ in 0..<200 where (try? terminal.waitForEnd(within: .milliseconds(50))) == nil {
      try terminal.send("\u{3}")
    }
    #expect(try terminal.waitForEnd().status == 130)
    #expect(terminal.isRestored)
  }

  @Test(arguments: [SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGILL, SIGTRAP])
  func `a crash gives the terminal back`(_ number: Int32) throws {
    let terminal = try start("--mouse")
    terminal.signal(number)
    #expect(try terminal.waitForEnd() == .signalled(number))
    #expect(terminal.isRestored)
  }

  @Test func `an abort gives the terminal back`() throws {
    let terminal = try start()
    try terminal.send("A")
    #expect(try terminal.waitForEnd() == .signalled(SIGABRT))
    #expect(terminal.isRestored)
  }

  @Test func `a full stack gives the terminal back`() throws {
    let terminal = try start()
    try terminal.send("O")
    let ending = try terminal.waitForEnd()
    #expect([.signalled(SIGSEGV), .signalled(SIGBUS)].contains(ending))
    #expect(terminal.isRestored)
  }

  @Test func `a trap gives the terminal back and says why`() throws {
    let terminal = try start()
    try terminal.send("T")
    let ending = try terminal.waitForEnd()
    #expect([.signalled(SIGILL), .signalled(SIGTRAP)].contains(ending))
    #expect(terminal.isRestored)
    #expect(terminal.screen.text.contains("Fatal error: the probe traps"))
  }

  @Test func `warnings appear after the screen has been left, not on it`() throws {
    let terminal = try start()
    try terminal.send("E")
    try terminal.waitFor(#"character("E")"#)
    #expect(!terminal.screen.text.contains("a warning"))
    try quit(terminal)
    #expect(terminal.screen.text.contains("a warning"))
  }

  @Test func `a lost terminal ends the program, also under nohup`() throws {
    for ignoresHangUp in [false, true] {
      let terminal = try start(ignoresHangUp: ignoresHangUp)
      terminal.hangUp()
      let ending = try terminal.waitForEnd()
      #expect(ending == (ignoresHangUp ? .exited(0) : .signalled(SIGHUP)))
    }
  }

  @Test func `the terminal is given back to ask a question, and taken again`() throws {
    let terminal = try start("--mouse")
    try terminal.send("S")
    try terminal.waitUntil("the question stands on the normal screen") {
      !$0.isAlternate && $0.text.contains("line?")
    }
    #expect(terminal.isRestored)
    terminal.resize(columns: 70, rows: 20)
    try terminal.send("42\n")
    try terminal.waitUntil("the new size is drawn") {
      $0.isAlternate && $0.lines[1] == "size: 70×20" && $0.lines[19].last == "/"
    }
    #expect(terminal.screen.modes.isSuperset(of: [1049, 2004, 1000]))
    try quit(terminal)
  }

  @Test func `control and C ends the program while it asks`() throws {
    let terminal = try start()
    try terminal.send("S")
    try terminal.waitFor("line?")
    try terminal.send("\u{3}")
    #expect(try terminal.waitForEnd().status == 130)
  }

  @Test func `control and Z stops the program, and fg draws it again`() throws {
    let probe = TestTerminal.product(named: "terminal-probe").path
    let terminal = try TestTerminal.start(
      URL(filePath: "/bin/sh"),
      arguments: ["-c", "set -m; '\(probe)'; echo stopped; read line; fg >/dev/null; echo done"])
    try terminal.waitFor("event: start")
    try terminal.send("\u{1A}")
    try terminal.waitFor("stopped")
    #expect(terminal.isRestored)
    terminal.resize(columns: 60, rows: 16)
    try terminal.send("\n")
    try terminal.waitUntil("the new size is drawn") {
      $0.isAlternate && $0.lines[1] == "size: 60×16" && $0.lines[15].last == "/"
    }
    try terminal.waitUntil("pastes are marked again") { $0.modes.contains(2004) }
    try terminal.send("q")
    try terminal.waitFor("done")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.isRestored)
  }

  // MARK: Kinds of terminal

  @Test func `an unknown kind is driven as an xterm, and the user is told`() throws {
    let terminal = try start(environment: ["TERM": "brand-new"], columns: 120)
    try quit(terminal)
    #expect(terminal.screen.text.contains("notice: nothing is known here"))
    #expect(terminal.screen.text.contains("'brand-new'; used xterm-256color"))
  }

  @Test(arguments: ["dumb", "", TerminalEntry.lineByLine])
  func `a terminal that cannot place text is refused, and nothing is sent to it`(
    _ term: String
  ) throws {
    let terminal = try start(environment: ["TERM": term], isShown: false)
    #expect(try terminal.waitForEnd() == .exited(69))
    #expect(terminal.screen.text.hasPrefix("error: "))
    #expect(!terminal.output.contains(0x1B))
    #expect(terminal.isRestored)
  }
}
