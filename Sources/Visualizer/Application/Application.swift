import Backpropagation
import Cells
import Debugging
import ExpressionLanguage
import Learning
import Screen
import Sentences

/// Everything the program knows while it runs: what is debugged, and the layers that show it and take
/// events.
///
/// `update` takes an event and is total; `view` is a function. Neither reads a clock, a file or the
/// terminal.
package struct Application: Sendable {
  /// The debugger of the document shown, if there is one. Layers read it and request changes.
  package internal(set) var debugger: Debugger?
  /// The layers on the screen from the bottom: a list, a form or a graph, and what lies over it.
  package var layers: [any Layer]
  /// The edition of the graph that the layers are made for.
  var edition: Int?
  /// The reason why the last key had no effect, until the next key.
  var message: String?
  /// The count typed before a key.
  var count: Int?
  /// The size of the terminal.
  var screen: Size
  /// Whether the terminal shows two pixels of a picture in a cell, by colours.
  package var hasTints = false
  /// Whether the person has quit.
  package internal(set) var isFinished = false

  /// The recording that is played.
  var replay: Replay?
  /// The position to go to as soon as there is a graph.
  var startingPlace: String?
  /// The examples as a sequence of lessons, and the one that is shown.
  var course: Course?
  /// Whether the seed of the backward pass has been predicted in a lesson before; it is asked for once.
  var hasSeed = false
  /// Reads a file of rows that an example names. The examples include theirs, so nothing outside
  /// the program is read.
  var readExampleFile: ExampleFileReader
  /// The file that may be edited while it is shown; `nil` where the source is not a file.
  var live: LiveFile?
  /// The line at which to open an editor.
  var editedLine: Int?

  /// The reader of the files of rows that examples name.
  package typealias ExampleFileReader = @Sendable (FileReference) -> Result<CSVTable, FileProblem>

  /// Starts with the list of examples.
  package init(menu: Menu, size: Size, readExampleFile: @escaping ExampleFileReader) {
    self.init(menu, size, readExampleFile)
  }

  /// Starts with one document.
  package init(name: String, source: SourceText, document: Document, size: Size) {
    self.init(GraphView(), size)
    debugger = Debugger(name: name, source: source, document: document)
    settle()
    message = document.noteOnOpening
  }

  /// Starts by asking for the free inputs of a file that `given` has no values for.
  package init(asking file: SourceFile, given: [String: Double], size: Size) {
    self.init(InputForm(file, given: given), size)
  }

  private init(
    _ layer: any Layer, _ size: Size,
    _ readExampleFile: @escaping ExampleFileReader = { _ in
      .failure(.unreadable(reason: "there is no such file"))
    }
  ) {
    layers = [layer]
    screen = size
    self.readExampleFile = readExampleFile
  }

  /// How many milliseconds may pass until the next `tick`; `nil` while nothing goes on by itself.
  package var tickInterval: Double? {
    let interval = replay == nil ? debugger?.run?.interval : replayInterval
    return interval ?? (isWorking ? 0 : nil)
  }

  /// Whether a layer has something left to compute.
  private var isWorking: Bool { debugger != nil && layers.contains(where: \.isWorking) }

  /// Lets the layers compute their next portion.
  mutating func work(milliseconds: Double) {
    guard let debugger else { return }
    for index in layers.indices where layers[index].isWorking {
      layers[index].work(debugger, milliseconds: milliseconds)
    }
  }

  /// The size of the terminal.
  package var screenSize: Size { screen }

  /// The place in the words of `:goto`; `nil` where there is no graph.
  package var place: String? { debugger.map { $0.cursor.place } }

  /// Something to say on the hint line until the next key.
  package mutating func say(_ text: String) { message = text }

  /// Finishes a run as fast as it goes, where nobody watches; a run without an end stays where it is.
  ///
  /// With a limit, it goes on to that iteration, whether it has an end or not. What layers have left
  /// to compute is finished as well. `passed` is told how far the work has come, and tells the
  /// milliseconds since the last portion, or `nil` to end it where it is.
  package mutating func finishRun(
    upTo limit: Int? = nil, _ passed: (_ progress: String) -> Double? = { _ in 0 }
  ) {
    let pace = debugger?.run?.pace
    func goesOn(_ run: Run) -> Bool { limit.map { run.reached < $0 } ?? !run.isEndless }
    while var run = debugger?.run, goesOn(run) {
      run.pace = .unlimited
      debugger?.run = run
      let milliseconds = passed(run.progress)
      change {
        guard let milliseconds else { return $0.pause() }
        return $0.tick(milliseconds: milliseconds, limit: limit)
      }
    }
    if let pace { debugger?.run?.pace = pace }
    settle()
    while isWorking, let milliseconds = passed("what is left to compute") {
      work(milliseconds: milliseconds)
    }
  }

  /// Does what an entry of a recording says, whatever is replayed; to one that a run goes to first,
  /// it goes as `finishRun` does.
  package mutating func carryOut(
    _ entry: Recording.Entry, _ passed: (_ progress: String) -> Double? = { _ in 0 }
  ) {
    switch entry {
    case .key(let key): update(.key(key))
    case .paste(let text): update(.paste(text))
    case .click(let point): update(.click(at: point))
    case .run(let iteration): finishRun(upTo: iteration, passed)
    }
  }

  /// Goes to the end of a phase of the first iteration.
  package mutating func go(toEndOf phase: Phase) {
    change {
      let plan = $0.timeline.plan
      $0.go(to: plan.end(of: phase, in: plan.firstIteration))
      return nil
    }
  }

  /// Goes to where `count` listed steps have been made.
  package mutating func go(toStep count: Int) {
    change {
      $0.go(to: $0.timeline.plan.position(afterActions: count))
      return nil
    }
  }

  /// Goes to a place in the words of `:goto`, as soon as there is a graph; returns why it cannot.
  package mutating func go(toPlace words: String) -> String? {
    startingPlace = debugger == nil ? words : nil
    guard debugger != nil else { return nil }
    do throws(Refusal) {
      _ = try debugger.change { (debugger) throws(Refusal) in
        try Deeds.goTo(&debugger, Arguments(words: [words]))
      }
      return nil
    } catch {
      return error.message
    }
  }

  /// Starts a quiz with its first question.
  package mutating func start(_ quiz: Quiz) {
    change { (debugger) throws(Refusal) in
      try debugger.start(quiz)
      return nil
    }
    settle()
  }
}
