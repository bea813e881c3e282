import Foundation

/// What a program printed and how it ended.
struct Run {
  let output: String
  let errors: String
  let status: Int32

  init(_ executable: URL, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    let stdout = Pipe()
    // Errors go into a file: of two pipes one could fill while the other is read.
    let errorFile = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data().write(to: errorFile)
    defer { try? FileManager.default.removeItem(at: errorFile) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = stdout
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.run()
    output = String(decoding: try stdout.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    errors = try String(contentsOf: errorFile, encoding: .utf8)
    status = process.terminationStatus
  }
}

/// Why there is nothing to compare, in the words of the program that failed.
struct Failure: Error, CustomStringConvertible {
  let description: String
}
