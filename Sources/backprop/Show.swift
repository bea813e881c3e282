import ArgumentParser
import CursesTerminal
import ExpressionLanguage
import LectureGraphs
import Screen
import Visualizer

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A graph in the terminal; without a file, the list of examples.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a graph in the terminal (the default).")

  @OptionGroup var source: SourceArguments
  @Flag(help: "ASCII characters only.") var ascii = false
  @Flag(help: "Take clicks and the wheel.") var mouse = false
  @Option(help: "Colours: default (green and red) or cb (blue and vermillion).")
  var palette = Palette.standard

  func run() throws {
    let named = try source.source()
    guard isatty(1) == 1 else {
      try printPlainly(named)
      return
    }
    // Mistakes are told before the screen is taken.
    let start = try named.map { try Start($0, source.inputs.values) } ?? .menu
    do throws(TerminalError) {
      try showInTerminal(start)
    } catch {
      complain("backprop: \(error.message)\n\(error.hint)")
      guard case .plain = error else { throw ExitStatus.noTerminal }
      try printPlainly(named)
    }
  }

  /// What the program begins with.
  private enum Start {
    case menu
    case document(Source, Document)
    case inputs(SourceFile, [String: Double])

    init(_ source: Source, _ inputs: [String: Double]) throws(ExitCode) {
      let isOpen = source.file.syntax.freeInputs.contains { inputs[$0.name] == nil }
      if source.file.syntax.diagnostics.isEmpty, isOpen {
        self = .inputs(source.file, inputs)
      } else {
        self = .document(source, try source.document(inputs))
      }
    }

    func application(_ size: Size) -> Application {
      switch self {
      case .menu:
        Application(
          menu: Menu(
            LectureGraphs.all.map { Menu.Entry(name: $0.name, title: $0.title, text: $0.text) }),
          size: size, readExampleFile: readExampleTable)
      case .document(let source, let document):
        Application(
          name: source.name, source: source.file.syntax.source, document: document, size: size)
      case .inputs(let file, let given):
        Application(asking: file, given: given, size: size)
      }
    }
  }

  /// Without a terminal: the steps as lines, or the list of examples.
  private func printPlainly(_ named: Source?) throws {
    guard let named else {
      for graph in LectureGraphs.all { print("\(graph.name)\t\(graph.title)") }
      return
    }
    let document = try named.document(source.inputs.values)
    Steps.printSteps(of: document, iterations: 1, open: false, json: false)
  }

  /// Runs until the person leaves; what there is to say of the terminal is said afterwards.
  private func showInTerminal(_ start: Start) throws(TerminalError) {
    if let notice = try runInTerminal(start) { complain("backprop: \(notice)") }
  }

  private func runInTerminal(_ start: Start) throws(TerminalError) -> String? {
    let terminal = try CursesTerminal(
      CursesTerminal.Options(palette: palette, ascii: ascii, mouse: mouse))
    var application = start.application(terminal.size)
    application.hasTints = terminal.hasTints
    terminal.run(&application)
    return terminal.notice
  }
}

extension Palette: ExpressibleByArgument {}
