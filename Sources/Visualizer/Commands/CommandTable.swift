import Backpropagation
import Debugging
import GraphPicture
import Screen
import Sentences

extension Command {
  package var row: CommandRow { Self.row(of: self) }

  /// The one table of commands: keys, names, help and effect.
  private static func row(of command: Command) -> CommandRow {
    let stepping = CommandRow.Group.stepping
    let running = CommandRow.Group.running
    let looking = CommandRow.Group.looking
    let studying = CommandRow.Group.studying
    let classroom = CommandRow.Group.classroom
    let changing = CommandRow.Group.changing
    return switch command {
    case .microStep: stepping("s", help: "one micro-step", does: Deeds.step(.microStep, .forward))
    case .gate: stepping("n", " ", .pageDown, help: "one gate", does: Deeds.step(.gate, .forward))
    case .phase: stepping("c", help: "to the end of the phase", does: Deeds.step(.phase, .forward))
    case .iteration:
      stepping("i", help: "to the end of the iteration", does: Deeds.step(.iteration, .forward))
    case .microStepBack:
      stepping("S", help: "one micro-step back", does: Deeds.step(.microStep, .backward))
    case .gateBack:
      stepping("N", .backspace, .pageUp, help: "one gate back", does: Deeds.step(.gate, .backward))
    case .phaseBack:
      stepping("C", help: "back to where the phase began", does: Deeds.step(.phase, .backward))
    case .iterationBack:
      stepping(
        "I", help: "back to where the iteration began", does: Deeds.step(.iteration, .backward))
    case .first:
      stepping("g", .home, help: "the very beginning") { debugger, _ in
        debugger.jump(to: debugger.timeline.plan.beginning)
        return nil
      }
    case .last:
      stepping("G", .end, help: "as far as you have been") { debugger, _ in
        debugger.jump(to: debugger.cursor.end)
        return nil
      }

    case .play:
      running("r", help: "run: iterations go on by themselves; again: pause") {
        debugger, arguments in
        guard debugger.run == nil else { return debugger.pause() }
        debugger.play(count: arguments.count)
        return nil
      }
    case .faster:
      running(">", help: "faster") { debugger, _ in
        debugger.pace = debugger.pace.faster
        return Note(debugger.pace.words)
      }
    case .slower:
      running("<", help: "slower") { debugger, _ in
        debugger.pace = debugger.pace.slower
        return Note(debugger.pace.words)
      }
    case .mark:
      running("m", help: "mark this place with a letter, here a", opens: .mark).followed(by: " a")
    case .returnToMark:
      running("'", help: "return to the mark; '' to where you came from", opens: .returnToMark)
        .followed(by: " a")
    case .breakpoint:
      running(
        "b", help: "a breakpoint at this gate (■), or none any more", does: Deeds.toggleBreakpoint)
    case .findNext: running("f", help: "run to the next breakpoint", does: Deeds.find(.forward))
    case .findLast: running("F", help: "back to the last one", does: Deeds.find(.backward))

    case .lookLeft: looking("h", .left, help: "look at the gate on the left", opens: .look(.left))
    case .lookRight: looking("l", .right, help: "on the right", opens: .look(.right))
    case .lookUp: looking("k", .up, help: "above", opens: .look(.up))
    case .lookDown: looking("j", .down, help: "below", opens: .look(.down))
    case .lookNext: looking(.tab, help: "at the next one", opens: .look(.next))
    case .lookPrevious: looking(.backTab, help: "at the one before", opens: .look(.previous))
    case .lookBack:
      looking(.escape, help: "at the step again; pauses a run") { debugger, _ in
        guard debugger.run == nil else { return debugger.pause() }
        debugger.attention.focus = nil
        return nil
      }
    case .toggleGate:
      looking(
        .enter, "o", help: "open a gate into those it is made of, or close it",
        does: Deeds.toggleGate
      ).waitsForBugLab(.gatesStay)
    case .openAll:
      looking("O", help: "open all functions", does: Deeds.setAllGates(open: true)).typed(
        "open", usage: ":open or :open all"
      ) { _, _ in ["all"] }.waitsForBugLab(.gatesStay)
    case .closeAll:
      looking("X", help: "close all gates", does: Deeds.setAllGates(open: false)).typed(
        "close", usage: ":close or :close all"
      ) { _, _ in ["all"] }
      .waitsForBugLab(.gatesStay)
    case .moreDetail: looking("z", help: "larger, more detail", opens: .detail(by: -1))
    case .lessDetail: looking("Z", help: "smaller, less detail", opens: .detail(by: 1))
    case .automaticDetail: looking("=", help: "the size that fits", opens: .automaticDetail)
    case .tape:
      looking("T", help: "the tape, one gate a row; again: what was there before", opens: .tape)
    case .moreDecimals:
      looking("d", help: "one more decimal") { debugger, arguments in
        debugger.decimals += arguments.times
        return nil
      }
    case .fewerDecimals:
      looking("D", help: "one less") { debugger, arguments in
        debugger.decimals -= arguments.times
        return nil
      }
    case .viewEntries: looking("v", help: "all entries of a vector or matrix", opens: .entries)
    case .viewTemplates:
      looking("W", help: "weights as pictures, live; W again: the next ones", opens: .templates)
    case .viewRegions: looking("R", help: "regions of the plane by class, live", opens: .regions)
    case .viewHealth:
      looking("H", help: "health: dead and saturated units, size of gradients", opens: .health)
    case .viewCurves:
      looking("L", help: "learning curves: loss, parameters, gradients", opens: .curves)
    case .viewData:
      looking(help: "the rows of data: what each column holds", opens: .data).typed("data")
    case .readFile: looking("t", help: "the text of the file", opens: .text)

    case .edit:
      studying("e", help: "what if: another value for the leaf you look at", opens: .edit)
        .waitsForBugLab(.valuesStay)
    case .undo:
      studying("u", help: "undo the last change of a value") {
        (debugger, _) throws(Refusal) in try debugger.undoEdit()
      }.waitsForBugLab(.valuesStay)
    case .redo:
      studying(.control("r"), help: "make it again") {
        (debugger, _) throws(Refusal) in
        try debugger.redoEdit()
        return nil
      }.waitsForBugLab(.valuesStay)
    case .nudgeUp:
      studying(
        "+", help: "nudge by h: predicted and real change; again: a larger h",
        does: Deeds.nudge(up: true)
      ).waitsForBugLab(.wouldBeRight)
    case .nudgeDown:
      studying("-", help: "nudge the other way", does: Deeds.nudge(up: false)).waitsForBugLab(
        .wouldBeRight)
    case .why:
      studying("w", help: "why this number: what it is made of, and on from there") {
        (debugger, _) throws(Refusal) in try debugger.askWhy(debugger.nodeMeant.toAsk)
      }
    case .rates:
      studying("a", help: "learning rates alongside: what each would do", opens: .rates).typed(
        "rates"
      ).waitsForBugLab(.wouldBeRight)
    case .check:
      studying("K", help: "check all gradients numerically", opens: .check).typed("check")
    case .predict:
      studying("p", help: "predict the next number: type it, or a formula", opens: .predict)
        .waitsForBugLab(.wouldBeRight)
    case .bugLab:
      studying(
        "B", help: "bug lab: classic mistakes, made on purpose and to be found", opens: .bugs,
        does: Deeds.changeBug
      ).typed("bug", usage: Deeds.bugUsage, completing: Completions.bug).waitsForQuiz(.quizGoesOn)

    case .present:
      classroom("P", help: "present: the picture alone, for a classroom", opens: .present)
    case .point: classroom(".", help: "a pointer; arrow keys or a click move it", opens: .pointer)
    case .hideNumbers:
      classroom("#", help: "hide numbers; again: show those of a step; all", opens: .hideNumbers)

    case .editFile:
      changing("E", help: "the file in $EDITOR, at what you look at", opens: .editFile)
    case .raiseLearningRate:
      changing("]", help: "a larger learning rate") { debugger, _ in
        debugger.setLearningRate(LearningRateScale.above(debugger.cursor.learningRate))
      }
    case .lowerLearningRate:
      changing("[", help: "a smaller learning rate") { debugger, _ in
        debugger.setLearningRate(LearningRateScale.below(debugger.cursor.learningRate))
      }
    case .commandLine:
      changing(
        ":", help: "a command; Tab completes: " + names.joined(separator: " "), opens: .commandLine)
    case .help: changing("?", .function(1), help: "this help", opens: .help).typed("help")
    case .nextLesson:
      changing("}", help: "the next lesson, where the examples are a course", opens: .lesson(by: 1))
    case .previousLesson: changing("{", help: "the lesson before", opens: .lesson(by: -1))
    case .leave: changing("q", help: "leave", opens: .leave).typed("quit", "q")

    case .goTo:
      stepping(help: "to a node at work, a step, or the end of a phase", does: Deeds.goTo).typed(
        "goto", usage: ":goto NAME, STEP, ITERATION.STEP, or a phase, to its end",
        completing: Completions.places)
    case .set:
      changing(help: "another value, learning rate or number of decimals", does: Deeds.set).typed(
        "set", usage: ":set x 3, :set W[0,1] 3, :set lr 0.1 or :set decimals 4",
        completing: Completions.settable
      ).waitsForBugLab(.valuesStay, unless: ["lr", "decimals"])
    case .reset:
      changing(help: "takes all changes of values back") {
        (debugger, _) throws(Refusal) in try debugger.resetEdits()
      }.typed("reset").waitsForBugLab(.valuesStay)
    case .path:
      studying(help: "the chain rule along each path to a node", opens: .path).typed(
        "path", usage: ":path NAME", completing: Completions.names
      ).waitsForBugLab(.wouldBeRight)
    case .run:
      running(help: "iterations as fast as they go", does: Deeds.run).typed(
        "run", usage: ":run 200, :run until loss < 0.1, :run", completing: Completions.run)
    case .setBreakpoint:
      running(
        help: "sets a breakpoint, or lists them", opens: .breakpoints, does: Deeds.setBreakpoint
      ).typed("break", usage: Breakpoint.usage, completing: Completions.breakpoint)
    case .deleteBreakpoint:
      running(help: "takes breakpoints away", does: Deeds.deleteBreakpoint).typed(
        "delete", usage: ":delete 1 or :delete all", completing: Completions.breakpoints)
    case .level:
      looking(help: "the form of the picture", opens: .level).typed(
        "level", usage: ":level boxes, bands, compact, tape, names, overview or auto",
        completing: Completions.levels)
    }
  }

  /// The rows in the order of the help.
  static let table: [(command: Command, row: CommandRow)] = allCases.map { ($0, $0.row) }

  /// The command that a key gives.
  init?(_ key: Key) {
    guard let command = Self.table.first(where: { $0.row.keys.contains(key) })?.command else {
      return nil
    }
    self = command
  }

  /// The keys of all commands, by the headings of the help.
  package static let keyHelp: [KeyHelp] = CommandRow.Group.allCases.map { group in
    KeyHelp(
      group.rawValue,
      table.map(\.row).filter { $0.group == group && !$0.keys.isEmpty }.map {
        KeyHelp.Row(keys: $0.keys, suffix: $0.suffix, help: $0.help)
      })
  }
}
