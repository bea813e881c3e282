import Foundation

/// What a program printed and how it ended.
struct Run {
  let output: String
  let errors: String
  /// As a shell reports it: 128 and the number of a signal, where one ended it.
  let status: Int32

  /// The time after which there is no end to be expected, however busy the machine.
  private static let longest = Duration.seconds(300)

  init(
    _ executable: URL, _ arguments: [String], environment: [String: String] = [:],
    in folder: URL? = nil, output: URL? = nil
  ) throws {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    if let folder { process.currentDirectoryURL = folder }
    // Files, because of two pipes one could fill while the other is read.
    let scratch = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let errorFile = scratch.appendingPathExtension("errors")
    let outputFile = output ?? scratch.appendingPathExtension("output")
    defer {
      try? FileManager.default.removeItem(at: errorFile)
      if output == nil { try? FileManager.default.removeItem(at: outputFile) }
    }
    for file in [outputFile, errorFile] { try Data().write(to: file) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.run()
    let deadline = ContinuousClock.now + Self.longest
    while process.isRunning {
      if .now > deadline {
        kill(process.processIdentifier, SIGKILL)
        throw Fault("no end within \(Self.longest): \(arguments.joined(separator: " "))")
      }
      usleep(1_000)
    }
    process.waitUntilExit()
    self.output = String(decoding: try Data(contentsOf: outputFile), as: UTF8.self)
    errors = String(decoding: try Data(contentsOf: errorFile), as: UTF8.self)
    let isSignal = process.terminationReason == .uncaughtSignal
    status = process.terminationStatus + (isSignal ? 128 : 0)
  }
}
