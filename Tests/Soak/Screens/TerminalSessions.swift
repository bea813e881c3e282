import Cells
import Foundation
import LectureGraphs
import Learning
import Screen
import Sentences
import TestTerminal
import Visualizer

/// Sessions of the program on a terminal, with everything that happens to one: keys, pastes, sizes,
/// edited files, signals, lost connections. Each key is answered within three seconds of processor
/// time, and at the end the terminal is as it was before.
struct TerminalSessions: Driver {
  static let abstract = "sessions of 1,000 keys on a terminal"
  static let wholeCount = 1_000

  private let program: URL
  private let folder: URL
  private let keysInASession: Int
  private var keys = 0
  private var starts = 0
  private var most = (seconds: 0.0, number: 0)
  private var number = 0

  init(_ settings: Settings) throws {
    program = settings.backprop
    try demand(
      FileManager.default.isExecutableFile(atPath: program.path), "no program at \(program.path)")
    // A session of a few seconds ends with its thousand keys, a shorter test with some of them.
    keysInASession = settings.seconds == nil ? 1_000 : 150
    folder = FileManager.default.temporaryDirectory.appending(
      path: "backprop-soak-\(ProcessInfo.processInfo.processIdentifier)")
    let data = folder.appending(path: "data")
    try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
    for path in LectureGraphs.dataPaths {
      if let bytes = LectureGraphs.data(at: path) {
        try Data(bytes).write(to: folder.appending(path: path))
      }
    }
    for (name, bytes) in Corpus.rows { try Data(bytes).write(to: folder.appending(path: name)) }
  }

  mutating func input(_ number: Int, _ random: inout RandomNumbers) -> [UInt8]? {
    self.number = number
    var writer = ScriptWriter(.terminal, random)
    return Array(writer.script(acts: keysInASession).text.utf8)
  }

  static func pieces(of input: [UInt8]) -> [ArraySlice<UInt8>] { Script.pieces(of: input) }

  mutating func attempt(_ input: [UInt8]) throws {
    let script = Script(String(decoding: input, as: UTF8.self))
    var session = try Session(script, program, folder)
    for act in script.acts {
      try session.perform(act)
      if case .keys(let pressed) = act { keys += pressed.keys.count }
    }
    try session.end()
    starts += session.starts
    if session.most > most.seconds { most = (session.most, number) }
  }

  var figures: String {
    "\(keys) keys, \(starts) starts, the slowest answer took "
      + "\(NumberText.significant(most.seconds, digits: 2)) s of processor time "
      + "(input \(most.number))"
  }
}

/// A person's time with the program, which is started again when it has been left.
private struct Session {
  private let script: Script
  private let program: URL
  private let file: ShownFile
  private let url: URL
  private var terminal: TestTerminal
  private var size: Size
  /// Keys that have not been sent: a person types ahead.
  private var pending: [UInt8] = []
  /// The signals that may have ended the program.
  private var expected: Set<Int32> = []
  private(set) var starts = 0
  private(set) var most = 0.0

  #if DEBUG
    private static let mostSeconds = 30.0
  #else
    private static let mostSeconds = 3.0
  #endif
  private static let entersScreen = Array("\u{1B}[?1049h".utf8)
  private static let longestWait = Duration.seconds(120)

  init(_ script: Script, _ program: URL, _ folder: URL) throws {
    self.script = script
    self.program = program
    var file = ShownFile(number: script.file)
    // What is not shown but tried out or trained has to be without a mistake.
    if script.scene != .show { file = ShownFile(number: script.file % LectureGraphs.all.count) }
    self.file = file
    url = folder.appending(path: file.name)
    size = script.size
    terminal = try Self.start(script, program, file, url, size)
    starts = 1
    try waitForAnswer()
  }

  private static func start(
    _ script: Script, _ program: URL, _ file: ShownFile, _ url: URL, _ size: Size
  ) throws -> TestTerminal {
    try Data(file.bytes).write(to: url)
    let arguments =
      switch script.scene {
      case .show: [url.path] + [[], ["--mouse"], ["--ascii"]][script.file % 3]
      case .menu: [String]()
      case .course: ["course"]
      case .quiz: ["quiz", url.path, "--questions", "5"]
      case .ask: ["-e", "f = (x + y)*z"]
      case .compare: ["compare", url.path, url.path, "--iterations", "50"]
      }
    let kinds = [TerminalEntry.colour, TerminalEntry.colour256, TerminalEntry.monochrome]
    return try TestTerminal.start(
      program, arguments: arguments,
      environment: ["TERM": kinds[script.file % 3], "EDITOR": "/usr/bin/true"],
      columns: size.columns, rows: size.rows)
  }

  mutating func perform(_ act: Act) throws {
    if terminal.hasEnded { try startAgain() }
    if case .keys(let script) = act {
      pending += script.keys.flatMap(Self.bytes)
      if pending.count > 40 { try sendPending() }
      return
    }
    try sendPending()
    switch act {
    case .keys: break
    case .paste(let text, let ended):
      try terminal.send("\u{1B}[200~" + text + (ended ? "\u{1B}[201~" : ""))
    case .bytes(let bytes): try terminal.send(bytes)
    case .resize(let size):
      self.size = size
      terminal.resize(columns: size.columns, rows: size.rows)
    case .click(let point):
      try terminal.send("\u{1B}[<0;\(point.column + 1);\(point.row + 1)M")
      try terminal.send("\u{1B}[<0;\(point.column + 1);\(point.row + 1)m")
    case .wheel(let point, let lines):
      let button = lines < 0 ? 64 : 65
      try terminal.send("\u{1B}[<\(button);\(point.column + 1);\(point.row + 1)M")
    case .tick(let milliseconds):
      try terminal.takeOutput(milliseconds: Int32(min(milliseconds, 20)))
    case .file(let seed?): try Data(file.edited(seed: seed)).write(to: url)
    case .file(nil): try? FileManager.default.removeItem(at: url)
    case .signal(let signal): try send(signal)
    case .hangUp:
      expected.insert(SIGHUP)
      terminal.hangUp()
      try waitForEnd { _ in }
      return
    }
    try waitForAnswer()
  }

  private mutating func send(_ signal: Act.Signal) throws {
    switch signal {
    case .stop:
      let mark = terminal.output.count
      terminal.signal(SIGTSTP)
      // The program stops when it next waits for a key; only then has it the screen again.
      let deadline = ContinuousClock.now + .seconds(5)
      while !terminal.output.dropFirst(mark).contains(Self.entersScreen), .now < deadline {
        terminal.signal(SIGCONT)
        try takeOutput(milliseconds: 5)
        if terminal.hasEnded { return }
      }
    case .freeze:
      terminal.signal(SIGSTOP)
      try terminal.send("nnN")
      terminal.signal(SIGCONT)
    case .resize: terminal.signal(SIGWINCH)
    case .terminate:
      expected.insert(SIGTERM)
      terminal.signal(SIGTERM)
      try waitForEnd { _ in }
    case .interrupt:
      expected.insert(SIGINT)
      terminal.signal(SIGINT)
      try waitForEnd { _ in }
    }
  }

  private mutating func sendPending() throws {
    try terminal.send(pending)
    pending = []
    try waitForAnswer()
  }

  /// Waits until the program has read all that was sent. It reads a key when it has answered the one
  /// before.
  private mutating func waitForAnswer() throws {
    var unread = -1
    var since = (seconds: terminal.processorSeconds, time: ContinuousClock.now)
    while true {
      try takeOutput(milliseconds: 0)
      if terminal.hasEnded { return try checkEnd() }
      let now = terminal.unreadCount
      let seconds = terminal.processorSeconds
      if now != unread { since = (seconds, .now) }
      unread = now
      most = max(most, seconds - since.seconds)
      try demand(
        seconds - since.seconds < Self.mostSeconds, "\(seconds - since.seconds) s without an answer"
      )
      try demand(since.time + Self.longestWait > .now, "no answer and no work for two minutes")
      // Where the program has given the terminal back for a while, the system echoes what is typed.
      if now <= 0, !terminal.output.isEmpty, !terminal.hasSettingsOfStart { return }
      try takeOutput(milliseconds: 5)
    }
  }

  private func takeOutput(milliseconds: Int32) throws {
    do {
      try terminal.takeOutput(milliseconds: milliseconds)
    } catch {
      throw Fault("the terminal was sent what no terminal knows: \(error)")
    }
  }

  /// Waits for the end, which `ask` asks for from time to time.
  private mutating func waitForEnd(_ ask: (TestTerminal) throws -> Void) throws {
    let start = terminal.processorSeconds
    let begun = ContinuousClock.now
    var asked = begun - .seconds(2)
    while !terminal.hasEnded {
      if asked + .seconds(2) < .now {
        try ask(terminal)
        asked = .now
      }
      try takeOutput(milliseconds: 5)
      let seconds = terminal.processorSeconds - start
      most = max(most, seconds)
      try demand(seconds < Self.mostSeconds, "\(seconds) s of work before it ended")
      try demand(begun + Self.longestWait > .now, "it has not ended within two minutes")
    }
    try checkEnd()
  }

  /// Leaves the program, if it is still there.
  mutating func end() throws {
    if terminal.hasEnded { return }
    try sendPending()
    if terminal.hasEnded { return }
    expected.insert(SIGINT)
    // After what may be a paste without its end, the interrupt is a key again.
    try waitForEnd { try $0.send("\u{1B}[201~\u{3}") }
  }

  private mutating func startAgain() throws {
    pending = []
    expected = []
    terminal = try Self.start(script, program, file, url, size)
    starts += 1
    try waitForAnswer()
  }

  /// Throws what is wrong with how the program has ended.
  private func checkEnd() throws {
    let ending = try terminal.waitForEnd()
    switch ending {
    case .exited(0): break
    case .signalled(let number) where expected.contains(number): break
    default: throw Fault("it ended with \(ending)\n\(terminal.screen.text)")
    }
    guard !expected.contains(SIGHUP) else { return }
    try demand(terminal.isRestored, "the terminal is not as it was before")
    guard let text = String(validating: terminal.output, as: UTF8.self) else {
      throw Fault("the terminal was sent bytes that are no character")
    }
    for scalar in text.unicodeScalars where scalar.value >= 0x7F && scalar.commandsTerminals {
      throw Fault("the terminal was sent the character U+\(String(scalar.value, radix: 16))")
    }
  }

  /// The bytes that a terminal sends for a key.
  private static func bytes(of key: Key) -> [UInt8] {
    switch key {
    case .character(let character): Array(String(character).utf8)
    case .control(let character): [(character.asciiValue ?? 0x61) & 0x1F]
    case .enter: [0x0D]
    case .escape: [0x1B]
    case .tab: [0x09]
    case .backspace: [0x7F]
    case .backTab: Array("\u{1B}[Z".utf8)
    case .delete: Array("\u{1B}[3~".utf8)
    case .up: Array("\u{1B}[A".utf8)
    case .down: Array("\u{1B}[B".utf8)
    case .right: Array("\u{1B}[C".utf8)
    case .left: Array("\u{1B}[D".utf8)
    case .home: Array("\u{1B}[H".utf8)
    case .end: Array("\u{1B}[F".utf8)
    case .pageUp: Array("\u{1B}[5~".utf8)
    case .pageDown: Array("\u{1B}[6~".utf8)
    case .function(1): Array("\u{1B}OP".utf8)
    case .function: Array("\u{1B}[15~".utf8)
    }
  }
}
