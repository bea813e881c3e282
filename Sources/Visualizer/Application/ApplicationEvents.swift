import Debugging
import Exercises
import Limits
import Screen
import Sentences

// Events go through the layers, from the top.
extension Application {
  /// Handles one event.
  package mutating func update(_ event: Event) {
    switch event {
    case .key(let key) where replay != nil: takeInReplay(key)
    case .wheel where replay != nil, .click where replay != nil, .paste where replay != nil: break
    case .key, .paste, .wheel, .click: pass(event)
    case .resize(let size): screen = size
    case .tick(let milliseconds):
      if replay == nil {
        change { $0.tick(milliseconds: milliseconds) }
        work(milliseconds: milliseconds)
      } else {
        tickReplay(milliseconds)
      }
    case .filesChanged:
      // The code that reads files reports their changes.
      break
    case .hangUp: isFinished = true
    }
    settle()
  }

  /// Gives an event to the layers from the top, until one does not pass it on.
  private mutating func pass(_ event: Event) {
    if case .key = event { message = nil }
    for index in layers.indices.reversed() {
      let answer = layers[index].answer(to: event, debugger, context(ofLayer: index))
      if case .passed = answer { continue }
      let isDigit: Bool
      if case .asks(.digit) = answer { isDigit = true } else { isDigit = false }
      defer { if !isDigit, case .key = event { count = nil } }
      obey(answer, ofLayer: index)
      return
    }
  }

  /// The context of a layer: what it may know of the screen.
  package func context(ofLayer index: Int) -> LayerContext {
    LayerContext(
      size: size, count: count, isCovered: layers[(index + 1)...].contains(where: \.fillsScreen),
      notes: headerNotes, hasList: layers.first is Menu,
      offersNextLesson: offersNextLesson)
  }

  /// Acts on the answer of a layer.
  private mutating func obey(_ answer: LayerAnswer, ofLayer index: Int) {
    switch answer {
    case .taken(let note): message = note?.message ?? message
    case .passed: break
    case .closed:
      let wasResult = layers[index] is TextPane && debugger?.exercise.quiz?.isOver == true
      layers.remove(at: index)
      if wasResult { isFinished = true }
    case .closedAsking(let request):
      layers.remove(at: index)
      obey(request)
    case .asks(.change(closing: true, let deed)):
      if change(deed) { layers.removeAll { $0 is BugLabView } }
    case .asks(let request): obey(request)
    }
  }

  private mutating func obey(_ request: Request) {
    switch request {
    case .command(let command, let arguments): carryOut(command, arguments)
    case .change(_, let deed): change(deed)
    case .refusal(let refusal): message = refusal.message
    case .digit(let digit): count = min(Self.mostTyped, 10 * (count ?? 0) + digit)
    case .editLine(let node, let entry):
      if let debugger { layers.append(EditLine(node, entry: entry, of: debugger)) }
    case .entryToNudge(let node): askForEntry(of: node)
    case .lesson(let place): openLesson(place)
    case .file(let file, let given): start(file, given: given)
    }
  }

  /// Changes the debugger, if there is one, and notes the message; returns whether the change was
  /// accepted.
  @discardableResult
  mutating func change(_ deed: (inout Debugger) throws(Refusal) -> Note?) -> Bool {
    do throws(Refusal) {
      message = try debugger.change(deed)?.message ?? message
      return debugger != nil
    } catch {
      message = error.message
      return false
    }
  }

  /// The number before a key is shown so far, even where it is too large.
  private static let mostTyped = 999_999_999

  /// Carries out a command: by the uppermost layer that handles it itself, else by the table.
  mutating func carryOut(_ command: Command, _ arguments: Arguments) {
    if let count = arguments.count, count > Limits.repetitions.value {
      message =
        "\(count) is too much: a number before a key is at most \(Limits.repetitions.value); "
        + ":run and :goto take more"
      return
    }
    let row = command.row
    if let debugger = debugger {
      if debugger.exercise.hunt != nil, let refusal = row.refusalInBugLab(arguments) {
        message = refusal.message
        return
      }
      if debugger.exercise.quiz?.isOver == false, let refusal = row.waitsForQuiz {
        message = refusal.message
        return
      }
    }
    for index in layers.indices.reversed() {
      let answer = layers[index].carryOut(command, arguments, debugger, context(ofLayer: index))
      if case .passed = answer { continue }
      if command == .present { closeViews() }
      obey(answer, ofLayer: index)
      return
    }
    switch row.effect(arguments) {
    case .debugger(let deed):
      change { (debugger) throws(Refusal) in try deed(&debugger, arguments) }
    case .opens(let opening):
      do throws(Refusal) {
        try open(opening, arguments)
      } catch {
        message = error.message
      }
    case nil: break
    }
  }

  /// Adapts the layers to the current graph: the one place where a layer made for a previous graph
  /// is remade or removed, and where a pending question gets its line.
  mutating func settle(after old: Debugger? = nil) {
    if let debugger, edition != debugger.edition {
      if edition != nil { layers = layers.compactMap { $0.remade(for: debugger, after: old) } }
      edition = debugger.edition
    }
    if debugger?.exercise.prediction == nil {
      layers.removeAll { $0 is Prompt }
    } else if !layers.contains(where: { $0 is Prompt }) {
      closeViews()
      layers.append(Prompt())
    }
    if let quiz = debugger?.exercise.quiz, quiz.isOver, !isFinished,
      !layers.contains(where: { $0 is TextPane })
    {
      layers.append(TextPane(title: "Result", lines: quiz.resultLines.map { StyledLine(" " + $0) }))
    }
    for index in layers.indices { layers[index].fit(debugger, context(ofLayer: index)) }
  }

  /// Closes the view that fills the screen in place of the picture.
  mutating func closeViews() { layers.removeAll { $0 is any View } }
}

extension Debugger? {
  /// Changes a debugger, if there is one, in place, without copying its numbers.
  mutating func change(_ deed: (inout Debugger) throws(Refusal) -> Note?) throws(Refusal) -> Note? {
    guard var changed = take() else { return nil }
    defer { self = changed }
    return try deed(&changed)
  }
}
