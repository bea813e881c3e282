import ArgumentParser
import CursesTerminal

/// The options of the screen.
struct ScreenArguments: ParsableArguments {
  @Flag(help: "ASCII characters only.") var ascii = false
  @Option(help: "Colours: default (green and red) or cb (blue and vermillion).")
  var palette = Palette.standard

  func options(mouse: Bool = false) -> CursesTerminal.Options {
    CursesTerminal.Options(palette: palette, ascii: ascii, mouse: mouse)
  }

  /// The options as written on the command line.
  var arguments: [String] { ["--palette", palette.rawValue] + (ascii ? ["--ascii"] : []) }
}

extension Palette: ExpressibleByArgument {}
