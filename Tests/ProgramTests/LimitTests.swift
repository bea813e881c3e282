import Foundation
import Limits
import Testing
import TestTerminal

/// The table of limits, and what happens where one is reached.
@Suite struct LimitTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL

  @Test func `the table of the document is that of the code`() throws {
    let document = try String(
      contentsOf: Self.root.appending(path: "docs/reliability.md"), encoding: .utf8)
    let rows = Limits.all.map { "| \($0.name) | \(Self.grouped($0.value)) | \($0.reason) |" }
    let table = document.components(separatedBy: "| what | at most | why |\n").last ?? ""
    let lines = table.split(separator: "\n").dropFirst().prefix { $0.hasPrefix("|") }
    #expect(lines.map(String.init) == rows, "\n\(rows.joined(separator: "\n"))")
  }

  @Test func `every limit is read by the code, and no range of arguments has one of its own`()
    throws
  {
    let sources = Self.root.appending(path: "Sources")
    let table = try String(
      contentsOf: sources.appending(path: "Limits/Limits.swift"), encoding: .utf8)
    let names = table.matches(of: /static let (\w+) = Limit\(/).map { String($0.output.1) }
    #expect(names.count == Limits.all.count)
    var code = ""
    for path in try FileManager.default.subpathsOfDirectory(atPath: sources.path)
    where path.hasSuffix(".swift") && !path.hasPrefix("Limits/") {
      let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
      code += text
      let literals = text.matches(of: /\.\.\.\d[\d_]{3,}\)|[lL]imit = \d/).map { $0.output }
      #expect(literals.isEmpty, "\(path)")
    }
    for name in names {
      let isRead =
        code.contains("Limits.\(name).value") || code.contains("limit: Limits.\(name))")
      #expect(isRead, "\(name)")
    }
  }

  @Test func `the chapter on the language names the limits of the table`() throws {
    let document = try String(
      contentsOf: Self.root.appending(path: "docs/language.md"), encoding: .utf8)
    let section = document.components(separatedBy: "## Limits\n").last ?? ""
    for limit in [
      Limits.nesting, Limits.nodes, Limits.numbers, Limits.calls, Limits.containedNodes,
    ] {
      #expect(section.contains(Self.grouped(limit.value)), "\(limit.name)")
    }
  }

  @Test(arguments: ["eval", "check", "steps", "draw"])
  func `a device without an end is refused, and one that is empty is an empty file`(
    _ verb: String
  ) throws {
    let endless = try CommandRun(verb, "/dev/zero")
    #expect(endless.status == 66)
    #expect(
      endless.errors
        == """
        /dev/zero: error: it is a device, which need not have an end; a file, a pipe or a terminal is \
        read

        """)
    let given = try CommandRun(shell: "\"$0\" \(verb) - </dev/zero")
    #expect(given.status == 66)
    #expect(given.errors.contains("it is a device"), "\(given.errors)")
    let empty = try CommandRun(shell: "\"$0\" \(verb) - </dev/null")
    #expect(empty.status == 65, "\(empty.errors)")
  }

  @Test func `a pipe without an end is read to the limit`() throws {
    let run = try CommandRun(shell: "yes | \"$0\" eval -")
    #expect(run.status == 66)
    #expect(
      run.errors
        == "-: error: it is too large: 67108864 bytes of such a file are read at most\n")
  }

  @Test func `a table is not read beyond its limit`() throws {
    let file = try TemporaryFile("")
    #expect(truncate(file.path, off_t(Limits.tableBytes.value) + 1) == 0)
    let run = try CommandRun("eval", "-e", "f = sum(csv(\"\(file.path)\"))")
    #expect(run.status == 65)
    #expect(run.errors.contains("it is too large: 2000000000 bytes of such a file"))
  }

  @Test(arguments: [
    ("10000x10000", "A screen has 1 to 10000 columns and rows and at most 1000000 cells"),
    ("10001x1", "A screen has 1 to 10000 columns and rows"),
    ("9999999999999999999x1", "A size is COLUMNSxROWS, such as 80x24"),
    ("80", "A size is COLUMNSxROWS, such as 80x24"),
  ])
  func `a screen that is printed has a size within the limits`(
    _ size: String, _ message: String
  ) throws {
    let run = try CommandRun("draw", "-e", "f = 1", "--size", size)
    #expect(run.status == 64)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(try CommandRun("draw", "-e", "f = 1", "--size", "1000x1000").status == 0)
  }

  @Test(arguments: [
    ["eval", "--iterations", "1000000000"], ["steps", "--iterations", "1000000000"],
    ["draw", "--step", "1000000000"], ["draw", "--keys", ":run<Space>1000000000<Enter>"],
    ["draw", "--keys", ":goto<Space>99999999<Enter>"], ["draw", "--keys", "99999r"],
    ["check"],
  ])
  func `Ctrl-C ends what a number has made long, where it is and with a sentence`(
    _ arguments: [String]
  ) throws {
    // Each iteration takes some time, and a promise asks for all of them.
    let terms = (0..<400).map { "tanh(w * \($0))" }.joined(separator: " + ")
    let file = try TemporaryFile(
      "param w = 1\nL = (\(terms)) ^ 2\nminimize L with sgd(lr = 0.0000001)\n"
        + "expect L = 1 after 1000000000\n")
    let terminal = try TestTerminal.start(
      TestTerminal.product(named: "backprop"),
      arguments: [arguments[0], file.path] + arguments.dropFirst(),
      columns: 100, rows: 30)
    if arguments[0] == "steps" {
      try terminal.waitFor("tanh(w")
    } else {
      try terminal.waitFor("iteration ")
    }
    try terminal.send("\u{3}")
    #expect(try terminal.waitForEnd().status == 130)
    let text = String(decoding: terminal.output, as: UTF8.self)
    #expect(text.contains("backprop: stopped "), "\(text.suffix(300))")
  }

  private static func grouped(_ number: Int) -> String {
    var text = String(number)
    var place = text.count - 3
    while place > 0 {
      text.insert(",", at: text.index(text.startIndex, offsetBy: place))
      place -= 3
    }
    return text
  }
}
