import Foundation
import TestSupport
import TestTerminal
import Testing

/// Hostile text through every way into the program: nothing of it commands the terminal, turns a line
/// around, cannot be seen, or looks like a line of the program's own.
@Suite struct ForeignTextTests {
  /// What must not come out as it went in.
  static let sequences: [(name: String, bytes: [UInt8])] = [
    ("the title of the window", Array("\u{1B}]0;PWN\u{7}".utf8)), ("C1", Array("\u{9B}2J".utf8)),
    ("C0", Array((1..<0x20).filter { $0 != 10 })), ("DEL", [0x7F]), ("NEL", [0xC2, 0x85]),
    ("a line", Array("\nFAKE: error: \u{2028}\u{2029}".utf8)),
    ("directions", Array("\u{202E}\u{2067}\u{200F}\u{61C}".utf8)),
    ("what cannot be seen", Array("a\u{200D}\u{200B}\u{FE0F}\u{E0041}\u{AD}\u{FEFF}".utf8)),
    ("half a character", [0xE2, 0x80]), ("bytes", [0x9B, 0x32, 0x4A, 0xFF, 0xC0, 0x80]),
    ("half of a pair", [0xED, 0xA0, 0x80]),
  ]

  /// Lines of the shell, in which `$P` is the program, `$H` hostile text, and `hostile` prints it.
  static let ways: [String] =
    [
      "eval", "eval --json", "check", "check --json", "steps", "steps --json", "compare --plain",
      "compare --json", "draw", "draw --json", "draw --keys 'cc?'", "quiz --plain",
      "quiz --plain --json", "train --iterations 3", "train --iterations 3 --json", "show",
    ].flatMap { verb in
      [
        // The name of a file that is there, of one that is wrong, of one that is not there.
        "printf 'x = 2\\nf = x^2\\n' > \"g$H\"; \"$P\" \(verb) \"./g$H\"",
        "printf 'f = (x\\n' > \"g$H\"; \"$P\" \(verb) \"g$H\"", "\"$P\" \(verb) \"./g$H\"",
      ]
    } + [
      // Arguments.
      "\"$P\" \"--$H\"", "\"$P\" \"$H\"", "\"$P\" eval \"--x=$H\" net2", "\"$P\" eval net2 \"-$H\"",
      "\"$P\" eval net2 --set \"$H=1\"", "\"$P\" eval net2 --set \"x=$H\"",
      "\"$P\" eval net2 --set \"$H\"", "\"$P\" eval net2 --iterations \"$H\"",
      "\"$P\" eval -e \"$H\"", "\"$P\" eval -e \"f = 3 # $H\"", "\"$P\" draw net2 --keys \"<$H>\"",
      "\"$P\" draw net2 --keys \":$H\"", "\"$P\" draw net2 --keys \":$H<Enter>\"",
      "\"$P\" draw net2 --keys \":goto $H<Enter>\" --json", "\"$P\" draw net2 --size \"$H\"",
      "\"$P\" draw net2 --phase \"$H\"", "\"$P\" draw -e 'f = x^2' --set \"x=$H\"",
      "\"$P\" show net2 --at \"$H\"", "\"$P\" show net2 --palette \"$H\"",
      "\"$P\" show net2 --replay \"$H\"", "\"$P\" show net2 --record \"./$H/none\"",
      "\"$P\" show net2 --replay net2 --pace \"$H\"", "\"$P\" course \"$H\" --text",
      "\"$P\" train net2 --iterations 2 --save \"./s$H\"", "\"$P\" train net2 --start \"$H\"",
      "\"$P\" train net2 --iterations 2 --save \"/dev/null/$H\"", "\"$P\" quiz net2 --phase \"$H\"",
      // What stands in a file.
      "{ printf 'x'; hostile; printf ' = 2\\nf = x\\n'; } > f; \"$P\" eval f",
      "{ printf 'f = 3 # '; hostile; } > f; \"$P\" eval f",
      "{ printf 'f = 3 # '; hostile; } > f; \"$P\" draw f --keys t",
      "{ printf 'A = csv(\"'; hostile; printf '\")\\nf = sum(A)'; } > f; \"$P\" check f",
      "{ hostile; printf 'f = 2'; } | \"$P\" eval -", "{ hostile; } > f; \"$P\" show --replay f",
      "{ printf '# backprop recording 1, 80x24, '; hostile; } > f; \"$P\" show --replay f",
      "{ printf '# backprop recording 1, 8x2, net2\\n<'; hostile; } > f; \"$P\" --replay f",
      "{ hostile; printf '\\n\\n\\n'; } | \"$P\" quiz net2 --plain --questions 2",
      // Rows of data, and the names of their columns.
      "{ printf '1,'; hostile; printf '\\n'; } > d; \"$P\" eval -e 'A = csv(\"d\"); f = sum(A)'",
      "{ printf '1,\"'; hostile; printf '\"\\n'; } > d; \"$P\" eval -e 'A = csv(\"d\"); f = sum(A)'",
      "{ printf 'x,'; hostile; printf '\\n1,x\\n'; } > d; \"$P\" eval -e 'A = csv(\"d\"); f = sum(A)'",
      "{ printf 'x,'; hostile; printf ',y\\n1,2,a\\n1,3,b\\n'; } > d; "
        + "\"$P\" eval -e 'data d = csv(\"d\", label = z); f = sum(d.x)'",
      "{ printf 'x,y\\n1,a'; hostile; printf '\\n2,b\\n'; } > d; "
        + "\"$P\" eval -e 'data d = csv(\"d\", label = y); f = sum(d.x)'",
    ]
    // The environment.
    + [
      "TERM", "EDITOR", "VISUAL", "HOME", "LINES", "COLUMNS", "ESCDELAY", "NO_COLOR", "TERMINFO",
      "LANG", "LC_ALL", "TMPDIR",
    ].flatMap { name in
      ["\(name)=\"$H\" \"$P\" eval net2", "\(name)=\"$H\" \"$P\" draw net2 --keys E"]
    }

  /// What a way prints for some hostile text.
  private func printed(_ way: String, _ bytes: [UInt8]) throws -> Data {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let octal = bytes.map { "\\" + String(Int($0) + 0o1000, radix: 8).dropFirst() }.joined()
    let script = """
      cd "$1" && hostile() { printf '\(octal)'; }
      H=$(hostile; printf x); H=${H%x}
      { \(way); } > .out 2>&1 < /dev/null
      """
    let run = try CommandRun(shell: "P=$0\n" + script, argument: folder.path)
    #expect(run.errors.isEmpty, "\(way): \(run.errors)")
    return try Data(contentsOf: folder.appending(path: ".out"))
  }

  /// What is wrong with some output, if anything is.
  private func mistake(in output: some Sequence<UInt8>) -> String? {
    guard let text = String(validating: Array(output), as: UTF8.self) else { return "no UTF-8" }
    for scalar in text.unicodeScalars where scalar != "\n" && scalar != "\t" {
      let properties = scalar.properties
      switch properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        return "U+" + String(scalar.value, radix: 16)
      default:
        if properties.isDefaultIgnorableCodePoint { return "U+" + String(scalar.value, radix: 16) }
      }
    }
    return text.contains("\nFAKE") || text.hasPrefix("FAKE") ? "a line that is not its own" : nil
  }

  @Test(arguments: ways)
  func `nothing foreign commands a terminal or looks like something else`(_ way: String) throws {
    let all = Self.sequences.reduce(into: [UInt8]()) { $0 += $1.bytes }
    let text = Self.sequences.prefix { $0.name != "half a character" }
      .reduce(into: [UInt8]()) { $0 += $1.bytes }
    // In the files themselves lines are lines.
    let some = Soak.isOn ? Self.sequences.map(\.bytes) : []
    for bytes in [all, text] + some {
      let output = try printed(way, way.contains("hostile;") ? bytes.filter { $0 != 10 } : bytes)
      #expect(!output.isEmpty)
      let mistake = mistake(in: output)
      #expect(
        mistake == nil, "\(way) → \(String(decoding: output, as: UTF8.self).debugDescription)")
    }
  }

  @Test func `on a screen the only sequences are those of the screen`() throws {
    let all = Self.sequences.reduce(into: [UInt8]()) { $0 += $1.bytes }
    let octal = all.map { "\\" + String(Int($0) + 0o1000, radix: 8).dropFirst() }.joined()
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = TestTerminal.product(named: "backprop").path
    let script = """
      cd '\(folder.path)'; H=$(printf '\(octal)x'); H=${H%x}
      printf 'x = 2\\nf = x^2\\n' > "g$H.expr"
      EDITOR="$H" exec '\(program)' "./g$H.expr" --record "k$H"
      """
    let terminal = try TestTerminal.start(URL(filePath: "/bin/sh"), arguments: ["-c", script])
    try terminal.waitFor("ready   iteration 0")
    #expect(terminal.screen.lines[0].contains(#"\u{1b}]0;PWN\u{7}"#))
    // As keys, as a paste, as the name of a variable.
    try terminal.send(":\u{9B}2J\u{202E}\u{200D}\u{301}\u{2028}x\r")
    try terminal.waitFor("there is no command")
    try terminal.send(":\u{1B}[200~\u{1B}]0;PWN\u{7}\u{9B}2J\u{3}\u{202E}\u{2028}y\u{1B}[201~\r")
    try terminal.waitFor("0;PWN")
    try terminal.send("E")
    try terminal.waitFor("its name has controls in it")
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
    #expect(mistake(in: Self.withoutSequences(terminal.output)) == nil)
    // The recording has it in codes as well, and opens the file again.
    let again = try TestTerminal.start(
      URL(filePath: "/bin/sh"),
      arguments: ["-c", "cd '\(folder.path)'; exec '\(program)' --replay k*"])
    try again.waitFor("replay 0 of")
    try again.send("\u{1B}q")
    #expect(try again.waitForEnd() == .exited(0))
  }

  /// The output without the sequences that a screen is drawn with, and the ends of its lines.
  private static func withoutSequences(_ output: [UInt8]) -> [UInt8] {
    var rest = output[...]
    var kept: [UInt8] = []
    while let byte = rest.popFirst() {
      if byte == 0x1B, rest.first == UInt8(ascii: "[") {
        rest = rest.dropFirst().drop { !(0x40...0x7E).contains($0) }.dropFirst()
      } else if ![7, 8, 13].contains(byte) {
        kept.append(byte)
      }
    }
    return kept
  }
}
