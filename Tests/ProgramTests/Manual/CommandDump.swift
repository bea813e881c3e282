import Foundation

/// What the program itself says of its arguments: the one source of all words about options.
struct CommandDump: Decodable {
  let command: Command

  /// As `--experimental-dump-help` prints it.
  static let program: CommandDump? = {
    guard let run = try? CommandRun("--experimental-dump-help") else { return nil }
    return try? JSONDecoder().decode(CommandDump.self, from: Data(run.output.utf8))
  }()

  /// The program or one of its subcommands.
  struct Command: Decodable {
    let commandName: String
    let abstract: String?
    let discussion: String?
    let arguments: [Argument]?
    let subcommands: [Command]?

    /// Those with something to say about them; every command has the others.
    var own: [Argument] {
      (arguments ?? []).filter { !["help", "version"].contains($0.names?.last?.name) }
    }

    /// How it is called, without the name of the program.
    var usage: String {
      let options = own.contains { $0.kind != .positional } ? ["[OPTIONS]"] : []
      let places = own.filter { $0.kind == .positional }.map { argument in
        let name = argument.value + (argument.isRepeating ? " ..." : "")
        return argument.isOptional ? "[\(name)]" : name
      }
      return ([commandName] + options + places).joined(separator: " ")
    }
  }

  /// An option, a flag, or what stands without a name.
  struct Argument: Decodable {
    enum Kind: String, Decodable { case positional, option, flag }

    let kind: Kind
    let names: [Name]?
    let valueName: String?
    let defaultValue: String?
    let allValues: [String]?
    let abstract: String?
    let isRepeating: Bool
    let isOptional: Bool
    let completionKind: Completion?

    /// The name of its value, in capitals: `FOLDER`.
    var value: String {
      valueName == "columnsxrows" ? "COLUMNSxROWS" : (valueName ?? "").uppercased()
    }

    /// Its names with dashes, the short one first.
    var spellings: [String] {
      (names ?? []).map { $0.kind == "short" ? "-\($0.name)" : "--\($0.name)" }
        .sorted { $0.count < $1.count }
    }

    /// The default, where it is not in the abstract already.
    var remark: String? {
      defaultValue.flatMap { value in
        let isSaid = value.isEmpty || (abstract ?? "").contains(value)
        return isSaid ? nil : "It is \(value) if not given."
      }
    }
  }

  struct Name: Decodable {
    let kind: String
    let name: String
  }

  /// What can stand in a place.
  struct Completion: Decodable {
    struct List: Decodable { let values: [String] }
    struct File: Decodable { let extensions: [String] }
    struct Nothing: Decodable {}

    let list: List?
    let file: File?
    let directory: Nothing?

    /// Whether the name of an example can stand in place of a file.
    var isModel: Bool { file?.extensions == ["expr"] }
  }

  /// The names of the examples: what `course` begins with.
  var examples: [String] {
    command.subcommands?.first { $0.commandName == "course" }?.arguments?
      .first { $0.kind == .positional }?.completionKind?.list?.values ?? []
  }

  /// The names of the subcommands, `help` among them.
  var verbs: [String] { (command.subcommands ?? []).map(\.commandName) }

  /// The commands of the examples in the discussion, each with what is said of it.
  var shown: [(command: String, meaning: String)] {
    let lines = (command.discussion ?? "").split(separator: "\n")
    return lines.filter { $0.hasPrefix("  backprop") }.map { line in
      let parts = line.dropFirst(2).split(separator: /\s{2,}/, maxSplits: 1)
      return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
  }

  /// What the program is for: the discussion before its examples.
  var introduction: String {
    String((command.discussion ?? "").split(separator: "\n\n").first ?? "")
  }
}
