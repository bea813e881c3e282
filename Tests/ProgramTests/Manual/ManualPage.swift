/// The page that `man backprop` shows, in the macros of man(7).
struct ManualPage {
  let dump: CommandDump
  let text: ManualText
  let version: String

  var source: String { (head + options + commands + examples + chapters + end).joined() }

  private var head: [String] {
    [
      ".\\\" Made of what the program says of its arguments by `make golden`.\n",
      ".TH BACKPROP 1 \"\" \"backprop \(version)\" \"User Commands\"\n",
      ".SH NAME\nbackprop \\- a debugger for the chain rule\n",
      ".SH SYNOPSIS\n", ".B backprop\n[\\fIOPTIONS\\fR] [\\fIFILE\\fR]\n", ".br\n",
      ".B backprop\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR] [\\fIFILE\\fR ...]\n",
      ".SH DESCRIPTION\n", dump.introduction.roff + "\n",
      ".PP\nWithout a command, \\fBshow\\fR is meant.\n",
    ]
  }

  private var options: [String] {
    let everywhere = (dump.command.arguments ?? []).map(item)
    return [".SH OPTIONS\nThe options of each command stand at the command; all have these.\n"]
      + everywhere
  }

  private var commands: [String] {
    let verbs = (dump.command.subcommands ?? []).filter { $0.commandName != "help" }
    return [".SH COMMANDS\n"]
      + verbs.flatMap { verb -> [String] in
        [".SS \"backprop \(verb.usage)\"\n", (verb.abstract ?? "").roff + "\n"]
          + (verb.discussion ?? "").split(separator: "\n\n").map { ".PP\n" + $0.roff + "\n" }
          + verb.own.map(item)
      }
  }

  private var examples: [String] {
    [".SH EXAMPLES\n"]
      + dump.shown.map { example in
        ".TP\n\\fB\(example.command.roff)\\fR\n\(example.meaning.roff)\n"
      }
  }

  private var chapters: [String] {
    text.chapters.flatMap { chapter -> [String] in
      [".SH \(chapter.title.uppercased())\n"]
        + chapter.blocks.map { block in
          switch block {
          case .paragraph(let text): ".PP\n" + text.roff + "\n"
          case .item(let term, let text): ".TP\n" + term.roff + "\n" + text.roff + "\n"
          }
        }
    }
  }

  private var end: [String] {
    [
      ".SH SEE ALSO\nThe keys, the expression language and a walk through the lecture are in the ",
      "documents beside the source.\nOn the screen, \\fB?\\fR lists the keys that work there.\n",
    ]
  }

  private func item(_ argument: CommandDump.Argument) -> String {
    let names = argument.spellings.map { "\\fB\($0.roff)\\fR" }
    let value = "\\fI\(argument.value.roff)\\fR"
    let term =
      switch argument.kind {
      case .positional: value
      case .option: names.joined(separator: ", ") + " " + value
      case .flag: names.joined(separator: ", ")
      }
    let words = [argument.abstract, argument.remark].compactMap(\.self).joined(separator: " ")
    return ".TP\n\(term)\n\(words.roff)\n"
  }
}

extension StringProtocol {
  /// The text as man(7) takes it; what stands in backquotes is bold.
  fileprivate var roff: String {
    var result = ""
    var isBold = false
    for character in self {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case "`":
        isBold.toggle()
        result += isBold ? "\\fB" : "\\fR"
      default: result.append(character)
      }
    }
    return result.hasPrefix(".") ? "\\&" + result : result
  }
}
