import ArgumentParser
import Learning

/// A way of looking for faults: it makes inputs by lot and tries what the program answers.
protocol Driver {
  /// What is tried, in a few words.
  static var abstract: String { get }
  /// How many inputs are tried before a release.
  static var wholeCount: Int { get }
  /// The processor time that an answer may take in this process; `nil` where another one answers.
  static var secondsForAnAnswer: Int? { get }
  /// The pieces of an input that can be left out to make it smaller; none where it stays as it is.
  static func pieces(of input: [UInt8]) -> [ArraySlice<UInt8>]

  /// Why nothing can be tried on this machine; `nil` where it can.
  static func obstacle(_ settings: Settings) -> String?

  init(_ settings: Settings) throws
  /// The input with a number; `nil` if there are no more. `random` depends on nothing but the seed and
  /// the number.
  mutating func input(_ number: Int, _ random: inout RandomNumbers) throws -> [UInt8]?
  /// Tries one input; throws a `Fault` where the answer is wrong.
  mutating func attempt(_ input: [UInt8]) throws
  /// What was found on the way: counts and the worst figure.
  var figures: String { get }
  /// Throws what is wrong with all answers together.
  func finish(afterTrying count: Int) throws
}

extension Driver {
  static var secondsForAnAnswer: Int? { nil }
  static func pieces(of input: [UInt8]) -> [ArraySlice<UInt8>] { [] }
  static func obstacle(_ settings: Settings) -> String? { nil }
  func finish(afterTrying count: Int) throws {}
}

/// What is wrong with an answer.
struct Fault: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

/// Throws a fault unless a condition holds.
func demand(_ condition: Bool, _ claim: @autoclosure () -> String) throws {
  if !condition { throw Fault(claim()) }
}

/// The drivers by their names.
enum DriverName: String, CaseIterable, ExpressibleByArgument {
  case files, tables, advice, keys, terminal, faults, jax, optimizers, memory

  var driver: any Driver.Type {
    switch self {
    case .files: DamagedFiles.self
    case .tables: DamagedTables.self
    case .advice: WrongTokens.self
    case .keys: KeyScripts.self
    case .terminal: TerminalSessions.self
    case .faults: FaultyCalls.self
    case .jax: ProgramsAgainstJAX.self
    case .optimizers: Optimizers.self
    case .memory: LittleMemory.self
    }
  }
}

extension RandomNumbers {
  /// The numbers that an input is made of.
  init(seed: UInt64, input number: Int) {
    // An odd factor gives each input its own seed.
    self.init(seed: seed &+ UInt64(number + 1) &* 0xD1B5_4A32_D192_ED03)
  }

  /// One of some elements.
  mutating func one<Element>(of elements: [Element]) -> Element { elements[below(elements.count)] }

  /// Whether something happens that happens once in so many times.
  mutating func once(in times: Int) -> Bool { below(times) == 0 }
}
