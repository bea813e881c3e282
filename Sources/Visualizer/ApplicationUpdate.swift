import ComputationGraph
import ExpressionLanguage
import Screen

extension Application {
  /// Takes one event.
  package mutating func update(_ event: Event) {
    let size = size
    defer { if self.size != size { fit() } }
    switch event {
    case .key(let key) where replay != nil:
      takeInReplay(key)
    case .wheel where replay != nil, .click where replay != nil, .paste where replay != nil:
      break
    case .key(let key):
      message = nil
      take(key)
    case .paste(let text):
      paste(text)
    case .resize(let size):
      screen = size
    case .wheel(_, let lines):
      take(lines < 0 ? .pageUp : .pageDown)
    case .click(let point):
      click(point)
    case .tick(let milliseconds):
      tick(milliseconds)
    case .filesChanged:
      // Whoever reads files hands on what has become of them.
      break
    case .hangUp:
      isFinished = true
    }
  }

  private mutating func take(_ key: Key) {
    if reading != nil {
      takeWhileReading(key)
      return
    }
    if takeWithPointer(key) { return }
    switch scene {
    case .menu(var menu):
      take(key, in: &menu)
    case .inputs(var form):
      take(key, in: &form)
    case .session(var session):
      if takeWhilePredicting(key, &session) { return }
      if editLine != nil {
        takeInEditLine(key, &session)
      } else if commandLine != nil {
        takeInCommandLine(key, &session)
      } else if awaited != nil || !takeInFullView(key, &session) {
        take(key, in: &session)
      }
    }
  }

  /// Moves the pointer, or takes it away; returns whether that was all.
  private mutating func takeWithPointer(_ key: Key) -> Bool {
    guard pointer != nil, commandLine == nil, editLine == nil, session?.prediction == nil else {
      return false
    }
    if key == .escape {
      pointer = nil
      return true
    }
    let (times, size) = (count ?? 1, size)
    guard pointer?.take(key, times: times, in: size) == true else { return false }
    count = nil
    return true
  }

  /// Gives a key to the view that fills the screen; returns whether that was all.
  private mutating func takeInFullView(_ key: Key, _ session: inout Session) -> Bool {
    switch fullView?.take(key) {
    case .taken:
      // The picture looks at what the list does.
      if case .check(let view) = fullView { changeSession { $0.focus(on: view.node) } }
      return true
    case .closed:
      fullView = nil
      return true
    case .asks(let command):
      run(command, times: nil, on: &session)
      message = session.takeNotice() ?? message
      scene = .session(session)
      return true
    case .passed, nil: return false
    }
  }

  /// Goes on with what runs by itself.
  private mutating func tick(_ milliseconds: Double) {
    if replay == nil {
      changeSession { $0.tick(milliseconds: milliseconds) }
    } else {
      tickReplay(milliseconds)
    }
  }

  private mutating func paste(_ text: String) {
    if editLine != nil {
      editLine?.insert(text)
    } else if commandLine != nil {
      commandLine?.insert(text)
    } else if session?.prediction != nil {
      changeSession { $0.prediction?.insert(text) }
    } else if case .inputs(var form) = scene {
      form.insert(text)
      scene = .inputs(form)
    }
  }

  /// Looks at the node that is clicked on.
  private mutating func click(_ point: Point) {
    if pointer != nil {
      pointer = Pointer(at: point, in: size)
      return
    }
    guard reading == nil, presentation == nil, case .session(var session) = scene,
      session.prediction == nil,
      let node = session.node(at: point, in: Panes(size).picture)
    else { return }
    session.focus(on: node)
    scene = .session(session)
  }

  // MARK: The menu

  private mutating func take(_ key: Key, in menu: inout Menu) {
    switch key {
    case .up, .character("k"): menu.move(by: -1)
    case .down, .character("j"): menu.move(by: 1)
    case .pageUp: menu.move(by: -10)
    case .pageDown, .character(" "): menu.move(by: 10)
    case .home, .character("g"): menu.move(by: -menu.entries.count)
    case .end, .character("G"): menu.move(by: menu.entries.count)
    case .enter, .right, .character("l"), .character("o"):
      if let entry = menu.selected { open(entry, from: menu) }
      return
    case .character("q"), .escape:
      isFinished = true
    default: break
    }
    scene = .menu(menu)
  }

  private mutating func open(_ entry: Menu.Entry, from menu: Menu) {
    menuPlace = menu
    course = Course(menu.entries, at: entry.name)
    start(file(of: entry), given: [:])
  }

  /// Shows a file, after asking for its free inputs.
  mutating func start(_ file: SourceFile, given: [String: Double]) {
    let form = InputForm(file, given: given)
    live?.inputs = given
    guard form.current == nil else {
      scene = .inputs(form)
      return
    }
    switch file.document(given) {
    case .success(let document):
      scene = .session(
        Session(
          name: file.name, source: file.syntax.source, document: document,
          viewport: Panes(size).picture.size))
      if let startingPlace { message = go(toPlace: startingPlace) }
    case .failure(let list):
      message = list.text(file: file.name, source: file.syntax.source)
    }
  }

  private mutating func take(_ key: Key, in form: inout InputForm) {
    if key == .escape {
      leave()
      return
    }
    form.take(key)
    scene = .inputs(form)
    if form.current == nil { start(form.file, given: form.values) }
  }

  private mutating func takeWhileReading(_ key: Key) {
    let rows = size.rows - 2
    switch key {
    case .down, .character("j"): reading?.scroll(by: 1, rows: rows)
    case .up, .character("k"): reading?.scroll(by: -1, rows: rows)
    case .pageDown, .character(" "): reading?.scroll(by: rows, rows: rows)
    case .pageUp, .backspace: reading?.scroll(by: -rows, rows: rows)
    default:
      reading = nil
      if session?.quiz?.isOver == true { isFinished = true }
    }
  }

  // MARK: A graph

  private mutating func take(_ key: Key, in session: inout Session) {
    if awaited == nil, session.takeInStudy(key) {
      message = session.takeNotice()
      scene = .session(session)
      return
    }
    if awaited == nil, case .character(let digit) = key, digit.isASCII,
      let number = digit.wholeNumberValue,
      number > 0 || count != nil
    {
      count = min(99_999, 10 * (count ?? 0) + number)
      return
    }
    let times = count
    count = nil
    if let awaited {
      self.awaited = nil
      take(markNamed: key, for: awaited, in: &session)
    } else if key == .escape, session.run != nil {
      session.pause()
    } else if key == .escape {
      session.focus(on: nil)
    } else if let command = KeyBinding.command(for: key) {
      run(command, times: times, on: &session)
      if isFinished || command.leavesGraph { return }
    } else {
      message = "that key does nothing here; ? shows those that do"
    }
    message = session.takeNotice() ?? message
    scene = .session(session)
  }

  /// Takes the letter that follows `m` or `'`.
  private mutating func take(
    markNamed key: Key, for purpose: AwaitedMark, in session: inout Session
  ) {
    guard case .character(let name) = key, name.isLetter || name == "'" else {
      if key != .escape { message = "a mark is named by a letter" }
      return
    }
    switch purpose {
    case .mark: session.setMark(name)
    case .returnToMark: session.returnToMark(name)
    }
  }

  private mutating func run(_ command: Command, times: Int?, on session: inout Session) {
    if session.hunt != nil, let why = command.refusalInBugLab {
      message = why
      return
    }
    if command.changesGraph { fullView = nil }
    switch command {
    case .step where session.run != nil: session.pause()
    case .step(let grain, let direction):
      let before = session.position
      session.step(grain, direction, count: times ?? 1)
      if session.position == before, session.run == nil { session.say("this is the beginning") }
    case .first: session.jump(to: 0)
    case .last: session.goToEnd()
    case .breakpoint: toggleBreakpoint(in: &session)
    case .search where session.run != nil: session.pause()
    case .search(let direction): session.search(direction)
    case .moveFocus(let movement):
      let from = session.focus ?? Emphasis(of: session.snapshot).node
      let target = movement.target(from: from, in: session.picture)
      if target == session.focus { message = "nothing lies in that direction" }
      session.focus(on: target)
    case .toggleGate: toggleGate(in: &session)
    case .openAll: session.setAllGates(open: true)
    case .closeAll: session.setAllGates(open: false)
    case .raiseLearningRate: session.setLearningRate(LearningRateScale.above(session.learningRate))
    case .lowerLearningRate: session.setLearningRate(LearningRateScale.below(session.learningRate))
    case .moreDecimals: session.setDecimals(session.decimals + (times ?? 1))
    case .fewerDecimals: session.setDecimals(session.decimals - (times ?? 1))
    case .moreDetail: changeLevel(of: &session, by: -1)
    case .lessDetail: changeLevel(of: &session, by: 1)
    case .automaticDetail:
      session.setLevel(nil)
      message = "detail: \(session.picture.level.name)"
    case .play:
      if session.run == nil { session.play(count: times) } else { session.pause() }
    case .faster: session.setPace(session.pace.faster)
    case .slower: session.setPace(session.pace.slower)
    case .predict:
      fullView = nil
      session.predict()
    case .mark: awaited = .mark
    case .returnToMark: awaited = .returnToMark
    case .edit: beginEdit(in: session)
    case .nudge(let isUp): nudge(up: isUp, in: &session)
    case .why: session.askWhy(session.nodeAsked)
    case .rates: openRates(in: session)
    case .check: openCheck(in: session)
    case .bug(let request): answer(request, in: &session)
    case .undo: session.undoEdit()
    case .redo: session.redoEdit()
    case .help: reading = Help.pane
    case .present: togglePresentation(of: &session)
    case .point: togglePointer()
    case .hideNumbers:
      hiddenNumbers = hiddenNumbers.next(at: session.position)
      message = hiddenNumbers.words
    case .readFile: reading = live?.pane ?? session.sourcePane
    case .editFile: editFile(of: session)
    case .viewMatrix: viewMatrix(in: session)
    case .viewRegions: fullView = .regions(RegionsView(of: session.file))
    case .viewTemplates:
      fullView = .templates(TemplatesView(of: session.document, screen: size))
    case .viewHealth: fullView = .health(HealthView(of: session))
    case .viewCurves: fullView = .curves(CurvesView())
    case .keepRun: session.keepRun()
    case .forgetRuns: session.forgetRuns()
    case .nextLesson: walk(by: times ?? 1)
    case .previousLesson: walk(by: -(times ?? 1))
    case .commandLine: commandLine = CommandLine()
    case .leave: leave()
    }
  }

  private mutating func toggleGate(in session: inout Session) {
    let node =
      session.focus ?? Emphasis(of: session.snapshot).node ?? session.document.output
    if !session.toggleGate(at: node) {
      message = "this gate does not open: it is not made of others"
    }
  }

  private mutating func toggleBreakpoint(in session: inout Session) {
    guard let node = session.focus ?? Emphasis(of: session.snapshot).node else {
      message = "move to a gate first: Tab or the arrow keys"
      return
    }
    session.toggleBreakpoint(at: node)
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

  private mutating func changeLevel(of session: inout Session, by change: Int) {
    guard let level = DetailLevel(rawValue: session.picture.level.rawValue + change) else {
      message = change < 0 ? "this is the largest" : "this is the smallest"
      return
    }
    session.setLevel(level)
    message = "detail: \(level.name)   = chooses what fits"
  }

  /// Back to the list of examples, or out of the program.
  private mutating func leave() {
    count = nil
    fullView = nil
    pointer = nil
    presentation = nil
    hiddenNumbers = .none
    if let menuPlace {
      scene = .menu(menuPlace)
    } else {
      isFinished = true
    }
  }

  private mutating func takeInCommandLine(_ key: Key, _ session: inout Session) {
    let shown = session
    switch commandLine?.take(key, candidates: { CommandWords.candidates($0, in: shown) }) {
    case .editing, nil:
      return
    case .cancelled:
      commandLine = nil
      return
    case .entered(let text):
      commandLine = nil
      switch CommandWords.run(text, on: &session) {
      case .done: message = session.takeNotice()
      case .refused(let why): message = why
      case .help: reading = Help.pane
      case .read(let pane): reading = pane
      case .rates: openRates(in: session)
      case .check: openCheck(in: session)
      case .bugs: answer(.list, in: &session)
      case .leave:
        leave()
        return
      }
    }
    scene = .session(session)
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
