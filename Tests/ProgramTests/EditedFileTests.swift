import Foundation
import Testing
import TestTerminal

/// The real program while its file is edited, with editors of its own.
@Suite struct EditedFileTests {
  static let example = "x = -2\ny = 5\nz = -4\nq = x + y\nf = q * z\n"

  private func start(
    _ arguments: [String], editor: String? = nil, input: String? = nil
  ) throws -> TestTerminal {
    try TestTerminal.start(
      TestTerminal.product(named: "backprop"), arguments: arguments,
      environment: editor.map { ["EDITOR": $0] } ?? [:], input: input)
  }

  private func write(_ text: String, _ path: String) throws {
    // In place, as `echo` does; `Data.write` without options opens, cuts and writes.
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  @Test func `a file that is written, replaced, spoilt, removed and put back is followed`() throws {
    let file = try TemporaryFile(Self.example)
    let terminal = try start([file.path])
    try terminal.waitFor("ready   iteration 0")
    try terminal.send("c")
    try terminal.waitFor("-12.00")
    try write(Self.example.replacing("-4", with: "-5"), file.path)
    try terminal.waitFor("-15.00")
    try terminal.waitFor("graph.expr read again")
    // vim and others write another file and give it the name.
    try write(Self.example.replacing("-4", with: "-6"), file.path + ".new")
    #expect(rename(file.path + ".new", file.path) == 0)
    try terminal.waitFor("-18.00")
    try write(Self.example.replacing("x + y", with: "x + "), file.path)
    try terminal.waitFor("✗ error")
    try terminal.waitFor("-18.00")
    try write("", file.path)
    try terminal.waitFor("graph.expr: error: ")
    #expect(unlink(file.path) == 0)
    try terminal.waitFor("✗ gone")
    try write(Self.example.replacing("-4", with: "-7"), file.path)
    try terminal.waitFor("-21.00")
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.isRestored)
  }

  @Test func `the rows that a file names are followed, too`() throws {
    let file = try TemporaryFile("A = csv(\"rows.csv\")\nf = sum(A)\n")
    let rows = URL(filePath: file.path).deletingLastPathComponent().appending(path: "rows.csv").path
    try write("1,2\n3,4\n", rows)
    let terminal = try start([file.path])
    try terminal.waitFor("ready   iteration 0")
    try terminal.send("c")
    try terminal.waitFor("10.00")
    try write("1,2\n3,5\n", rows)
    try terminal.waitFor("11.00")
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
  }

  @Test func `an editor gets the line, and the file is read again when it ends`() throws {
    let file = try TemporaryFile(Self.example)
    let editor = try TemporaryFile(
      """
      #!/bin/sh
      echo "line $1 of a file"
      read answer
      sed 's/-4/-8/' "$2" > "$2.new" && mv "$2.new" "$2"
      """, name: "vi")
    #expect(chmod(editor.path, 0o755) == 0)
    let terminal = try start([file.path], editor: editor.path)
    try terminal.waitFor("ready   iteration 0")
    try terminal.send("ncE")
    try terminal.waitFor("line +5 of a file")
    #expect(!terminal.screen.isAlternate)
    terminal.resize(columns: 100, rows: 30)
    try terminal.send("done\r")
    try terminal.waitFor("-24.00")
    try terminal.waitFor("graph.expr read again")
    try terminal.waitUntil("the frame fills the larger screen") { $0.lines[0].count > 90 }
    try terminal.send("n")
    try terminal.waitFor("zero 1 of 1")
    terminal.signal(SIGTERM)
    #expect(try terminal.waitForEnd().status == 143)
    #expect(terminal.isRestored)
  }

  @Test(arguments: [
    ("false", "the editor 'false' ended with status 1"),
    ("no-such-editor", "there is no editor 'no-such-editor'"),
  ])
  func `an editor that fails is told of and nothing is lost`(
    _ editor: String, _ answer: String
  ) throws {
    let file = try TemporaryFile(Self.example)
    let terminal = try start([file.path], editor: editor)
    try terminal.waitFor("ready   iteration 0")
    try terminal.send("cE")
    try terminal.waitFor(answer)
    try terminal.waitFor("-12.00")
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(terminal.isRestored)
  }

  @Test func `what stands in no file says how to get one`() throws {
    let terminal = try start(["-e", Self.example.replacing("\n", with: ";")])
    try terminal.waitFor("ready   iteration 0")
    try terminal.send("E")
    try terminal.waitFor("write it into one, such as my.expr")
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
  }
}
