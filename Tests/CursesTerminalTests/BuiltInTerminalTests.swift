import Foundation
import TestTerminal
import Testing

/// What the program knows of terminals and characters by itself, where the computer knows less.
@Suite struct BuiltInTerminalTests {
  private static let sources = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/CCurses").standardizedFileURL

  private func output(of command: String, _ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [command] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `the entries in the program are those that can be read`() throws {
    let made = try output(of: "sh", Self.sources.appending(path: "terminals.sh").path)
    let compiled = Self.sources.appending(path: "Terminals.h")
    #expect(try String(contentsOf: compiled, encoding: .utf8) == made, "make terminals")
  }

  @Test(arguments: [
    "xterm", "xterm-256color", "tmux", "tmux-256color", "screen", "screen-256color", "linux",
    "vt100",
  ])
  func `an entry says nothing that the database does not say`(_ name: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: folder) }
    let source = Self.sources.appending(path: "Terminals.ti")
    _ = try output(of: "tic", "-x", "-o", folder.path, source.path)
    func capabilities(_ arguments: String...) throws -> Set<Substring> {
      let options = ["-x", "-1"] + arguments + [name]
      let text = try output(of: "sh", "-c", "infocmp \(options.joined(separator: " "))")
      let lines = text.split(separator: "\n").filter { $0.hasPrefix("\t") }
      return Set(lines.filter { !$0.hasSuffix("@,") })
    }
    let ours = try capabilities("-A", folder.path)
    let known = try capabilities()
    #expect(ours.count > 20)
    if !known.isEmpty { #expect(ours.subtracting(known) == []) }
  }

  @Test func `a locale that is named and not installed still says UTF-8`() throws {
    let terminal = try TestTerminal.start(
      TestTerminal.product(named: "terminal-probe"), environment: ["LC_ALL": "nowhere.utf8@x"])
    try terminal.waitFor("size: 80×24")
    try terminal.send("q")
    #expect(try terminal.waitForEnd() == .exited(0))
  }
}
