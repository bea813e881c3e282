/// What the shells offer after `backprop`, as a script for each.
///
/// Files are left to the shell, which knows `~`, blanks and folders; the names of examples and what the
/// program says of its arguments are added.
struct CompletionScripts {
  let dump: CommandDump

  /// What the shell offers in a place.
  enum Offer: Hashable {
    /// Files, and the names of examples.
    case models
    case files, folders, nothing
    case words([String])

    init(_ argument: CommandDump.Argument) {
      let kind = argument.completionKind
      if let words = kind?.list?.values {
        self = .words(words)
      } else if let kind, kind.file != nil {
        self = kind.isModel ? .models : .files
      } else {
        self = kind?.directory == nil ? .nothing : .folders
      }
    }
  }

  private var verbs: [CommandDump.Command] { dump.command.subcommands ?? [] }

  private func offer(for verb: CommandDump.Command) -> Offer {
    if verb.commandName == "help" { return .words(dump.verbs.filter { $0 != "help" }) }
    return (verb.arguments ?? []).first { $0.kind == .positional }.map(Offer.init) ?? .nothing
  }

  private func named(_ verb: CommandDump.Command) -> [CommandDump.Argument] {
    (verb.arguments ?? []).filter { $0.kind != .positional }
  }

  // MARK: bash

  var bash: String {
    let cases = verbs.map { verb in
      let values = named(verb).filter { $0.kind == .option }.map { option in
        "        \(option.spellings.joined(separator: "|"))) _backprop_offer \(bashName(Offer(option))); return ;;\n"
      }
      let options = named(verb).flatMap(\.spellings).joined(separator: " ")
      return """
            \(verb.commandName))
              case $previous in
        \(values.joined())\
              esac
              options='\(options)'
              rest=\(bashName(offer(for: verb))) ;;

        """
    }
    return """
      # Completion of backprop in bash. Made of what the program says of its arguments by `make golden`.

      # Offers words; $1 are those to choose from.
      _backprop_words() { COMPREPLY+=($(compgen -W "$1" -- "$current")); }

      # Offers files, with -d folders alone. What is quoted or begins at home is left to readline.
      _backprop_paths() {
        case $current in
          *[\\'\\"\\\\~]*) COMPREPLY=(); [ "$1" = -f ] || compopt -o dirnames 2>/dev/null; return ;;
        esac
        compopt -o filenames 2>/dev/null
        local path
        while IFS= read -r path; do COMPREPLY+=("$path"); done < <(compgen "$1" -- "$current")
      }

      _backprop_examples='\(dump.examples.joined(separator: " "))'

      # Offers what $1 names, or its words.
      _backprop_offer() {
        case $1 in
          @models) _backprop_words "$_backprop_examples"; _backprop_paths -f ;;
          @files) _backprop_paths -f ;;
          @folders) _backprop_paths -d ;;
          @nothing) compopt +o default 2>/dev/null ;;
          *) _backprop_words "$1" ;;
        esac
      }

      _backprop() {
        local current previous verb=show options rest index word
        COMPREPLY=()
        current=${COMP_WORDS[COMP_CWORD]}
        previous=${COMP_WORDS[COMP_CWORD - 1]}
        # --option=value comes as three words.
        if [ "$current" = = ]; then
          current=
        elif [ "$previous" = = ] && [ "$COMP_CWORD" -gt 2 ]; then
          previous=${COMP_WORDS[COMP_CWORD - 2]}
        fi
        for ((index = 1; index < COMP_CWORD; index++)); do
          word=${COMP_WORDS[index]}
          case " \(dump.verbs.joined(separator: " ")) " in
            *" $word "*) verb=$word; break ;;
          esac
        done
        case $verb in
      \(cases.joined())\
        esac
        case $current in
          -*) _backprop_words "$options" ;;
          *)
            _backprop_offer "$rest"
            if [ "$COMP_CWORD" -eq 1 ]; then _backprop_words '\(dump.verbs.joined(separator: " "))'; fi ;;
        esac
      }

      complete -o default -F _backprop backprop

      """
  }

  private func bashName(_ offer: Offer) -> String {
    switch offer {
    case .models: "@models"
    case .files: "@files"
    case .folders: "@folders"
    case .words(let words): "'\(words.joined(separator: " "))'"
    case .nothing: "@nothing"
    }
  }

  // MARK: zsh

  var zsh: String {
    let functions = verbs.map { verb in
      let options = named(verb).map { "    \(zsh($0)) \\\n" }.joined()
      let rest = zsh(offer(for: verb))
      return """
        _backprop_\(verb.commandName)() {
          _arguments -s -S \\
        \(options)\
            '*:\(positional(verb)):\(rest)'
        }


        """
    }
    let described = verbs.map { verb in
      "    '\(verb.commandName):\(zshQuoted(verb.abstract ?? ""))'\n"
    }
    return """
      #compdef backprop
      # Completion of backprop in zsh. Made of what the program says of its arguments by `make golden`.

      _backprop_examples() {
        local -a examples=(
          \(dump.examples.joined(separator: " "))
        )
        _describe -t examples 'example' examples
      }

      _backprop_verbs() {
        local -a verbs=(
      \(described.joined())\
        )
        _describe -t verbs 'command' verbs
      }

      _backprop_models() { _alternative 'files:file:_files' 'examples:example:_backprop_examples' }

      \(functions.joined())\
      _backprop() {
        if ((CURRENT > 2)) && [[ $words[2] != -* ]] && ((${+functions[_backprop_$words[2]]})); then
          shift words
          ((CURRENT--))
          _backprop_$words[1]
        elif ((CURRENT == 2)) && [[ $words[2] != -* ]]; then
          _alternative 'verbs:command:_backprop_verbs' 'files:file:_files' \\
            'examples:example:_backprop_examples'
        else
          _backprop_show
        fi
      }

      _backprop "$@"

      """
  }

  private func positional(_ verb: CommandDump.Command) -> String {
    (verb.arguments ?? []).first { $0.kind == .positional }?.valueName ?? " "
  }

  private func zsh(_ argument: CommandDump.Argument) -> String {
    let spellings = argument.spellings
    let words = "[\(zshQuoted(argument.abstract ?? ""))]"
    let repeated = argument.isRepeating ? "*" : ""
    let value =
      argument.kind == .option ? ":\(argument.valueName ?? ""):\(zsh(Offer(argument)))" : ""
    if spellings.count == 1 {
      let equals = argument.kind == .option ? "=" : ""
      return "'\(repeated)\(spellings[0])\(equals)\(words)\(value)'"
    }
    return "'(\(spellings.joined(separator: " ")))'{\(spellings.joined(separator: ","))}"
      + "'\(words)\(value)'"
  }

  private func zsh(_ offer: Offer) -> String {
    switch offer {
    case .models: "_backprop_models"
    case .files: "_files"
    case .folders: "_files -/"
    case .words(let words): "(\(words.joined(separator: " ")))"
    case .nothing: " "
    }
  }

  private func zshQuoted(_ text: String) -> String {
    text.replacing("'", with: "'\\''").replacing("[", with: "\\[").replacing("]", with: "\\]")
      .replacing(":", with: "\\:")
  }

  // MARK: fish

  var fish: String {
    let all = dump.verbs.joined(separator: " ")
    let described = verbs.map { verb in
      "complete -c backprop -n __fish_is_first_arg -a \(verb.commandName)"
        + " -d '\(fishQuoted(verb.abstract ?? ""))'\n"
    }
    let arguments = verbs.map { verb in
      let isMeant =
        verb.commandName == "show"
        ? "'__fish_seen_subcommand_from show; or not __fish_seen_subcommand_from \(all)'"
        : "'__fish_seen_subcommand_from \(verb.commandName)'"
      let start = "complete -c backprop -n \(isMeant)"
      return "\n\(start) \(fishRest(offer(for: verb)))\n"
        + named(verb).map { argument in
          let names = argument.spellings.map {
            $0.hasPrefix("--") ? "-l \($0.dropFirst(2))" : "-s \($0.dropFirst())"
          }
          let value = argument.kind == .option ? " " + fishValue(Offer(argument)) : ""
          return "\(start) \(names.joined(separator: " "))\(value)"
            + " -d '\(fishQuoted(argument.abstract ?? ""))'\n"
        }.joined()
    }
    return """
      # Completion of backprop in fish. Made of what the program says of its arguments by `make golden`.

      set -g __backprop_examples \(dump.examples.joined(separator: " "))

      \(described.joined())\(arguments.joined())
      """
  }

  private func fishRest(_ offer: Offer) -> String {
    switch offer {
    case .models: "-F -a '$__backprop_examples'"
    case .files, .folders: "-F"
    case .words(let words): "-f -a '\(words.joined(separator: " "))'"
    case .nothing: "-f"
    }
  }

  private func fishValue(_ offer: Offer) -> String {
    switch offer {
    case .models, .files: "-r -F"
    case .folders: "-x -a '(__fish_complete_directories)'"
    case .words(let words): "-x -a '\(words.joined(separator: " "))'"
    case .nothing: "-x"
    }
  }

  private func fishQuoted(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
  }
}
