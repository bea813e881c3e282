import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import GraphPicture
import Screen
import Sentences

// The layer of the graph: a key that reaches it is a command, or a digit before one.
extension GraphView: Layer {
  var fillsScreen: Bool { true }

  mutating func take(_ key: Key, _ debugger: Debugger?, _ context: LayerContext) -> LayerAnswer {
    guard let debugger else { return .passed }
    if debugger.exercise.asksBetween {
      let answer = Self.quizRows.answer(to: key, for: &self)
      guard case .passed = answer else { return answer }
    }
    switch debugger.attention.study {
    case .nudge(var nudge):
      let answer = Self.nudgeRows.answer(to: key, for: &nudge)
      guard case .passed = answer else { return answer }
    case .why(var why):
      let answer = Self.whyRows.answer(to: key, for: &why)
      guard case .passed = answer else { return answer }
    case nil: break
    }
    if case .character(let digit) = key, digit.isASCII, let number = digit.wholeNumberValue,
      number > 0 || context.count != nil
    {
      return .asks(.digit(number))
    }
    guard let command = Command(key) else {
      return .taken("that key does nothing here; ? shows those that do")
    }
    return .asks(.command(command, Arguments(count: context.count)))
  }

  /// Focuses the node that was clicked.
  mutating func click(_ point: Point, _ debugger: Debugger?, _ context: LayerContext) -> LayerAnswer
  {
    guard presentation == nil, let debugger,
      let node = node(at: point, in: Panes(context.size).picture, of: debugger)
    else { return .taken(nil) }
    return .asks(.silentChange { $0.attention.focus = node })
  }

  mutating func carryOut(
    _ command: Command, _ arguments: Arguments, _ debugger: Debugger?, _ context: LayerContext
  ) -> LayerAnswer {
    if let debugger, [.nudgeUp, .nudgeDown].contains(command),
      let node = Self.arrayToNudge(debugger)
    {
      return .asks(.entryToNudge(node))
    }
    guard let debugger, case .opens(let opening) = command.row.effect(arguments) else {
      return .passed
    }
    switch opening {
    // A hidden picture need not follow anything.
    case .look where context.isCovered: return .taken(nil)
    case .look(let movement):
      let target = picture.target(of: movement, from: debugger.nodeMeant.toLookAt)
      return .asks(
        .change {
          let before = $0.attention.focus
          $0.attention.focus = target
          return target == before ? "nothing lies in that direction" : nil
        })
    case .detail(let change):
      // A form that is not possible for this graph is passed over.
      var form = picture.form
      repeat {
        guard let moved = form.moved(by: change) else {
          return .taken(change < 0 ? "this is the largest" : "this is the smallest")
        }
        form = moved
        setForm(form, of: debugger)
      } while picture.form != form
      return .taken("detail: \(form.name)   = chooses what fits")
    case .automaticDetail:
      setForm(nil, of: debugger)
      return .taken("detail: \(picture.form.name)")
    case .tape:
      toggleTape(of: debugger)
      return .taken("detail: \(picture.form.name)   = chooses what fits")
    case .level:
      let named = PictureForm.allCases.first { $0.name == arguments.words.first }
      guard arguments.words.count == 1 else { return .asks(.refusal(.usage(of: .level))) }
      guard named != nil || arguments.words == ["auto"] else {
        return .asks(.refusal(.unknown(arguments.words[0], of: .level, "there is no level")))
      }
      setForm(named, of: debugger)
      return .taken(nil)
    case .present: return togglePresentation(of: debugger)
    default: return .passed
    }
  }

  /// The array that would be nudged, of which somebody has to say which entry; `nil` for a single number,
  /// and where an entry is nudged already.
  private static func arrayToNudge(_ debugger: Debugger) -> Node.ID? {
    if case .nudge = debugger.attention.study { return nil }
    let node = debugger.nodeMeant.toAsk
    return debugger.document.graph.shape(of: node).isScalar ? nil : node
  }

  mutating func fit(_ debugger: Debugger?, _ context: LayerContext) {
    if let debugger { follow(debugger, in: Panes(context.size).picture.size) }
  }

  func remade(for new: Debugger, after old: Debugger?) -> (any Layer)? {
    old == nil ? self : GraphView(in: chosenForm, presentation)
  }

  func draw(_ debugger: Debugger?, _ context: LayerContext, into frame: inout Frame) {
    guard let debugger else { return }
    if presentation == nil {
      draw(debugger, into: &frame, notes: context.notes)
    } else {
      present(debugger, into: &frame)
      presentQuestion(of: debugger, into: &frame)
    }
  }

  func hints(_ context: LayerContext) -> [Hint]? {
    if presentation != nil { return nil }
    let back = Hint("S N C I", "back")
    return [
      Hint("s", "step"), Hint("n", "gate"), Hint("c", "phase"), Hint("i", "iteration"),
    ]
      + (context.offersNextLesson
        ? [Hint("}", "next lesson"), back] : [back, Hint("Enter", "open")])
      + [Hint("?", "help"), Hint("q", context.hasList ? "list" : "quit")]
  }

  func help(_ debugger: Debugger?) -> [KeyHelp] {
    var help: [KeyHelp] = []
    if debugger?.exercise.asksBetween == true { help.append(KeyHelp("Quiz", Self.quizRows)) }
    switch debugger?.attention.study {
    case .nudge: help.append(KeyHelp("Nudge", Self.nudgeRows))
    case .why: help.append(KeyHelp("Why", Self.whyRows))
    case nil: break
    }
    return help + Command.keyHelp
  }

  /// Between the questions of a quiz everything can be inspected; these keys go on.
  private static let quizRows: [KeyRow<GraphView>] = [
    KeyRow(
      .enter, " ", "p", help: "the next question",
      answers: { _ in .asks(.silentChange { $0.askNext() }) }
    ),
    KeyRow("q", help: "ends the quiz", answers: { _ in .asks(.silentChange { $0.endQuiz() }) }),
  ]

  private static let nudgeRows: [KeyRow<NudgeStudy>] = [
    KeyRow(
      .enter, help: "makes the marked row true",
      answers: { nudge in
        .asks(.change { [nudge] (debugger) throws(Refusal) in try debugger.setNudged(nudge) })
      })
  ]

  private static let whyRows: [KeyRow<Why>] =
    [
      KeyRow(
        .tab, help: "the next reason",
        answers: { _ in .asks(.silentChange { $0.attention.selectReason(by: 1) }) }),
      KeyRow(
        .backTab, help: "the one before",
        answers: { _ in .asks(.silentChange { $0.attention.selectReason(by: -1) }) }),
      KeyRow(
        .enter, help: "asks on at the marked one",
        answers: { why in Self.following(why, why.selected) }),
      KeyRow(
        "w", .escape, help: "back to where you asked first",
        answers: { why in
          .asks(
            .silentChange { [origin = why.origin] in
              guard let origin else { return }
              $0.go(to: origin.position)
              $0.attention.focus = origin.focus
            })
        }),
    ]
    + (1...9).map { number in
      KeyRow(
        .character(Character("\(number)")), help: "asks on at number \(number)",
        answers: { why in following(why, number - 1) })
    }

  private static func following(_ why: Why, _ index: Int) -> LayerAnswer {
    .asks(
      .change { (debugger) throws(Refusal) in
        try debugger.askWhy(why.node(ofContribution: index))
      })
  }
}

extension Exercise {
  /// Whether a quiz question has been answered and the next one has not been asked.
  fileprivate var asksBetween: Bool { quiz?.isOver == false && prediction == nil }
}
