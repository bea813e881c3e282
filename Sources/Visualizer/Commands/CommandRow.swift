import Debugging
import GraphPicture
import Screen
import Sentences

/// A row of the table of commands: what one is called, and what it does.
package struct CommandRow: Sendable {
  /// The headings of the help.
  enum Group: String, CaseIterable, Sendable {
    case stepping = "Stepping (a number before a key repeats it: 5n)"
    case running = "Running and returning (20r runs 20 iterations)"
    case looking = "Looking"
    case studying = "Studying"
    case classroom = "In class"
    case changing = "Changing and leaving"
  }

  /// How the debugger carries a command out.
  typealias Deed = @Sendable (inout Debugger, Arguments) throws(Refusal) -> Note?
  /// What can be typed behind some words of a command.
  typealias Completion = @Sendable ([Substring], Debugger) -> [String]

  package let keys: [Key]
  /// What is pressed after one of the keys.
  private(set) var suffix = ""
  let help: String
  let group: Group
  /// What is typed behind `:`.
  package private(set) var names: [String] = []
  /// How it is typed; a command without usage takes no words.
  package private(set) var usage: String?
  private(set) var completion: Completion?
  private let deed: Deed?
  private let opening: Opening?
  private var waiting: (reason: Refusal, exceptions: Set<String>)?
  private(set) var waitsForQuiz: Refusal?

  /// What carries it out.
  enum Effect: Sendable {
    case debugger(Deed)
    case opens(Opening)
  }

  init(
    _ group: Group, _ keys: Key..., help: String, opens opening: Opening? = nil, does: Deed? = nil
  ) {
    self.group = group
    self.keys = keys
    self.help = help
    self.opening = opening
    deed = does
  }

  /// What carries it out with some arguments: words are for the debugger where both could.
  func effect(_ arguments: Arguments) -> Effect? {
    if let opening, arguments.words.isEmpty || deed == nil { return .opens(opening) }
    return deed.map { .debugger($0) }
  }

  /// The row with its names behind `:`, how it is used there, and what can follow.
  func typed(
    _ names: String..., usage: String? = nil, completing completion: Completion? = nil
  ) -> CommandRow {
    var row = self
    row.names = names
    row.usage = usage
    row.completion = completion
    return row
  }

  /// The row of a key that others follow.
  func followed(by suffix: String) -> CommandRow {
    var row = self
    row.suffix = suffix
    return row
  }

  /// The row of a command that has to wait while a mistake is on, unless a word follows that has not.
  func waitsForBugLab(_ reason: Refusal, unless exceptions: Set<String> = []) -> CommandRow {
    var row = self
    row.waiting = (reason, exceptions)
    return row
  }

  /// The row of a command that has to wait for the end of a quiz.
  func waitsForQuiz(_ reason: Refusal) -> CommandRow {
    var row = self
    row.waitsForQuiz = reason
    return row
  }

  /// Why it cannot be done while a mistake is on; `nil` if it can.
  func refusalInBugLab(_ arguments: Arguments) -> Refusal? {
    guard let waiting else { return nil }
    return arguments.words.first.map(waiting.exceptions.contains) == true ? nil : waiting.reason
  }
}

/// What a command opens, closes or does on the screen: what needs more than the debugger.
enum Opening: Hashable, Sendable {
  case look(FocusMovement)
  case detail(by: Int), automaticDetail, level
  case present
  case mark, returnToMark
  case entries, templates, regions, health, curves, rates, check, bugs
  case text, breakpoints, path, help
  case edit, commandLine
  case predict
  case pointer, hideNumbers
  case editFile
  case lesson(by: Int)
  case leave
}
