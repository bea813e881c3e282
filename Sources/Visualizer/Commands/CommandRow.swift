import Debugging
import GraphPicture
import Screen
import Sentences

/// A row of the table of commands: the names of a command, and its effect.
package struct CommandRow: Sendable {
  /// The headings of the help.
  enum Group: String, CaseIterable, Sendable {
    case stepping = "Stepping (a number before a key repeats it: 5n)"
    case running = "Running and returning (20r runs 20 iterations)"
    case looking = "Looking"
    case studying = "Studying"
    case classroom = "In class"
    case changing = "Changing and leaving"

    /// A row under this heading.
    func callAsFunction(
      _ keys: Key..., help: String, opens opening: Opening? = nil, does deed: Deed? = nil
    ) -> CommandRow {
      CommandRow(keys: keys, help: help, group: self, deed: deed, opening: opening)
    }
  }

  /// The way in which a debugger carries out a command.
  typealias Deed = @Sendable (inout Debugger, Arguments) throws(Refusal) -> Note?
  /// The completions after some words of a command.
  typealias Completion = @Sendable ([Substring], Debugger) -> [String]

  package let keys: [Key]
  /// The key pressed after one of the keys.
  private(set) var suffix = ""
  let help: String
  let group: Group
  /// The name typed after `:`.
  package private(set) var names: [String] = []
  /// Its usage; a command without usage takes no words.
  package private(set) var usage: String?
  private(set) var completion: Completion?
  private let deed: Deed?
  private let opening: Opening?
  private var waiting: (reason: Refusal, exceptions: Set<String>)?
  private(set) var waitsForQuiz: Refusal?

  /// The part that carries it out.
  enum Effect: Sendable {
    case debugger(Deed)
    case opens(Opening)
  }

  /// The part that carries it out with some arguments; words go to the debugger where both could.
  func effect(_ arguments: Arguments) -> Effect? {
    if let opening, arguments.words.isEmpty || deed == nil { return .opens(opening) }
    return deed.map { .debugger($0) }
  }

  /// The row with its names after `:`, its usage there, and its completions.
  func typed(
    _ names: String..., usage: String? = nil, completing completion: Completion? = nil
  ) -> CommandRow {
    with {
      $0.names = names
      $0.usage = usage
      $0.completion = completion
    }
  }

  /// The row of a key that is followed by another.
  func followed(by suffix: String) -> CommandRow { with { $0.suffix = suffix } }

  /// The row of a command that is refused while a mistake is on, except with an exempt word.
  func waitsForBugLab(_ reason: Refusal, unless exceptions: Set<String> = []) -> CommandRow {
    with { $0.waiting = (reason, exceptions) }
  }

  /// The row of a command that is refused until the end of a quiz.
  func waitsForQuiz(_ reason: Refusal) -> CommandRow { with { $0.waitsForQuiz = reason } }

  private func with(_ change: (inout CommandRow) -> Void) -> CommandRow {
    var row = self
    change(&row)
    return row
  }

  /// The reason why it cannot be done while a mistake is on; `nil` if it can.
  func refusalInBugLab(_ arguments: Arguments) -> Refusal? {
    guard let waiting else { return nil }
    return arguments.words.first.map(waiting.exceptions.contains) == true ? nil : waiting.reason
  }
}

/// The effect of a command on the screen: what it opens or closes, beyond the debugger.
enum Opening: Hashable, Sendable {
  case look(FocusMovement)
  case detail(by: Int), automaticDetail, level, tape
  case present
  case mark, returnToMark
  case entries, templates, regions, health, curves, rates, check, bugs
  case text, data, breakpoints, path, help
  case edit, commandLine
  case predict
  case pointer, hideNumbers
  case editFile
  case lesson(by: Int)
  case leave
}
