import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences

/// What is asked of the bug lab by a key of its list.
enum BugRequest: Hashable, Sendable {
  /// Switch a kind on, or say that it is this one.
  case choose(Bug.Kind)
  case random
  case off
}

// The commands behind `:bug`.
extension CommandWords {
  static let bugUsage = ":bug NAME, :bug NAME GATE, :bug random 7, :bug guess NAME GATE, :bug off"

  /// Carries out what was typed behind `:bug`.
  static func changeBug(
    _ words: [String], in session: inout Session
  ) throws(Refusal) -> Note {
    switch (words.first, words.count) {
    case ("off", 1): return try session.endBug()
    case ("guess", 1): throw Refusal("which mistake is it? :bug guess NAME GATE")
    case ("guess", 2...3):
      let node = words.count == 3 ? try node(named: words[2], session.document) : session.focus
      return try session.answerBug(try kind(words[1]), at: node)
    case ("random", 1): return try session.startHiddenBug()
    case ("random", 2):
      guard let seed = UInt64(words[1]) else {
        throw Refusal("a seed is a whole number from 0 on, not '\(words[1])'")
      }
      return try session.startHiddenBug(seed: seed)
    case (let name?, 1...2):
      let kind = try kind(name)
      return try session.startBug(
        kind, at: words.count == 2 ? try node(named: words[1], session.file) : nil)
    default: throw Refusal("usage: \(bugUsage)")
    }
  }

  private static func kind(_ name: String) throws(Refusal) -> Bug.Kind {
    guard let kind = Bug.Kind(rawValue: name) else {
      throw Refusal("there is no mistake '\(name)'; B or :bug shows them")
    }
    return kind
  }

  private static func node(
    named name: String, _ document: Document
  ) throws(Refusal) -> Node.ID {
    guard let node = document.node(named: name) else {
      throw Refusal("nothing here is called '\(name)'; usage: \(bugUsage)")
    }
    return node
  }
}

// What would change the right numbers or compute with them, and so has to wait.
extension Command {
  /// Why this cannot be done while a mistake is on; `nil` if it can.
  var refusalInBugLab: String? {
    switch self {
    case .edit, .undo, .redo: Self.valuesStay
    case .nudge, .rates, .predict: Self.wouldBeRight
    case .toggleGate, .openAll, .closeAll: Self.gatesStay
    default: nil
    }
  }

  fileprivate static let valuesStay =
    "values stay as they are while a mistake is on; :bug off first"
  fileprivate static let wouldBeRight = "that is computed without the mistake only; :bug off first"
  fileprivate static let gatesStay = "gates stay as they are while a mistake is on; :bug off first"
}

extension CommandWords {
  /// Why a command cannot be carried out while a mistake is on; `nil` if it can.
  static func refusalInBugLab(_ words: [String]) -> String? {
    switch words.first {
    case "set" where words.count > 1 && !["lr", "decimals"].contains(words[1]), "reset":
      Command.valuesStay
    case "rates", "path": Command.wouldBeRight
    case "open", "close": Command.gatesStay
    default: nil
    }
  }
}
