import Foundation
import TestTerminal

/// What the program printed and how it ended, run without a terminal.
struct CommandRun {
  let output: String
  let errors: String
  let status: Int32

  var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// Runs `backprop` with arguments and `input` on standard input, in a folder of its own.
  init(_ arguments: String..., input: String = "") throws {
    try self.init(arguments: arguments, input: input)
  }

  init(arguments: [String], input: String = "") throws {
    try self.init(TestTerminal.product(named: "backprop"), arguments, input: input)
  }

  /// Runs a line of the shell, in which `"$0"` is `backprop` and `"$1"` the argument.
  init(shell line: String, argument: String = "") throws {
    let program = TestTerminal.product(named: "backprop").path
    try self.init(URL(filePath: "/bin/sh"), ["-c", line, program, argument], input: "")
  }

  private init(_ program: URL, _ arguments: [String], input: String) throws {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data(input.utf8))
    try stdin.fileHandleForWriting.close()
    output = String(decoding: try stdout.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    errors = String(decoding: try stderr.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    status = process.terminationStatus
  }
}

/// A file with some text that is gone when the test is over.
struct TemporaryFile: ~Copyable {
  let path: String

  init(_ text: String, name: String = "graph.expr") throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let url = folder.appending(path: name)
    try Data(text.utf8).write(to: url)
    path = url.path
  }

  deinit {
    try? FileManager.default.removeItem(
      at: URL(filePath: path).deletingLastPathComponent())
  }
}
