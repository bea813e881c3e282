import Foundation
import Learning

/// Large and hostile files where memory is short: the program ends with an answer, a message or a
/// statement that memory has run out, and never in silence.
struct LittleMemory: Driver {
  static let abstract = "large files and verbs where memory is short"
  static let wholeCount = 400

  /// Files that ask for much, by their names.
  private static let files: [(name: String, text: @Sendable () -> String)] = [
    ("small.expr", { "param w = 2\nf = (w - 3)^2\nminimize f with adam(lr = 0.1)\n" }),
    ("large-array.expr", { "param W = randn(2000, 2000)\nf = sum(W @ W)\n" }),
    ("larger-arrays.expr", { "A = zeros(4000, 4000)\nB = A + 1\nC = B * A\nf = sum(C)\n" }),
    (
      "many-gates.expr",
      {
        "f0(a) = a + a\n"
          + (1...60).map { "f\($0)(a) = f\($0 - 1)(f\($0 - 1)(a))\n" }.joined() + "y = f60(1)\n"
      }
    ),
    ("deep.expr", { "x = 1\nf = " + String(repeating: "(", count: 200_000) + "x\n" }),
    ("long-sum.expr", { "x = 1\nf = x" + String(repeating: " + x", count: 300_000) + "\n" }),
    ("many-names.expr", { (0..<60_000).map { "n\($0) = \($0)\n" }.joined() }),
    ("many-mistakes.expr", { String(repeating: "f = = 2x (\n", count: 100_000) }),
    ("long-word.expr", { String(repeating: "x", count: 5_000_000) + "\n" }),
    ("rows.expr", { "data d = csv(\"rows.csv\")\nf = mean(d.x)\n" }),
    (
      "rows.csv",
      {
        let row = (0..<20).map { "\($0).5" }.joined(separator: ",") + "\n"
        return String(repeating: row, count: 100_000)
      }
    ),
  ]
  private static let verbs = [
    ["eval"], ["eval", "--json"], ["check"], ["steps"], ["train", "--iterations", "20"],
    ["draw", "--keys", "ccnLHKW"], ["draw", "--size", "2000x2000"], ["quiz", "--plain"],
    ["compare", "--plain", "--iterations", "20"],
  ]
  /// The address space in megabytes; the program without a file takes some tens of them.
  private static let limits = [100, 150, 200, 300, 500, 1_000]

  private let program: URL
  /// The processor time for each run.
  private let seconds: Int
  private let folder: URL
  private var endings: [String: Int] = [:]

  init(_ settings: Settings) throws {
    program = settings.backprop
    seconds = settings.seconds == nil ? 60 : 4
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in Self.files {
      try Data(text().utf8).write(to: folder.appending(path: name))
    }
  }

  static func obstacle(_ settings: Settings) -> String? {
    #if os(Linux)
      nil
    #else
      "the address space is limited on Linux only"
    #endif
  }

  func input(_ number: Int, _ random: inout RandomNumbers) -> [UInt8]? {
    let file = random.one(of: Self.files.map(\.name).filter { $0.hasSuffix(".expr") })
    let verb = random.one(of: Self.verbs)
    let limit = random.one(of: Self.limits)
    return Array("\(limit) \(verb[0]) \(file) \(verb.dropFirst().joined(separator: " "))".utf8)
  }

  mutating func attempt(_ input: [UInt8]) throws {
    let line = String(decoding: input, as: UTF8.self)
    let words = line.split(separator: " ").map(String.init)
    guard let limit = words.first.flatMap(Int.init) else { throw Fault("no limit: \(line)") }
    // What takes long where memory suffices is no fault here.
    let run = try Run(
      URL(filePath: "/bin/sh"),
      [
        "-c", "ulimit -v \(limit * 1024) && ulimit -S -t \(seconds) && exec \"$0\" \"$@\"",
        program.path,
      ] + words.dropFirst(), in: folder)
    switch run.status {
    case 0: endings["answered", default: 0] += 1
    case 128 + SIGXCPU:
      endings["stopped because it took too long", default: 0] += 1
    case 1..<128 where !run.errors.isEmpty || run.status == 1:
      endings["refused in words", default: 0] += 1
    case _ where ["bytes of memory", "ut of memory"].contains(where: run.errors.contains):
      endings["out of memory, said", default: 0] += 1
    default: throw Fault("\(line): status \(run.status) and '\(run.errors.prefix(300))'")
    }
  }

  var figures: String {
    endings.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
  }

  func finish(afterTrying count: Int) {
    try? FileManager.default.removeItem(at: folder)
  }
}
