/// `docs/cli.md`: all commands and options in one place.
struct CommandLineDocument {
  let dump: CommandDump
  let text: ManualText

  var source: String { ([head] + verbs + chapters).joined(separator: "\n") }

  private var head: String {
    """
    # Commands and options

    Made of what the program says of its arguments by `make golden`; `man backprop` says the same, and so
    does `--help` after each command. Without a command, `show` is meant.

    \(dump.introduction)

    ```sh
    \(dump.shown.map { "  \($0.command)   # \($0.meaning)" }.joined(separator: "\n"))
    ```

    All commands have these:

    \(table(dump.command.arguments ?? []))
    """
  }

  private var verbs: [String] {
    (dump.command.subcommands ?? []).filter { $0.commandName != "help" }.map { verb in
      let remarks = (verb.discussion ?? "").split(separator: "\n\n").map { "\n\($0.code)\n" }
      return "## \(verb.commandName)\n\n\((verb.abstract ?? "").code)\n\n```text\n"
        + "usage: backprop \(verb.usage)\n```\n" + remarks.joined() + "\n" + table(verb.own)
    }
  }

  private var chapters: [String] {
    text.chapters.map { chapter in
      "## \(chapter.title)\n\n"
        + chapter.blocks.map { block in
          switch block {
          case .paragraph(let text): "\n\(text)\n"
          case .item(let term, let text): "- \(term): \(text)\n"
          }
        }.joined()
    }
  }

  private func table(_ arguments: [CommandDump.Argument]) -> String {
    "| | |\n| --- | --- |\n"
      + arguments.map { argument in
        let names = argument.spellings.joined(separator: ", ")
        let term = [names, argument.kind == .flag ? "" : argument.value].filter { !$0.isEmpty }
        let words = [argument.abstract, argument.remark].compactMap(\.self)
        return "| `\(term.joined(separator: " "))` | \(words.joined(separator: " ").code) |\n"
      }.joined()
  }
}

extension StringProtocol {
  /// The text with what stands in single quotes, and options, as code; `<` and `|` as they are.
  fileprivate var code: String {
    String(self).replacing(/'([^']+)'/) { "`\($0.1)`" }
      .replacing(/(^|[ (])(<[A-Za-z+0-9,-]+>)/) { "\($0.1)`\($0.2)`" }
  }
}
