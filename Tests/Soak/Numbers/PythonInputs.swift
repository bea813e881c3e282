import Foundation
import Learning

/// Inputs that a Python program makes, many at a time, each with what another library makes of it in
/// its last line.
struct PythonInputs {
  private let settings: Settings
  private let script: URL
  private let arguments: (_ batch: Int) -> [String]
  private let folder: URL
  private var batch = -1
  /// The number of the input made last.
  private(set) var number = 0

  static let batchSize = 50

  /// The inputs of a script in `References`; `arguments` says which batch of them is meant.
  init(_ script: String, _ settings: Settings, arguments: @escaping (_ batch: Int) -> [String])
    throws
  {
    self.settings = settings
    self.script = URL(filePath: settings.sources).appending(path: "References/\(script)")
    self.arguments = arguments
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  }

  /// Why there are none; `nil` where there are.
  static func obstacle(_ settings: Settings) -> String? {
    let run = try? Run(
      URL(filePath: "/usr/bin/env"), [settings.python, "-c", "import jax, numpy, optax"])
    guard run?.status != 0 else { return nil }
    return "\(settings.python) has no jax and optax; "
      + "'pip install -r Tests/Soak/References/requirements.txt' installs them"
  }

  /// The input with a number.
  mutating func input(_ number: Int) throws -> [UInt8]? {
    self.number = number
    if number / Self.batchSize != batch {
      batch = number / Self.batchSize
      try? FileManager.default.removeItem(at: folder)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let run = try Run(
        URL(filePath: "/usr/bin/env"),
        [settings.python, script.path, folder.path] + arguments(batch)
      )
      try demand(run.status == 0, run.errors)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return Array(try Data(contentsOf: folder.appending(path: names[number % Self.batchSize])))
  }

  /// The end of the session: nothing is left behind.
  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// What the last line of an input says.
  static func reference<Reference: Decodable>(in input: [UInt8]) throws -> Reference {
    let text = String(decoding: input, as: UTF8.self)
    guard let line = text.split(separator: "\n").last, line.hasPrefix(mark) else {
      throw Fault("the input has no reference in its last line")
    }
    return try JSONDecoder().decode(Reference.self, from: Data(line.dropFirst(mark.count).utf8))
  }

  private static let mark = "# reference "
}

/// A driver whose inputs a Python program makes.
protocol ReferencedDriver: Driver {
  var inputs: PythonInputs { get set }
}

extension ReferencedDriver {
  static func obstacle(_ settings: Settings) -> String? { PythonInputs.obstacle(settings) }

  mutating func input(_ number: Int, _ random: inout RandomNumbers) throws -> [UInt8]? {
    try inputs.input(number)
  }
}

/// How far numbers are from those of a reference.
struct Distances {
  /// Above the rounding of any way to compute the same, far below a mistake in a formula.
  static let tolerance = 1e-9

  private(set) var worst = 0.0
  /// The numbers of the cases in which a change of the last bits of what goes in moves the reference more than is
  /// tolerated.
  private(set) var doubtful: [Int] = []

  /// Throws where an array is farther away than is tolerated, relative to the largest number of the
  /// reference; returns false where the reference itself moves more.
  mutating func accept(
    _ numbers: [Double], as expected: [Double], doubt: Double, _ what: String
  ) throws -> Bool {
    try demand(
      numbers.count == expected.count,
      "\(what) is made of \(numbers.count) numbers, not of \(expected.count)")
    let largest = expected.map(abs).max() ?? 0
    for (place, (number, expected)) in zip(numbers, expected).enumerated() where number != expected
    {
      let distance = abs(number - expected) / largest
      if distance <= Self.tolerance {
        worst = max(worst, distance)
      } else if doubt > Self.tolerance {
        return false
      } else {
        throw Fault(
          "\(what) is \(number), not \(expected), at place \(place) of \(numbers.count); the largest "
            + "is \(largest), and a last bit moves it by \(doubt)")
      }
    }
    return true
  }

  /// Notes that a case cannot be decided.
  mutating func doubt(_ number: Int) { doubtful.append(number) }

  /// Throws where too many cases cannot be decided.
  func finish(afterTrying count: Int) throws {
    try demand(
      doubtful.count * 50 <= max(count, 50), "of \(count) cases \(listed("")) are ill-conditioned")
  }

  /// How many cases of a kind cannot be decided, and their numbers.
  func listed(_ kind: String) -> String {
    let numbers = doubtful.isEmpty ? "" : " (\(doubtful.map(String.init).joined(separator: ", ")))"
    return "\(doubtful.count)" + kind + numbers
  }
}
