import Backpropagation
import Debugging
import ExpressionLanguage
import GraphPicture
import Sentences

// Commands that are typed after `:`.
extension Command {
  /// The name typed for each command, without aliases.
  package static let names = allCases.filter { $0 != .commandLine }.compactMap(\.row.names.first)

  /// The command that was typed and the words after it; `nil` where there is no such command.
  static func typed(_ text: String) throws(Refusal) -> (Command, Arguments)? {
    let words = text.split(separator: " ").map(String.init)
    guard let name = words.first else { return nil }
    if words.count == 1, Int(name) != nil { return (.goTo, Arguments(words: words)) }
    guard let (command, row) = table.first(where: { $0.row.names.contains(name) }) else {
      throw Refusal("there is no command '\(name)'; ? lists the keys, Tab completes")
    }
    let arguments = Arguments(words: Array(words.dropFirst()))
    if row.usage == nil, !arguments.words.isEmpty {
      throw Refusal("nothing stands behind :\(name)")
    }
    return (command, arguments)
  }

  /// The candidates for the last word of `text`, which is being typed.
  static func candidates(_ text: String, in debugger: Debugger) -> [String] {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    let last = words.last.map(String.init) ?? ""
    var all = names
    if words.count > 1 {
      let row = table.map(\.row).first { $0.names.first == String(words[0]) }
      all = row?.completion?(Array(words.dropFirst().dropLast()), debugger) ?? []
    }
    return all.filter { $0.hasPrefix(last) }
  }
}

/// The candidates after the words of a command.
enum Completions {
  package static let names: CommandRow.Completion = { words, debugger in
    words.isEmpty ? named(debugger) : []
  }

  static let places: CommandRow.Completion = { words, debugger in
    words.isEmpty ? named(debugger) + Phase.allCases.map(\.name) + ["end"] : []
  }

  static let settable: CommandRow.Completion = { words, debugger in
    words.isEmpty ? ["lr", "decimals"] + named(debugger) : []
  }

  static let run: CommandRow.Completion = { words, debugger in
    switch words {
    case []: ["until"]
    case ["until"]: RunCondition.names(in: debugger.file, debugger.timeline.training)
    default: []
    }
  }

  static let breakpoint: CommandRow.Completion = { words, debugger in
    switch words {
    case []: named(debugger) + ["grad", "nan", "loss"]
    case ["grad"]: named(debugger)
    case ["loss"]: ["rises"]
    default: []
    }
  }

  static let breakpoints: CommandRow.Completion = { words, debugger in
    words.isEmpty ? debugger.breakpoints.entries.map { String($0.number) } + ["all"] : []
  }

  static let bug: CommandRow.Completion = { words, debugger in
    let kinds = Bug.Kind.allCases
    switch words.count {
    case 0: return kinds.map(\.name) + ["random", "guess", "off"]
    case 1 where words[0] == "guess": return kinds.map(\.name)
    case 1 where kinds.contains { $0.name == words[0] && $0.takesNode }: return named(debugger)
    case 2 where words[0] == "guess": return named(debugger)
    default: return []
    }
  }

  static let levels: CommandRow.Completion = { words, _ in
    words.isEmpty ? PictureForm.allCases.map(\.name) + ["auto"] : []
  }

  private static func named(_ debugger: Debugger) -> [String] {
    debugger.document.definitions.map(\.name)
  }
}
