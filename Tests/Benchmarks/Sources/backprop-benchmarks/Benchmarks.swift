#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Prints ratios and never fails on time: a busy machine is not an error.
@main
struct Benchmarks {
  static let usage = """
    backprop-benchmarks [--json] [--program PATH FILE] [--first-frame PATH FILE] [tape] [timeline]
                        [networks] [training]

      --program PATH FILE      `PATH --version` and `PATH draw FILE`, against hello in C
      --first-frame PATH FILE  `PATH FILE` in a terminal of 80x24 until its picture is complete
      timeline                 how long a position takes to be shown
      tape                     forward and backward passes, against a tape in C
      networks                 passes and updates of networks, against numpy with OpenBLAS
      training                 files with data, trained as the program does, against numpy
      --json                   one object per line instead of tables

    Without any of these: timeline, tape, networks and training.
    """

  static func main() throws {
    var arguments = CommandLine.arguments.dropFirst()
    let isJSON = arguments.contains("--json")
    arguments.removeAll { $0 == "--json" }
    if arguments.isEmpty { arguments = ["timeline", "tape", "networks", "training"] }
    while let part = arguments.popFirst() {
      switch (part, arguments.first, arguments.dropFirst().first) {
      case ("--program", let program?, let file?):
        report(ProcessBenchmark().startup(of: program, drawing: file), "Until the end")
          .show(isJSON)
        arguments.removeFirst(2)
      case ("--first-frame", let program?, let file?):
        report(ProcessBenchmark().firstFrame(of: program, showing: file), "Until the first picture")
          .show(isJSON)
        arguments.removeFirst(2)
      case ("timeline", _, _): report(try TimelineBenchmark.run()).show(isJSON)
      case ("tape", _, _): try runTape(isJSON)
      case ("networks", _, _):
        report(try NetworkBenchmark.run(), "Forward, backward and update of a network, one thread")
          .show(isJSON)
      case ("training", _, _): try runTraining(isJSON)
      default:
        print(usage)
        exit(part == "--help" ? 0 : 2)
      }
    }
  }

  private static func runTape(_ isJSON: Bool) throws {
    var results: [TapeResult] = []
    func run(_ workload: Workload) {
      var benchmark = TapeBenchmark(workload)
      results.append(benchmark.run())
    }
    run(try .micrograd())
    for gates in [1_000, 10_000, 100_000, 1_000_000] {
      run(try .chain(gates: gates))
      run(try .tree(gates: gates))
      run(try .random(gates: gates))
    }
    report(results).show(isJSON)
    let mean = exp(results.reduce(0) { $0 + log($1.ratio) } / Double(results.count))
    print(
      isJSON
        ? "{\"geometric mean of ratios\": \(mean)}"
        : "\ngeometric mean of the ratios: \(mean.rounded(toPlaces: 3))")
  }

  private static func runTraining(_ isJSON: Bool) throws {
    report(try TrainingBenchmark.run(), "An iteration of training, end to end, one thread")
      .show(isJSON)
    let (seconds, accuracy) = try TrainingBenchmark.runToTheEnd()
    Report(
      title: "The spiral to the end", columns: ["network", "updates", "seconds", "accuracy"],
      rows: [[.text("spiral-net.expr"), .count(10_000), .number(seconds), .number(accuracy)]]
    ).show(isJSON)
  }

  private static func report(_ results: [TapeResult]) -> Report {
    Report(
      title: "Forward and backward pass",
      columns: ["graph", "gates", "ns/gate", "C", "ratio", "bytes/gate", "freezing ns/gate"],
      rows: results.map {
        [
          .text($0.graph), .count($0.gates), .number($0.nanosecondsPerGate),
          .number($0.baselineNanosecondsPerGate), .number($0.ratio), .number($0.bytesPerGate),
          .number($0.freezingNanosecondsPerGate),
        ]
      })
  }

  private static func report(_ results: [TimelineResult]) -> Report {
    Report(
      title: "Positions of a timeline, 100,000 gates", columns: ["position", "ms", "passes"],
      rows: results.map { [.text($0.position), .number($0.milliseconds), .number($0.passes)] })
  }

  private static func report(_ results: [NetworkResult], _ title: String) -> Report {
    Report(
      title: title,
      columns: ["network", "ms", "numpy", "ratio"],
      rows: results.map { result in
        [.text(result.network), .number(result.milliseconds)]
          + (result.baselineMilliseconds.map { [.number($0), .number(result.milliseconds / $0)] }
            ?? [.missing, .missing])
      })
  }

  private static func report(_ results: [ProcessResult], _ title: String) -> Report {
    Report(
      title: title, columns: ["command", "ms", "peak MB", "bytes written"],
      rows: results.map { result in
        [.text(result.command + (result.cost == nil ? " (not installed)" : ""))]
          + (result.cost.map {
            [.number($0.milliseconds), .number($0.megabytes), .count($0.bytes)]
          } ?? [.missing, .missing, .missing])
      })
  }
}
