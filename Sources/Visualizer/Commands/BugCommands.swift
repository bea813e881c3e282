import Backpropagation
import ComputationGraph
import Debugging
import ExpressionLanguage
import Sentences

// The commands after `:bug`.
extension Deeds {
  static let bugUsage = ":bug NAME, :bug NAME GATE, :bug random 7, :bug guess NAME GATE, :bug off"

  /// Carries out the words typed after `:bug`.
  static let changeBug: CommandRow.Deed = { (debugger, arguments) throws(Refusal) in
    let words = arguments.words
    switch (words.first, words.count) {
    case ("off", 1): return try debugger.endBug()
    case ("guess", 1): throw Refusal("which mistake is it? :bug guess NAME GATE")
    case ("guess", 2...3):
      let node =
        words.count == 3 ? try node(named: words[2], debugger.document) : debugger.attention.focus
      return try debugger.answerBug(try kind(words[1]), at: node)
    case ("random", 1): return try debugger.startHiddenBug()
    case ("random", 2):
      guard let seed = UInt64(words[1]) else {
        throw Refusal("a seed is a whole number from 0 on, not '\(words[1])'")
      }
      return try debugger.startHiddenBug(seed: seed)
    case (let name?, 1...2):
      let kind = try kind(name)
      return try debugger.startBug(
        kind, at: words.count == 2 ? try node(named: words[1], debugger.file) : nil)
    default: throw Refusal("usage: \(bugUsage)")
    }
  }

  private static func kind(_ name: String) throws(Refusal) -> Bug.Kind {
    guard let kind = Bug.Kind(rawValue: name) else {
      throw Refusal("there is no mistake '\(name)'; B or :bug shows them")
    }
    return kind
  }

  private static func node(named name: String, _ document: Document) throws(Refusal) -> Node.ID {
    guard let node = document.node(named: name) else {
      throw .unknown(name, of: .bugLab)
    }
    return node
  }
}
