import ArgumentParser
import Backpropagation
import Cells
import CursesTerminal
import ExpressionLanguage
import LectureGraphs
import Limits
import Visualizer

/// A graph in the terminal; without a file, the list of examples.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a graph in the terminal (the default).")

  @OptionGroup var source: SourceArguments
  @OptionGroup var screen: ScreenArguments
  @Flag(help: "Take clicks and the wheel.") var mouse = false

  @Option(
    help: ArgumentHelp(
      "Begin at a place, in the words of ':goto': a step, 2.9, a name, a phase.", valueName: "place"
    ), completion: .list(Phase.allValueStrings))
  var at: String?
  @Option(help: ArgumentHelp("Record the keys in a file.", valueName: "file"), completion: .file())
  var record: String?
  @Flag(help: "Record over any file, not only over a recording.") var force = false
  @Option(
    help: ArgumentHelp("Play recorded keys: Space plays the next one.", valueName: "file"),
    completion: .file())
  var replay: String?
  @Option(
    help: ArgumentHelp("Play them by themselves, so many milliseconds apart.", valueName: "ms"))
  var pace: Int?

  func validate() throws {
    if force, record == nil { throw ValidationError("--force belongs to --record.") }
    if record != nil, replay != nil { throw ValidationError("Record or replay, not both.") }
    if let pace, !(1...Limits.pace.value).contains(pace) || replay == nil {
      throw ValidationError("--pace takes 1 to 600000 milliseconds and belongs to --replay.")
    }
  }

  func run() throws {
    let recording = try replay.map(readRecording)
    let named =
      try source.source()
      ?? recording.flatMap { recording in
        try Source(recorded: recording.file).map(LoadArguments(load: recording.load).applied)
      }
    if at != nil, named == nil { throw ValidationError("--at needs a file.") }
    guard isTerminal(1) else {
      try printPlainly(named, inputs(recording))
      return
    }
    // Mistakes are reported before the screen is taken over.
    let inputs = inputs(recording)
    let start = try named.map { try Start($0, inputs) } ?? .menu
    if let at {
      var application = start.application(FrameSize.usual.size)
      if let refusal = application.go(toPlace: at) {
        complain("--at: \(refusal.onOneLine)")
        throw ExitStatus.usage
      }
    }
    var recorder = try record.map { path throws(ExitCode) in
      try FileError.complaining(ExitStatus.cannotWrite) { () throws(FileError) in
        try RecordingFile(path, byForce: force)
      }
    }
    // Inside, a status where the recording is not whole.
    let shown: ExitCode?? = try CursesTerminal.session(screen.options(mouse: mouse)) {
      show(start, inputs, recording, &recorder, on: $0)
    }
    switch shown {
    case nil: try printPlainly(named, inputs)
    case .some(let failure): if let failure { throw failure }
    }
  }

  /// The values that are given, before those that a recording was made with.
  private func inputs(_ recording: Recording?) -> [String: Double] {
    (recording?.inputs ?? [:]).merging(source.inputs.values) { $1 }
  }

  /// The start of the program.
  private enum Start {
    case menu
    case document(Source, Document)
    case inputs(Source, [String: Double])

    init(_ source: Source, _ inputs: [String: Double]) throws(ExitCode) {
      let values = source.file.values(inputs)
      let isOpen = source.file.syntax.freeInputs.contains { values[$0.name] == nil }
      if source.file.syntax.diagnostics.isEmpty, isOpen {
        self = .inputs(source, inputs)
      } else {
        self = .document(source, try source.document(inputs))
      }
    }

    /// The named source; `nil` where there is none.
    var source: Source? {
      switch self {
      case .menu: nil
      case .document(let source, _), .inputs(let source, _): source
      }
    }

    func application(_ size: Size) -> Application {
      switch self {
      case .menu:
        Application(menu: Menu(lessons), size: size, readExampleFile: readExampleTable)
      case .document(let source, let document): source.application(document, size)
      case .inputs(let source, let given):
        Application(asking: source.file, given: given, size: size)
      }
    }
  }

  /// Without a terminal: the steps as lines, or the list of examples.
  private func printPlainly(_ named: Source?, _ inputs: [String: Double]) throws {
    guard let named else {
      for graph in LectureGraphs.all { try Output.print("\(graph.name)\t\(graph.title)") }
      return
    }
    let document = try named.documentWithNotes(inputs)
    try Steps.printSteps(of: document, iterations: 1, open: false, json: false)
  }

  private func show(
    _ start: Start, _ inputs: [String: Double], _ recording: Recording?,
    _ recorder: inout RecordingFile?, on terminal: borrowing CursesTerminal
  ) -> ExitCode? {
    var application = start.application(terminal.size)
    application.hasTints = terminal.hasTints
    let source = start.source
    if let source { application.join(source) }
    recorder?.add(
      Recording.header(
        file: source?.recordedName ?? "", size: terminal.size, inputs: inputs,
        load: source?.file.saved?.folder))
    var surroundings = Surroundings(
      source, inputs: inputs, at: application.debugger == nil ? nil : at,
      recorder: recorder.take())
    if let source, surroundings.isWatching {
      application.follow(source.file, inputs: inputs)
    }
    if let at, let refusal = application.go(toPlace: at) { application.say(refusal) }
    if let recording { application.replay(recording, pace: pace.map(Double.init)) }
    terminal.run(&application, with: &surroundings)
    return surroundings.finish()
  }
}

/// Reads a recording; complains and throws where there is none.
private func readRecording(_ path: String) throws(ExitCode) -> Recording {
  do {
    return try Recording(String(keeping: try readFile(path)))
  } catch let problem as Recording.Problem {
    complain("\(path.onOneLine): \(problem.message)")
    throw ExitStatus.badFile
  } catch {
    complain("\(path.onOneLine): error: \((error as? FileError)?.reason ?? "")")
    throw ExitStatus.noFile
  }
}

extension Source {
  /// The screen with a document of this file.
  func application(_ document: Document, _ size: Size) -> Application {
    Application(name: name, source: file.syntax.source, document: document, size: size)
  }
}

extension Application {
  /// Goes on from a lesson to the others, if the source is one.
  mutating func join(_ source: Source) {
    if let lesson = source.lesson {
      join(lessons, at: lesson, readExampleFile: readExampleTable)
    }
  }
}
