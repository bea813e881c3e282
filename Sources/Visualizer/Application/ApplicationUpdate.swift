import Sentences
import Cells
import ComputationGraph
import ExpressionLanguage
import Screen

extension Application {
  /// Takes one event.
  package mutating func update(_ event: Event) {
    defer { fit() }
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
      if case .check(let view) = fullView {
        changeSession {
          $0.focus(on: view.node)
          return nil
        }
      }
      return true
    case .closed:
      fullView = nil
      return true
    case .asks(let command):
      run(command, times: nil, on: &session)
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
      changeSession {
        $0.prediction?.insert(text)
        return nil
      }
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
      let node = graphView.node(at: point, in: Panes(size).picture, of: session)
    else { return }
    session.focus(on: node)
    scene = .session(session)
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

  private mutating func take(_ key: Key, in session: inout Session) {
    if awaited == nil, takeInStudy(key, &session) {
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
      tell { session.pause() }
    } else if key == .escape {
      session.focus(on: nil)
    } else if let command = KeyBinding.command(for: key) {
      run(command, times: times, on: &session)
      if isFinished || command.leavesGraph { return }
    } else {
      message = "that key does nothing here; ? shows those that do"
    }
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
    case .mark: tell { session.setMark(name) }
    case .returnToMark: tell { () throws(Refusal) in try session.returnToMark(name) }
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
      case .done(let note): message = note?.message
      case .refused(let why): message = why
      case .help: reading = Help.pane
      case .read(let pane): reading = pane
      case .rates: openRates(in: session)
      case .check: openCheck(in: session)
      case .level(let level): graphView.setLevel(level, of: session)
      case .bugs: fullView = .bugs(BugLabView())
      case .leave:
        leave()
        return
      }
    }
    scene = .session(session)
  }
}
