import ArgumentParser
import Backpropagation
import Cells
import CursesTerminal
import Debugging
import Drawings
import ExpressionLanguage
import Limits
import Screen
import Sentences
import Visualizer

/// `80x24`.
struct FrameSize: CustomStringConvertible {
  let size: Size

  var description: String { "\(size.columns)x\(size.rows)" }

  /// The default size of a terminal.
  static let usual = FrameSize(size: Size(columns: 80, rows: 24))

  private init(size: Size) { self.size = size }

  /// Throws a sentence that says what is wrong.
  init(_ text: String) throws {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1] else {
      throw ValidationError("A size is COLUMNSxROWS, such as 80x24, and not '\(text)'.")
    }
    let (side, cells) = (Limits.screenSide.value, Limits.screenCells.value)
    guard (1...side).contains(columns), (1...side).contains(rows), columns * rows <= cells else {
      throw ValidationError(
        "A screen has 1 to \(side) columns and rows and at most \(cells) cells, not \(text).")
    }
    size = Size(columns: columns, rows: rows)
  }
}

extension Phase: ExpressibleByArgument {
  /// The phase with this name.
  public init?(argument: String) {
    guard let phase = Phase.allCases.first(where: { $0.name == argument }) else { return nil }
    self = phase
  }

  /// The names of all phases.
  public static var allValueStrings: [String] { allCases.map(\.name) }
}

/// What `draw` prints.
enum DrawFormat: String, CaseIterable, ExpressibleByArgument {
  case text, svg
}

/// The screen as text, or the graph as a drawing.
struct Draw: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the screen as text, or the graph as a drawing.",
    discussion: """
      --keys plays keys first: characters stand for themselves, others are <Enter>, <Esc>, \
      <Tab>, <S-Tab>, <Space>, <Left>, <Right>, <Up>, <Down>, <PgUp>, <PgDn>, <Home>, <End>, <Bksp>, <Del>, <lt> for <, and <U+301> for a character by its code. \
      What recordings have besides is played, too: <Click-4,5> and, within a run, <Run-20>.
      """)

  @OptionGroup var source: SourceArguments
  @Option(
    help: ArgumentHelp("Make so many of the steps that 'backprop steps' lists.", valueName: "count")
  )
  var step: Int?
  @Option(help: "Go to the end of a phase.") var phase: Phase?
  @Option(
    help: ArgumentHelp("The size of the screen.", valueName: "columnsxrows"),
    transform: FrameSize.init)
  var size = FrameSize.usual
  @Option(help: "Keys to play, such as 'nnnN?'.") var keys = ""
  @Flag(help: "ASCII characters only.") var ascii = false
  @Option(help: "Print the screen as text, or the graph alone as a drawing in SVG.")
  var format = DrawFormat.text
  @Flag(help: "Below a drawing, what the pane says of the step.") var board = false
  @Flag(help: "A drawing that plays all steps of the phase.") var animate = false
  @Option(help: "The colours of a drawing: default (green and red) or cb (blue and vermillion).")
  var palette = Palette.standard
  @Flag(help: "A JSON object: lines, the letters of their styles, the cursor.") var json = false
  @Flag(help: "Below the screen, a letter per cell that names its style.") var styles = false

  func validate() throws {
    if format == .text, board || animate {
      throw ValidationError("--board and --animate are for a drawing: --format svg.")
    }
    if format == .svg, json || styles || ascii {
      throw ValidationError("--json, --styles and --ascii are for text, and not for --format svg.")
    }
    if step != nil, phase != nil { throw ValidationError("Give a step or a phase, not both.") }
    if let step, !(0...Limits.iterations.value).contains(step) {
      throw ValidationError("The step is from 0 to 1000000000.")
    }
    if (try? Recording.entries(keys)) == nil {
      throw ValidationError(
        "The keys '\(keys)' have a '<' that names no key; the character is <lt>.")
    }
  }

  func run() throws {
    let source = try source.requiredSource()
    let document = try source.document(self.source.inputs.values)
    var application = source.application(document, size.size)
    application.join(source)
    if let phase { application.go(toEndOf: phase) }
    if let step { application.go(toStep: step) }
    var runs = UnwatchedRuns()
    runs.finish(&application)
    let entries = try Recording.entries(keys)
    for (entry, next) in zip(entries, entries.dropFirst().map(Optional.some) + [nil])
    where !Interrupt.hasCome {
      runs.carryOut(entry, before: next, &application)
    }
    try print(application)
    runs.end(in: application)
  }

  private func print(_ application: Application) throws(ExitCode) {
    if format == .svg { return try printDrawing(application) }
    let frame = ascii ? application.view.ascii : application.view
    if json {
      try Output.print(Self.json(of: frame).text)
      return
    }
    try Output.print(frame.lines.joined(separator: "\n"))
    if styles { try Output.print(frame.styleLines.joined(separator: "\n")) }
  }

  /// Runs that nobody watches: they are finished as fast as they go, or to where Ctrl-C pauses them.
  private struct UnwatchedRuns {
    private let clock = ContinuousClock()
    private var work = LongWork()

    mutating func finish(_ application: inout Application) {
      withClock { application.finishRun($0) }
    }

    /// Plays an entry. A key that was pressed within a run finds it where it was.
    mutating func carryOut(
      _ entry: Recording.Entry, before next: Recording.Entry?, _ application: inout Application
    ) {
      withClock { application.carryOut(entry, $0) }
      if case .run = entry { return }
      if case .run = next { return }
      finish(&application)
    }

    private mutating func withClock(_ body: ((_ progress: String) -> Double?) -> Void) {
      var last = clock.now
      body { progress in
        let now = clock.now
        defer { last = now }
        let goesOn = work.goesOn { _ in progress }
        return goesOn ? last.duration(to: now) / .milliseconds(1) : nil
      }
      work.pause()
    }

    mutating func end(in application: Application) {
      work.end("in iteration \(application.debugger?.snapshot.iteration ?? 0)")
    }
  }

  private static func json(of frame: Frame) -> JSON {
    [
      "columns": frame.size.columns, "rows": frame.size.rows, "lines": frame.lines,
      "styles": frame.styleLines, "cursor": frame.cursor.map { [$0.column, $0.row] },
    ]
  }
}
