import Foundation
import Learning

/// Runs of the program in which one call of the system fails: what is written is afterwards the old or
/// the new, whole, or the program has said that it is not.
struct FaultyCalls: Driver {
  static let abstract = "calls of the system that fail, one at a time"
  /// More than there are: the driver ends when every call has failed in every way.
  static let wholeCount = 1_000_000

  /// Each way to fail, in the words of `faulty_calls.c`.
  private static let kinds = [
    "\(ENOSPC)", "\(EACCES)", "\(EINTR)", "\(EIO)", "short", "full", "kill",
  ]

  private let bench: FaultBench
  /// For each scenario how many calls it makes.
  private let callCounts: [Int]
  private var endings: [String: Int] = [:]

  init(_ settings: Settings) throws {
    var bench = try FaultBench(settings)
    callCounts = try FaultScenario.all.map { try bench.callCount(of: $0) }
    self.bench = bench
  }

  static func obstacle(_ settings: Settings) -> String? {
    #if os(Linux)
      nil
    #else
      "calls are made to fail on Linux only"
    #endif
  }

  /// Every call of every scenario in every way, in an order in which a part is spread over all.
  func input(_ number: Int, _ random: inout RandomNumbers) -> [UInt8]? {
    let total = callCounts.reduce(0, +) * Self.kinds.count
    guard number < total else { return nil }
    // A prime number of steps meets each case once, because it does not divide the total.
    let step = [7919, 7927, 7933].first { total % $0 != 0 } ?? 1
    var place = number * step % total
    let kind = Self.kinds[place % Self.kinds.count]
    place /= Self.kinds.count
    for (scenario, count) in zip(FaultScenario.all, callCounts) {
      if place < count { return Array("\(scenario.name)\n\(place + 1)\n\(kind)\n".utf8) }
      place -= count
    }
    return nil
  }

  mutating func attempt(_ input: [UInt8]) throws {
    let lines = String(decoding: input, as: UTF8.self).split(separator: "\n").map(String.init)
    guard lines.count == 3, let call = Int(lines[1]),
      let scenario = FaultScenario.all.first(where: { $0.name == lines[0] })
    else { throw Fault("not a scenario, a number of a call and a way to fail") }
    let ending = try bench.run(scenario, failing: call, kind: lines[2])
    endings[ending, default: 0] += 1
  }

  var figures: String {
    "\(FaultScenario.all.count) scenarios with \(callCounts.reduce(0, +)) calls; "
      + endings.sorted { $0.key < $1.key }.map { "\($0.value) times \($0.key)" }
      .joined(separator: ", ")
  }

  func finish(afterTrying count: Int) { bench.remove() }
}

/// Something that the program writes.
struct FaultScenario {
  let name: String
  /// What is run before, without faults: each a line of arguments.
  let before: [[String]]
  let arguments: [String]
  /// Whether the program is used on a terminal, and what is typed there.
  var keys: String?
  /// What saves, after `before`, each state that the program saves on its way to the last.
  var onTheWay: [[String]] = []

  /// What loads the training that is saved; `nil` where none is.
  var loading: [String]? {
    guard let place = arguments.firstIndex(of: "--save") else { return nil }
    return ["eval", arguments[1], "--json", "--load", arguments[place + 1]]
  }

  /// The folder into which is saved, and the file that is recorded.
  static let saved = "saved"
  static let recording = "keys.rec"

  static let all: [FaultScenario] = {
    let save = ["--save", saved]
    let train = ["train", "net2", "--iterations", "3"] + save
    let old = ["train", "net2", "--iterations", "1"] + save
    let other = ["train", "net3", "--iterations", "2"] + save
    let checkpoints = train + ["--checkpoint", "1"]
    let load = ["--load", saved]
    let first = [1, 2].map { ["train", "net2", "--iterations", "\($0)"] + save }
    func inPlace(_ count: String) -> [String] {
      ["train", "net2", "--iterations", count, "--save", "."]
    }
    let record = ["net2", "--record", recording]
    return [
      FaultScenario(name: "save into a new folder", before: [], arguments: train),
      FaultScenario(
        name: "save into a new folder of a new folder", before: [],
        arguments: ["train", "net2", "--iterations", "3", "--save", "\(saved)/deep/er"]),
      FaultScenario(name: "save over an earlier training", before: [old], arguments: train),
      FaultScenario(
        name: "save another file over an earlier training", before: [old],
        arguments: other),
      FaultScenario(
        name: "save checkpoints into a new folder", before: [], arguments: checkpoints,
        onTheWay: first),
      FaultScenario(
        name: "save checkpoints over another training", before: [other], arguments: checkpoints,
        onTheWay: first),
      FaultScenario(
        name: "go on with a training in its folder", before: [old], arguments: train + load),
      FaultScenario(
        name: "go on with a training in its folder, with checkpoints", before: [old],
        arguments: checkpoints + load, onTheWay: [first[1]]),
      FaultScenario(
        name: "go on with a training into a new folder", before: [old],
        arguments: ["train", "net2", "--iterations", "3", "--save", "\(saved)/more"] + load),
      FaultScenario(
        name: "save into the folder that one stands in", before: [], arguments: inPlace("3")),
      FaultScenario(
        name: "save over an earlier training in the folder that one stands in",
        before: [inPlace("1")], arguments: inPlace("3") + ["--format", "npy"]),
      FaultScenario(
        name: "save one archive over an earlier training", before: [old],
        arguments: train + ["--format", "npz"]),
      FaultScenario(name: "record into a new file", before: [], arguments: record, keys: "nnc"),
    ]
      + [
        "eval net2", "eval net2 --json", "steps spiral-net", "check net2", "train net2",
        "train net2 --json", "compare net2 --plain", "compare net2 --json", "draw net2",
        "draw net2 --json", "quiz net2 --plain", "quiz net2 --json", "course --list",
        "course net2 --text", "show net2", "--help", "--version",
      ].map {
        FaultScenario(
          name: $0, before: [], arguments: $0.split(separator: " ").map(String.init))
      }
  }()
}
