import ArgumentParser
import Foundation

/// Looks for faults: each driver tries many inputs drawn by lot and ends at the first wrong answer,
/// with the smallest input that shows it and the command that repeats it.
@main
struct BackpropSoak: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backprop-soak",
    abstract: "Try many inputs, until one is answered wrongly.",
    discussion: DriverName.allCases.map { "\($0.rawValue): \($0.driver.abstract)" }
      .joined(separator: "\n"))

  @Argument(help: "What is tried: \(DriverName.allCases.map(\.rawValue).joined(separator: ", ")).")
  var driver: DriverName
  @OptionGroup var settings: Settings
  @Option(help: "Try the one input in this file.") var input: String?
  @Option(help: "Print the messages of so many inputs of 'advice', drawn by lot, to be read.")
  var list: Int?
  @Option(help: .hidden) var progress: String?

  func run() throws {
    let driver = driver.driver
    if let list {
      print(WrongTokens.list(list, seed: settings.seed))
    } else if let input {
      try Worker.attempt(Array(Data(contentsOf: URL(filePath: input))), by: driver, settings)
    } else if let progress {
      try Worker.work(driver, settings, progress: progress)
    } else {
      try Supervisor(name: self.driver.rawValue, driver: driver, settings: settings).run()
    }
  }
}

/// How much is tried, and on what.
struct Settings: ParsableArguments {
  @Option(help: "How many inputs; without it, as many as are tried before a release.")
  var count: Int?
  @Option(help: "End after so many seconds, however many inputs were tried.")
  var seconds: Double?
  @Option(help: "The seed of all that is drawn by lot: the same seed, the same inputs.")
  var seed: UInt64 = 1
  @Option(help: "The number of the first input.") var first = 0
  @Option(help: "The program that is run, if the one beside this one is not meant.")
  var program: String?
  @Option(help: "The folder of the drivers, where it is not below this one.")
  var sources = "Tests/Soak"
  @Option(help: "The Python that has JAX.") var python = "python3"

  /// The program that is tried.
  var backprop: URL {
    program.map { URL(filePath: $0).absoluteURL }
      ?? URL(filePath: CommandLine.arguments[0]).absoluteURL.deletingLastPathComponent()
      .appending(path: "backprop")
  }

  /// The arguments that say the same, for another process.
  var arguments: [String] {
    ["--seed", "\(seed)", "--python", python, "--sources", sources]
      + (program.map { ["--program", $0] } ?? [])
  }
}
