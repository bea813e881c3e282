import Sentences
import Backpropagation
import Cells
import ExpressionLanguage
import Learning
import Screen

/// Everything the program knows while it runs: what is shown, and what was typed and not finished.
///
/// `update` takes an event and is total; `view` is a function. Neither reads a clock, a file or the
/// terminal.
package struct Application: Sendable {
  /// What fills the screen.
  enum Scene: Sendable {
    case menu(Menu)
    case inputs(InputForm)
    case session(Session)
  }

  var scene: Scene
  /// How the graph of the document is looked at.
  var graphView = GraphView()
  /// The list that `q` goes back to, as it was left; `nil` where the program began with a file.
  var menuPlace: Menu?
  /// What fills the screen in place of the picture.
  var fullView: FullView?
  /// Reads a file of rows that an example names. The examples bring theirs along, so nothing outside
  /// of the program is read.
  var readExampleFile: ExampleFileReader
  /// What is read over everything else.
  var reading: TextPane?
  var commandLine: CommandLine?
  /// The line in which a value is being changed.
  var editLine: EditLine?
  /// What the last key could not do, until the next one.
  var message: String?
  /// What the next key names a mark for.
  var awaited: AwaitedMark?
  /// The count typed before a key.
  var count: Int?
  /// The size of the terminal.
  var screen: Size
  /// Whether the terminal shows two pixels of a picture in a cell, by colours.
  package var hasTints = false
  /// Whether the person has left.
  package internal(set) var isFinished = false

  /// The recording that is played.
  var replay: Replay?
  /// The place to go to as soon as there is a graph.
  var startingPlace: String?
  /// Presenting: the picture alone, for a classroom.
  var presentation: Presentation?
  /// What the teacher points with.
  var pointer: Pointer?
  /// The examples as lessons one after the other, and which of them is shown.
  var course: Course?
  /// The file that may be edited while it is shown; `nil` for what stands in none.
  var live: LiveFile?
  /// The line at which an editor is asked for.
  var editedLine: Int?

  /// What finds the file of rows that an example names.
  package typealias ExampleFileReader =
    @Sendable (FileReference) -> Result<CSVTable, FileProblem>

  /// Starts with the list of examples.
  package init(menu: Menu, size: Size, readExampleFile: @escaping ExampleFileReader) {
    menuPlace = menu
    self.readExampleFile = readExampleFile
    screen = size
    scene = .menu(menu)
  }

  /// Starts with one document.
  package init(name: String, source: SourceText, document: Document, size: Size) {
    menuPlace = nil
    readExampleFile = Self.noExampleFile
    screen = size
    scene = .session(Session(name: name, source: source, document: document))
    fit()
  }

  /// Starts with asking for what a file leaves open and `given` does not give.
  package init(asking file: SourceFile, given: [String: Double], size: Size) {
    menuPlace = nil
    readExampleFile = Self.noExampleFile
    screen = size
    scene = .inputs(InputForm(file, given: given))
  }

  /// The size of what is shown: the screen, but for the line of the bug lab.
  var size: Size {
    isInBugLab ? Size(columns: screen.columns, rows: screen.rows - bugBannerRows) : screen
  }

  /// What a mark is named for.
  enum AwaitedMark: Hashable, Sendable {
    case mark, returnToMark
  }

  /// How many milliseconds may pass until the next `tick`; `nil` while nothing goes on by itself.
  package var tickInterval: Double? { replay == nil ? session?.run?.interval : replayInterval }

  private static let noExampleFile: ExampleFileReader = { _ in
    .failure(.unreadable(reason: "there is no such file"))
  }

  /// The document that is shown, if one is.
  package var session: Session? {
    if case .session(let session) = scene { session } else { nil }
  }

  /// Something to say on the hint line until the next key.
  package mutating func say(_ text: String) { message = text }

  /// Goes on by itself to where it is going at once, without time passing; what has no end stays.
  package mutating func finishRun() {
    while session?.run?.isEndless == false {
      changeSession { $0.tick(milliseconds: 40) }
    }
  }

  /// Says what came of an action, if it has anything to say, or why it cannot be done.
  mutating func tell(_ action: () throws(Refusal) -> Note?) {
    do throws(Refusal) {
      message = try action()?.message ?? message
    } catch {
      message = error.message
    }
  }

  /// Changes the session, if there is one, without a second copy of its numbers.
  mutating func changeSession(_ change: (inout Session) -> Note?) {
    guard case .session(var session) = scene else { return }
    scene = .menu(Menu([]))
    message = change(&session)?.message ?? message
    scene = .session(session)
    fit()
  }

  /// Sizes what is shown for the screen, and makes the picture of the graph that is open now.
  mutating func fit() {
    let size = size
    fullView?.fit(size)
    pointer?.fit(size)
    if case .session(let session) = scene {
      graphView.follow(session, in: Panes(size).picture.size)
    }
  }
}

extension Application {
  /// Goes to the end of a phase of the first iteration.
  package mutating func go(toEndOf phase: Phase) {
    changeSession {
      $0.go(to: $0.timeline.plan.end(of: phase, in: 0))
      return nil
    }
  }

  /// Goes to where `count` listed steps have been made.
  package mutating func go(toStep count: Int) {
    changeSession {
      $0.go(to: $0.timeline.plan.position(afterActions: count))
      return nil
    }
  }
}
