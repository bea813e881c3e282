import ArgumentParser
import Backpropagation
import Cells
import ExpressionLanguage
import Screen
import Sentences
import Visualizer

/// `80x24`.
struct FrameSize: ExpressibleByArgument, CustomStringConvertible {
  let size: Size

  var description: String { "\(size.columns)x\(size.rows)" }

  /// The default size of a terminal.
  static let usual = FrameSize(size: Size(columns: 80, rows: 24))

  private init(size: Size) { self.size = size }

  init?(argument: String) {
    let parts = argument.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let columns = parts[0], let rows = parts[1],
      (1...10_000).contains(columns), (1...10_000).contains(rows)
    else { return nil }
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

/// The screen as text.
struct Draw: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the screen as text.",
    discussion: """
      --keys plays keys first: characters stand for themselves, others are <Enter>, <Esc>, \
      <Tab>, <S-Tab>, <Space>, <Left>, <Right>, <Up>, <Down>, <PgUp>, <PgDn>, <Home>, <End>, <Bksp>, <Del>, and <lt> for <.
      """)

  @OptionGroup var source: SourceArguments
  @Option(help: "Make so many of the steps that 'backprop steps' lists.") var step: Int?
  @Option(help: "Go to the end of a phase.") var phase: Phase?
  @Option(help: "Columns and rows.") var size = FrameSize.usual
  @Option(help: "Keys to play, such as 'nnnN?'.") var keys = ""
  @Flag(help: "ASCII characters only.") var ascii = false
  @Flag(help: "A JSON object: lines, the letters of their styles, the cursor.") var json = false
  @Flag(help: "Below the screen, a letter per cell that names its style.") var styles = false

  func validate() throws {
    if step != nil, phase != nil { throw ValidationError("Give a step or a phase, not both.") }
    if let step, !(0...1_000_000_000).contains(step) {
      throw ValidationError("The step is from 0 to 1000000000.")
    }
    if KeyScript(keys) == nil {
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
    application.finishRun()
    for key in KeyScript(keys)?.keys ?? [] {
      application.update(.key(key))
      application.finishRun()
    }
    let frame = ascii ? application.view.ascii : application.view
    if json {
      try Output.print(Self.json(of: frame).text)
      return
    }
    try Output.print(frame.lines.joined(separator: "\n"))
    if styles { try Output.print(frame.styleLines.joined(separator: "\n")) }
  }

  private static func json(of frame: Frame) -> JSON {
    [
      "columns": frame.size.columns, "rows": frame.size.rows, "lines": frame.lines,
      "styles": frame.styleLines, "cursor": frame.cursor.map { [$0.column, $0.row] },
    ]
  }
}
