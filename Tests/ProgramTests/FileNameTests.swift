import Foundation
import TestTerminal
import Testing

/// Names of files are bytes: they need not be UTF-8, and may have line breaks in them.
@Suite struct FileNameTests {
  /// A folder that is gone when the test is over.
  private struct Folder: ~Copyable {
    let path: String

    init() throws {
      let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      path = folder.path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Runs a line of the shell here, in which `$P` is the program, and the names are not UTF-8.
    func run(_ line: String) throws -> CommandRun {
      try CommandRun(shell: "P=$0; \(script(line))", argument: path)
    }

    func script(_ line: String) -> String {
      "cd '\(path)'; D=$(printf 'd\\377\\nx'); D=${D%x}; F=$(printf '%s/caf\\351.expr' \"$D\"); \(line)"
    }

    func start(_ line: String) throws -> TestTerminal {
      let program = TestTerminal.product(named: "backprop").path
      return try TestTerminal.start(
        URL(filePath: "/bin/sh"), arguments: ["-c", script("P='\(program)'; \(line)")])
    }
  }

  static let prepared = """
    mkdir "$D"; printf '1,2\\n3,4\\n' > "$D/a.csv"; \
    printf 'param w = 1\\nA = csv("a.csv")\\nf = w*sum(A)\\nminimize f with sgd(lr = 0.5)\\n' > "$F"
    """

  @Test func `a name that is not UTF-8 opens, also that of a folder with rows`() throws {
    let folder = try Folder()
    let run = try folder.run(
      "\(Self.prepared); \"$P\" eval \"$F\" --json; \"$P\" check \"$F\"; cd \"$D\"; \"$P\" eval caf*"
    )
    #expect(run.errors == "")
    #expect(run.lines.first?.hasPrefix(#"{"file": "d\\xff\\n/caf\\xe9.expr", "output""#) == true)
    #expect(run.lines.dropFirst().first?.hasPrefix(#"d\xff\n/caf\xe9.expr: 0 of 0"#) == true)
    #expect(run.output.contains(#"caf\xe9.expr   iteration 0"#))
  }

  @Test func `messages name a file as its bytes are, on one line`() throws {
    let folder = try Folder()
    let run = try folder.run(
      "\(Self.prepared); \"$P\" eval \"$D/none\"; printf 'f = (' > \"$F\"; \"$P\" eval \"$F\"")
    #expect(
      run.errors.split(separator: "\n").map(String.init) == [
        #"d\xff\n/none: error: No such file or directory"#,
        #"d\xff\n/caf\xe9.expr:1:5: error: this '(' is never closed"#, "1 | f = (", "  |     ^",
      ])
  }

  @Test func `weights are saved into a folder whose name is not UTF-8, and saved over`() throws {
    let folder = try Folder()
    let run = try folder.run(
      """
      \(Self.prepared); for n in 1 2; do "$P" train "$F" --iterations $n --save "$D/s$D"; done
      cat "$D/s$D/w.csv"; echo; echo "$D"/s*/*
      """)
    #expect(run.errors == "")
    #expect(run.output.contains(#"saved in d\xff\n/sd\xff\n: w.csv, summary.json"#))
    #expect(run.output.contains("\n-9.0\n"), "\(run.output)")
  }

  @Test func `a file with such a name is watched, edited, recorded and played again`() throws {
    let folder = try Folder()
    let terminal = try folder.start(
      """
      \(Self.prepared); printf '#!/bin/sh\\nsed -i s/1,3/1,4/ "${1%%/*}/a.csv"\\n' > ed; chmod +x ed
      EDITOR=./ed exec "$P" "$F" --set w=3 --record "$D/k$D"
      """)
    try terminal.waitFor("ready   iteration 0")
    #expect(terminal.screen.lines[0].contains(#"caf\xe9.expr"#))
    try terminal.send("c")
    try terminal.waitFor("30.00")
    let change = try folder.run("printf '1,3\\n3,4\\n' > \"$D/a.csv\"")
    #expect(change.status == 0)
    try terminal.waitFor("33.00")
    try terminal.waitFor(#"caf\xe9.expr read again"#)
    try terminal.send("E")
    try terminal.waitFor("36.00")
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    let keys = try folder.run("cat \"$D/k$D\"")
    #expect(
      keys.output == "# backprop recording 1, 80x24, d\\xff\\n/caf\\xe9.expr\n# --set w=3.0\ncEq")

    let again = try folder.start("exec \"$P\" --replay \"$D/k$D\"")
    try again.waitFor("replay 0 of 3   next: c")
    try again.send(" ")
    try again.waitFor("36.00")
    try again.send("\u{1B}q")
    #expect(try again.waitForEnd() == .exited(0))
  }

  @Test func `a pipe that nobody reads is refused as a recording, and so is one that is read`()
    throws
  {
    let folder = try Folder()
    for reader in ["", "sleep 100 < \"$D\" & R=$!; ", "cat \"$D\" > /dev/null & R=$!; "] {
      let terminal = try folder.start(
        "rm -f \"$D\"; mkfifo \"$D\"; \(reader)\"$P\" net2 --record \"$D\"; echo \"[$?]\"; "
          + "test \"$R\" && kill $R 2>/dev/null")
      try terminal.waitFor("[73]")
      #expect(terminal.screen.text.contains("it is no file that keeps what is written"))
    }
  }
}
