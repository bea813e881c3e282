import ArgumentParser
import Foundation
import Learning

/// Runs a driver in a process of its own, and tells of the input at which it ended.
struct Supervisor {
  let name: String
  let driver: any Driver.Type
  let settings: Settings

  /// Where inputs that show a fault are kept.
  private static let folder = URL(filePath: ".build/soak")
  /// How many smaller inputs are tried, and for how long.
  private static let mostAttempts = 500
  private static let longestSearch = Duration.seconds(120)

  func run() throws {
    let progress = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data().write(to: progress)
    defer { try? FileManager.default.removeItem(at: progress) }
    if let obstacle = driver.obstacle(settings) { return say("\(name): skipped, \(obstacle)") }
    say("\(name): \(driver.abstract), seed \(settings.seed)")
    var arguments = ["--first", "\(settings.first)", "--progress", progress.path]
    if let count = settings.count { arguments += ["--count", "\(count)"] }
    if let seconds = settings.seconds { arguments += ["--seconds", "\(seconds)"] }
    let ending = try process(arguments, isQuiet: false)
    guard ending != .exited(0) else { return }
    let number = try Data(contentsOf: progress).withUnsafeBytes { bytes in
      bytes.count < MemoryLayout<Int>.size ? nil : bytes.loadUnaligned(as: Int.self)
    }
    if let number, number >= 0 {
      try report(number, ending)
    } else {
      complain("\(name): \(ending.words)")
    }
    throw ExitCode.failure
  }

  /// Says at which input the worker ended, and keeps the smallest one that ends it, too.
  private func report(_ number: Int, _ ending: Ending) throws {
    complain("\(name): input \(number) of seed \(settings.seed): \(ending.words)")
    complain("  again: backprop-soak \(name) --seed \(settings.seed) --first \(number) --count 1")
    var maker = try driver.init(settings)
    var random = RandomNumbers(seed: settings.seed, input: number)
    guard let input = try maker.input(number, &random) else { return }
    let file = Self.folder.appending(path: "\(name)-\(settings.seed)-\(number)")
    try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
    try Data(smallest(input, file)).write(to: file)
    complain("  smallest: backprop-soak \(name) --input \(file.relativePath)")
    _ = try process(["--input", file.path], isQuiet: false)
  }

  /// The input without all pieces that are not needed for the fault (Zeller's ddmin).
  private func smallest(_ input: [UInt8], _ file: URL) throws -> [UInt8] {
    var pieces = driver.pieces(of: input)
    var attempts = 0
    let deadline = ContinuousClock.now + Self.longestSearch
    func isFaulty(_ pieces: [ArraySlice<UInt8>]) throws -> Bool {
      attempts += 1
      try Data(pieces.joined()).write(to: file)
      return try process(["--input", file.path], isQuiet: true) != .exited(0)
    }
    guard !pieces.isEmpty, try isFaulty(pieces) else { return input }
    var length = max(1, pieces.count / 2)
    while true {
      var start = 0
      var hasShrunk = false
      while start < pieces.count {
        if attempts >= Self.mostAttempts || .now > deadline { return Array(pieces.joined()) }
        var fewer = pieces
        fewer.removeSubrange(start..<min(pieces.count, start + length))
        if try isFaulty(fewer) {
          pieces = fewer
          hasShrunk = true
        } else {
          start += length
        }
      }
      if length == 1, !hasShrunk { return Array(pieces.joined()) }
      length = max(1, length / 2)
    }
  }

  /// How a process ended.
  private enum Ending: Hashable {
    case exited(Int32)
    case signalled(Int32)

    var words: String {
      switch self {
      case .exited(let status): "a wrong answer (status \(status))"
      case .signalled(SIGPROF): "no answer within the limit of processor time"
      case .signalled(let number): "a crash, by signal \(number)"
      }
    }
  }

  private func process(_ arguments: [String], isQuiet: Bool) throws -> Ending {
    let process = Process()
    process.executableURL = URL(filePath: CommandLine.arguments[0]).absoluteURL
    process.arguments = [name] + settings.arguments + arguments
    if isQuiet {
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
    }
    try process.run()
    process.waitUntilExit()
    return process.terminationReason == .exit
      ? .exited(process.terminationStatus) : .signalled(process.terminationStatus)
  }

  private func say(_ text: String) { FileHandle.standardOutput.write(Data((text + "\n").utf8)) }

  private func complain(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }
}
