import Backpropagation
import Screen

/// The keys of a graph's screen: one table that is both what they do and what the help says.
struct KeyBinding: Sendable {
  let keys: [Key]
  let command: Command
  /// How the keys are written.
  let label: String
  let help: String
  /// The heading in the help under which it stands.
  let group: String

  static let all: [KeyBinding] = [
    KeyBinding(
      [.character("s")], .step(.microStep, .forward), "s", "one micro-step", stepping),
    KeyBinding(
      [.character("n"), .character(" "), .pageDown], .step(.gate, .forward), "n Space PgDn",
      "one gate", stepping),
    KeyBinding(
      [.character("c")], .step(.phase, .forward), "c", "to the end of the phase", stepping),
    KeyBinding(
      [.character("i")], .step(.iteration, .forward), "i", "to the end of the iteration", stepping),
    KeyBinding(
      [.character("S")], .step(.microStep, .backward), "S", "one micro-step back", stepping),
    KeyBinding(
      [.character("N"), .backspace, .pageUp], .step(.gate, .backward), "N Bksp PgUp",
      "one gate back", stepping),
    KeyBinding(
      [.character("C")], .step(.phase, .backward), "C", "back to where the phase began", stepping),
    KeyBinding(
      [.character("I")], .step(.iteration, .backward), "I", "back to where the iteration began",
      stepping),
    KeyBinding(
      [.character("g"), .home], .first, "g Home", "the very beginning", stepping),
    KeyBinding([.character("G"), .end], .last, "G End", "as far as you have been", stepping),
    KeyBinding(
      [.character("r")], .play, "r", "run: iterations go on by themselves; again: pause", running),
    KeyBinding([.character(">")], .faster, ">", "faster", running),
    KeyBinding([.character("<")], .slower, "<", "slower", running),
    KeyBinding(
      [.character("m")], .mark, "m a", "mark this place with a letter, here a", running),
    KeyBinding(
      [.character("'")], .returnToMark, "' a", "return to the mark; '' to where you came from",
      running),
    KeyBinding(
      [.character("b")], .breakpoint, "b", "a breakpoint at this gate (●), or none any more",
      running),
    KeyBinding(
      [.character("f")], .search(.forward), "f", "run to the next breakpoint", running),
    KeyBinding(
      [.character("F")], .search(.backward), "F", "back to the last one", running),
    KeyBinding(
      [.character("h"), .left], .moveFocus(.left), "h ←", "look at the gate on the left", looking),
    KeyBinding([.character("l"), .right], .moveFocus(.right), "l →", "on the right", looking),
    KeyBinding([.character("k"), .up], .moveFocus(.up), "k ↑", "above", looking),
    KeyBinding([.character("j"), .down], .moveFocus(.down), "j ↓", "below", looking),
    KeyBinding([.tab], .moveFocus(.next), "Tab", "at the next one", looking),
    KeyBinding([.backTab], .moveFocus(.previous), "Shift-Tab", "at the one before", looking),
    KeyBinding(
      [.enter, .character("o")], .toggleGate, "Enter o",
      "open a gate into those it is made of, or close it",
      looking),
    KeyBinding([.character("O")], .openAll, "O", "open all functions", looking),
    KeyBinding([.character("X")], .closeAll, "X", "close all gates", looking),
    KeyBinding([.character("z")], .moreDetail, "z", "larger, more detail", looking),
    KeyBinding([.character("Z")], .lessDetail, "Z", "smaller, less detail", looking),
    KeyBinding([.character("=")], .automaticDetail, "=", "the size that fits", looking),
    KeyBinding([.character("d")], .moreDecimals, "d", "one more decimal", looking),
    KeyBinding([.character("D")], .fewerDecimals, "D", "one less", looking),
    KeyBinding([.character("v")], .viewMatrix, "v", "all entries of a vector or matrix", looking),
    KeyBinding(
      [.character("W")], .viewTemplates, "W", "weights as pictures, live; W again: the next ones",
      looking),
    KeyBinding(
      [.character("R")], .viewRegions, "R", "regions of the plane by class, live", looking),
    KeyBinding(
      [.character("H")], .viewHealth, "H", "health: dead and saturated units, size of gradients",
      looking),
    KeyBinding(
      [.character("L")], .viewCurves, "L", "learning curves: loss, parameters, gradients", looking),
    KeyBinding([.character("t")], .readFile, "t", "the text of the file", looking),
    KeyBinding(
      [.character("e")], .edit, "e", "what if: another value for the leaf you look at", studying),
    KeyBinding([.character("u")], .undo, "u", "undo the last change of a value", studying),
    KeyBinding([.control("r")], .redo, "Ctrl-R", "make it again", studying),
    KeyBinding(
      [.character("+")], .nudge(isUp: true), "+",
      "nudge by h: predicted and real change; again: a larger h", studying),
    KeyBinding([.character("-")], .nudge(isUp: false), "-", "nudge the other way", studying),
    KeyBinding(
      [.character("w")], .why, "w", "why this number: what it is made of, and on from there",
      studying),
    KeyBinding(
      [.character("a")], .rates, "a", "learning rates alongside: what each would do", studying),
    KeyBinding([.character("K")], .check, "K", "check all gradients numerically", studying),
    KeyBinding(
      [.character("p")], .predict, "p", "predict the next number: type it, or a formula", studying),
    KeyBinding(
      [.character("B")], .bugLab, "B",
      "bug lab: classic mistakes, made on purpose and to be found", studying),
    KeyBinding(
      [.character("P")], .present, "P", "present: the picture alone, for a classroom", classroom),
    KeyBinding(
      [.character(".")], .point, ".", "a pointer; arrow keys or a click move it", classroom),
    KeyBinding(
      [.character("#")], .hideNumbers, "#", "hide numbers; again: show those of a step; all",
      classroom),
    KeyBinding(
      [.character("E")], .editFile, "E", "the file in $EDITOR, at what you look at", changing),
    KeyBinding([.character("]")], .raiseLearningRate, "]", "a larger learning rate", changing),
    KeyBinding([.character("[")], .lowerLearningRate, "[", "a smaller learning rate", changing),
    KeyBinding(
      [.character(":")], .commandLine, ":",
      "a command; Tab completes: goto set reset path rates check run break delete bug level open "
        + "close help quit", changing),
    KeyBinding(
      [.character("?"), .function(1)], .help, "? F1", "this help", changing),
    KeyBinding(
      [.character("}")], .nextLesson, "}", "the next lesson, where the examples are a course",
      changing),
    KeyBinding([.character("{")], .previousLesson, "{", "the lesson before", changing),
    KeyBinding([.character("q")], .leave, "q", "leave", changing),
  ]

  private static let stepping = "Stepping (a number before a key repeats it: 5n)"
  private static let running = "Running and returning (20r runs 20 iterations)"
  private static let looking = "Looking"
  private static let studying = "Studying"
  private static let classroom = "In class"
  private static let changing = "Changing and leaving"

  private init(
    _ keys: [Key], _ command: Command, _ label: String, _ help: String, _ group: String
  ) {
    self.keys = keys
    self.command = command
    self.label = label
    self.help = help
    self.group = group
  }

  static func command(for key: Key) -> Command? {
    all.first { $0.keys.contains(key) }?.command
  }
}
