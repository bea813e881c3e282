#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What one program costs: its whole life, or the way to its first picture.
struct ProcessResult {
  let command: String
  /// `nil` if the program could not be started.
  let cost: (milliseconds: Double, megabytes: Double, bytes: Int)?
}

/// Programs run by `process-meter`, which lies next to this program.
struct ProcessBenchmark {
  /// What `process-meter` is asked for.
  enum End: String {
    case exit
    case frame
  }

  private let directory: String

  init() {
    let path = CommandLine.arguments[0]
    directory = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "./"
  }

  /// The program's version and one picture, against the least a process can cost.
  func startup(of program: String, drawing file: String) -> [ProcessResult] {
    measure(
      [[directory + "c-hello"], [program, "--version"], [program, "draw", file]], until: .exit,
      rounds: 31)
  }

  /// The program's first frame, against others known for starting fast.
  func firstFrame(of program: String, showing file: String) -> [ProcessResult] {
    measure([[program, file], ["less", file], ["tig"], ["btop"]], until: .frame, rounds: 11)
  }

  /// Runs all commands in turn, and takes the medians.
  private func measure(_ commands: [[String]], until end: End, rounds: Int) -> [ProcessResult] {
    var costs: [[(Double, Double, Int)]] = commands.map { _ in [] }
    for round in 0..<rounds {
      for (index, command) in commands.enumerated() where round == 0 || !costs[index].isEmpty {
        if let cost = run(command, until: end) { costs[index].append(cost) }
      }
    }
    return zip(commands, costs).map { command, costs in
      ProcessResult(
        command: command.joined(separator: " ").replacing(directory, with: ""),
        cost: costs.isEmpty
          ? nil
          : (costs.map(\.0).median, costs.map(\.1).median, costs[costs.count / 2].2))
    }
  }

  private func run(_ command: [String], until end: End) -> (Double, Double, Int)? {
    let words = [directory + "process-meter", end.rawValue] + command
    let line = words.map { "'" + $0.replacing("'", with: "'\\''") + "'" }.joined(separator: " ")
    guard let output = popen(line, "r") else { return nil }
    defer { pclose(output) }
    var buffer = [CChar](repeating: 0, count: 256)
    guard fgets(&buffer, Int32(buffer.count), output) != nil else { return nil }
    let text = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
    let parts = text.split(whereSeparator: \.isWhitespace)
    guard parts.count == 3, let milliseconds = Double(parts[0]), let kilobytes = Double(parts[1]),
      let bytes = Int(parts[2])
    else { return nil }
    return (milliseconds, kilobytes / 1024, bytes)
  }
}
