import Backpropagation
import Cells
import Debugging
import ExpressionLanguage
import LectureGraphs
import Learning
import Screen
import Sentences
import Trainings
import Visualizer

/// Scripts of keys, pastes, clicks, sizes and edited files, on screens without a terminal: each event
/// is answered, and each screen can be drawn.
struct KeyScripts: Driver {
  static let abstract = "scripts of keys on screens of all sizes"
  static let wholeCount = 100_000
  static let secondsForAnAnswer: Int? = 120
  /// The processor time for an event and the screen after it.
  #if DEBUG
    private static let mostSeconds = 30.0
  #else
    private static let mostSeconds = 3.0
  #endif

  private var events = 0
  private var unread = 0
  private var most = (seconds: 0.0, what: "nothing")
  private var number = 0

  init(_ settings: Settings) {}

  mutating func input(_ number: Int, _ random: inout RandomNumbers) -> [UInt8]? {
    self.number = number
    var writer = ScriptWriter(.events, random)
    return Array(writer.script(acts: 12).text.utf8)
  }

  static func pieces(of input: [UInt8]) -> [ArraySlice<UInt8>] { Script.pieces(of: input) }

  mutating func attempt(_ input: [UInt8]) throws {
    let script = Script(String(decoding: input, as: UTF8.self))
    guard var screen = ShownScreen(script) else {
      unread += 1
      return
    }
    try screen.look()
    for (index, act) in script.acts.enumerated() {
      for event in try screen.events(of: act) + [.tick(milliseconds: 40)] {
        let start = processorSeconds()
        screen.take(event)
        // Typed text is mostly drawn when it is complete.
        if index % 8 == 0 { try screen.look() }
        events += 1
        let seconds = processorSeconds() - start
        if seconds > most.seconds { most = (seconds, "\(act.line) in input \(number)") }
        try demand(seconds < Self.mostSeconds, "\(seconds) s for \(event) of '\(act.line)'")
        if screen.isFinished { return }
      }
      try screen.look()
    }
  }

  var figures: String {
    "\(events) events, \(unread) times the file was none that can be shown, the slowest event took "
      + "\(NumberText.significant(most.seconds, digits: 2)) s (\(most.what))"
  }

  func finish(afterTrying count: Int) throws {
    try demand(events > 3 * count, "hardly any script went on to its end")
  }
}

/// A screen of the program without a terminal around it.
private struct ShownScreen {
  private enum Content {
    case application(Application)
    case comparison(Comparison)
  }

  private var content: Content
  private let file: ShownFile
  private var size: Size

  /// `nil` where the file cannot be shown in this way.
  init?(_ script: Script) {
    file = ShownFile(number: script.file)
    size = script.size
    let source = file.read(file.bytes)
    let size = size
    let lessons = LectureGraphs.all.map {
      Menu.Entry(name: $0.name, title: $0.title, text: $0.text)
    }
    if script.scene == .menu {
      content = .application(
        Application(menu: Menu(lessons), size: size, readExampleFile: ShownFile.table))
      return
    }
    if script.scene == .ask || !source.syntax.freeInputs.isEmpty {
      guard source.syntax.diagnostics.isEmpty else { return nil }
      var application = Application(asking: source, given: [:], size: size)
      application.follow(source, inputs: [:])
      content = .application(application)
      return
    }
    guard case .success(let document) = source.document([:]) else { return nil }
    if script.scene == .compare {

      let model = ComparedModel(name: source.name) { start in
        guard case .success(let document) = source.document([:], start: start) else {
          return document
        }
        return document
      }
      guard model.parameterCount > 0 else { return nil }
      content = .comparison(
        Comparison(ComparedTrainings([model, model], iterations: 30, startCount: 2), size: size))
      return
    }
    var application = Application(
      name: source.name, source: source.syntax.source, document: document, size: size)
    application.hasTints = script.file % 2 == 0
    switch script.scene {
    case .quiz:
      let plan = Timeline(Training(of: document.objective)).plan
      application.start(Quiz(about: plan, phases: Set(Phase.allCases), count: 5, seed: 1))
    case .course:
      if let name = file.exampleName {
        application.join(lessons, at: name, readExampleFile: ShownFile.table)
      }
    default: application.follow(source, inputs: [:])
    }
    content = .application(application)
  }

  var isFinished: Bool {
    switch content {
    case .application(let application): application.isFinished
    case .comparison(let comparison): comparison.isFinished
    }
  }

  /// What comes of an act: events, or another file.
  mutating func events(of act: Act) throws -> [Event] {
    switch act {
    case .keys(let script): return script.keys.map { .key($0) }
    case .paste(let text, _): return [.paste(text)]
    case .resize(let size):
      self.size = size
      return [.resize(size)]
    case .wheel(let point, let lines): return [.wheel(at: point, lines: lines)]
    case .click(let point): return [.click(at: point)]
    case .tick(let milliseconds): return [.tick(milliseconds: milliseconds)]
    case .hangUp: return [.hangUp]
    case .bytes, .signal: return []
    case .file(let seed):
      guard case .application(var application) = content else { return [] }
      if let seed {
        application.reread(file.read(file.edited(seed: seed)))
      } else {
        application.cannotReread("the file is gone")
      }
      content = .application(application)
      return [.filesChanged]
    }
  }

  mutating func take(_ event: Event) {
    switch content {
    case .application(var application):
      content = .comparison(Self.nothing)
      application.update(event)
      _ = application.takeEditedLine()
      content = .application(application)
    case .comparison(var comparison):
      comparison.update(event)
      content = .comparison(comparison)
    }
  }

  private static let nothing = Comparison(ComparedTrainings([], iterations: 0))

  /// Draws the screen; throws what is wrong with it.
  func look() throws {
    let frame =
      switch content {
      case .application(let application): application.view
      case .comparison(let comparison): comparison.view
      }
    try demand(frame.size == size, "a screen of \(frame.size), not \(size)")
    if let cursor = frame.cursor { try demand(frame.contains(cursor), "the cursor is outside") }
    for cell in frame.cells where !cell.character.isASCII || cell.character < " " {
      guard cell != .continuation else { continue }
      if let scalar = cell.character.unicodeScalars.first(where: \.commandsTerminals) {
        throw Fault("the screen has the character U+\(String(scalar.value, radix: 16))")
      }
    }
  }
}
