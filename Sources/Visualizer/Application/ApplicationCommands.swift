import Sentences
import Backpropagation
import ComputationGraph
import ExpressionLanguage

// What commands do, whether a key gives them or a view asks for them.
extension Application {
  mutating func run(_ command: Command, times: Int?, on session: inout Session) {
    if session.hunt != nil, let why = command.refusalInBugLab {
      message = why
      return
    }
    if command.changesGraph { fullView = nil }
    switch command {
    case .step where session.run != nil: tell { session.pause() }
    case .step(let grain, let direction):
      let before = session.position
      session.step(grain, direction, count: times ?? 1)
      if session.position == before, session.run == nil { message = "this is the beginning" }
    case .first: session.jump(to: .beginning)
    case .last: session.goToEnd()
    case .breakpoint: toggleBreakpoint(in: &session)
    case .search where session.run != nil: tell { session.pause() }
    case .search(let direction): tell { () throws(Refusal) in try session.search(direction) }
    case .moveFocus(let movement):
      let from = session.focus ?? Emphasis(of: session.snapshot).node
      let target = movement.target(from: from, in: graphView.picture)
      if target == session.focus { message = "nothing lies in that direction" }
      session.focus(on: target)
    case .toggleGate: toggleGate(in: &session)
    case .openAll: tell { session.setAllGates(open: true) }
    case .closeAll: tell { session.setAllGates(open: false) }
    case .raiseLearningRate:
      tell { session.setLearningRate(LearningRateScale.above(session.learningRate)) }
    case .lowerLearningRate:
      tell { session.setLearningRate(LearningRateScale.below(session.learningRate)) }
    case .moreDecimals: session.setDecimals(session.decimals + (times ?? 1))
    case .fewerDecimals: session.setDecimals(session.decimals - (times ?? 1))
    case .moreDetail: changeLevel(of: session, by: -1)
    case .lessDetail: changeLevel(of: session, by: 1)
    case .automaticDetail:
      graphView.setLevel(nil, of: session)
      message = "detail: \(graphView.picture.level.name)"
    case .play:
      if session.run == nil { session.play(count: times) } else { tell { session.pause() } }
    case .faster: tell { session.setPace(session.pace.faster) }
    case .slower: tell { session.setPace(session.pace.slower) }
    case .predict:
      fullView = nil
      tell { () throws(Refusal) in try session.predict() }
    case .mark: awaited = .mark
    case .returnToMark: awaited = .returnToMark
    case .edit: beginEdit(in: session)
    case .nudge(let isUp): nudge(up: isUp, in: &session)
    case .why: tell { () throws(Refusal) in try session.askWhy(session.nodeAsked) }
    case .rates: openRates(in: session)
    case .check: openCheck(in: session)
    case .bugLab: fullView = .bugs(BugLabView())
    case .bug(let request): answer(request, in: &session)
    case .undo: tell { () throws(Refusal) in try session.undoEdit() }
    case .redo:
      tell { () throws(Refusal) in
        try session.redoEdit()
        return nil
      }
    case .help: reading = Help.pane
    case .present: togglePresentation(of: &session)
    case .point: togglePointer()
    case .hideNumbers:
      session.hiddenNumbers = session.hiddenNumbers.next(at: session.position)
      message = session.hiddenNumbers.words
    case .readFile: reading = live?.pane ?? session.sourcePane
    case .editFile: editFile(of: session)
    case .viewMatrix: viewMatrix(in: session)
    case .viewRegions: fullView = .regions(RegionsView(of: session.file))
    case .viewTemplates:
      fullView = .templates(TemplatesView(of: session.document, screen: size))
    case .viewHealth: fullView = .health(HealthView(of: session))
    case .viewCurves: fullView = .curves(CurvesView())
    case .keepRun: tell { () throws(Refusal) in try session.keepRun() }
    case .forgetRuns: tell { () throws(Refusal) in try session.forgetRuns() }
    case .nextLesson: walk(by: times ?? 1)
    case .previousLesson: walk(by: -(times ?? 1))
    case .commandLine: commandLine = CommandLine()
    case .leave: leave()
    }
  }

  private mutating func toggleGate(in session: inout Session) {
    let node =
      session.focus ?? Emphasis(of: session.snapshot).node ?? session.document.output
    tell { () throws(Refusal) in try session.toggleGate(at: node) }
  }

  private mutating func toggleBreakpoint(in session: inout Session) {
    guard let node = session.focus ?? Emphasis(of: session.snapshot).node else {
      message = "move to a gate first: Tab or the arrow keys"
      return
    }
    tell { session.toggleBreakpoint(at: node) }
  }

  private mutating func viewMatrix(in session: Session) {
    guard let node = session.focus ?? Emphasis(of: session.snapshot).node else {
      message = "move to a node first: Tab or the arrow keys"
      return
    }
    let shape = session.document.graph.shape(of: node)
    if shape.isScalar {
      message = "this is a single number; vectors and matrices can be viewed"
    } else {
      fullView = .matrix(MatrixView(node, shape: shape))
    }
  }

  private mutating func changeLevel(of session: Session, by change: Int) {
    guard let level = DetailLevel(rawValue: graphView.picture.level.rawValue + change) else {
      message = change < 0 ? "this is the largest" : "this is the smallest"
      return
    }
    graphView.setLevel(level, of: session)
    message = "detail: \(level.name)   = chooses what fits"
  }
}

/// The learning rates that `[` and `]` go through: 1, 2 and 5 times a power of ten.
enum LearningRateScale {
  private static let rates: [Double] = (-8...3).flatMap { exponent in
    [1, 2, 5].compactMap { Double("\($0)e\(exponent)") }
  }

  static func above(_ rate: Double) -> Double { rates.first { $0 > rate } ?? rate }
  static func below(_ rate: Double) -> Double { rates.last { $0 < rate } ?? rate }
}
