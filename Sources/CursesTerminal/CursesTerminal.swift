import CCurses
import Cells
import Screen

/// The terminal, taken over as long as this value lives: it shows frames and reports events.
///
/// The terminal is restored when the value is destroyed, when the process exits or crashes, and on
/// SIGINT, SIGTERM, SIGHUP and SIGQUIT, which then end the process as usual.
///
/// Keep it in a local variable: a global one lives until the process ends, and before code that
/// never returns the compiler destroys what is no longer used.
package struct CursesTerminal: ~Copyable {
  package struct Options: Sendable {
    package var palette: Palette
    /// Whether to draw in ASCII only, which also happens in a locale without UTF-8.
    package var ascii: Bool
    /// Whether clicks and the wheel are reported; selecting text then requires the shift key.
    package var mouse: Bool
    /// Whether to use colours if the terminal has them.
    package var colours: Bool

    package init(
      palette: Palette = .standard, ascii: Bool = false, mouse: Bool = false, colours: Bool = true
    ) {
      self.palette = palette
      self.ascii = ascii
      self.mouse = mouse
      self.colours = colours
    }
  }

  /// A message for the user once the terminal has been restored.
  package let notice: String?
  /// Whether frames are shown in ASCII.
  package let ascii: Bool
  /// Whether frames are shown with tints: two pixels in a cell, distinguished by colour.
  package let hasTints: Bool
  private let canvas: Canvas

  package init(_ options: Options = Options()) throws(TerminalError) {
    let term = environment("TERM") ?? ""
    ccurses_set_columns { scalar in
      Unicode.Scalar(scalar).map { Int32(Character($0).columns ?? -1) } ?? -1
    }
    let wantsColours = options.colours && (environment("NO_COLOR") ?? "").isEmpty
    switch ccurses_start(wantsColours, options.mouse) {
    case CCURSES_STARTED:
      notice = nil
    case CCURSES_STARTED_AS_XTERM:
      notice =
        "nothing is known here about terminals of the kind '\(term.onOneLine)'; used xterm-256color"
    case CCURSES_NO_TERMINAL: throw .noTerminal
    case CCURSES_PLAIN_TERMINAL: throw .plain(term: term)
    case CCURSES_UNKNOWN_TERMINAL: throw .unknownTerm(term)
    default: throw .failed(term: term)
    }
    ascii = options.ascii || !Self.localeIsUTF8
    let abilities = Abilities(colours: Int(ccurses_colours()), dims: ccurses_has_dim())
    hasTints = !ascii && abilities.colours > 0
    canvas = Canvas(palette: options.palette, abilities: abilities)
  }

  deinit {
    ccurses_stop()
  }

  /// Restores the terminal.
  package consuming func stop() {}

  /// Whether the locale writes text in UTF-8; otherwise only ASCII can be shown.
  static var localeIsUTF8: Bool { ccurses_locale_is_utf8() }

  package var size: Size {
    var rows: Int32 = 0
    var columns: Int32 = 0
    ccurses_size(&rows, &columns)
    return Size(columns: Int(columns), rows: Int(rows))
  }

  /// Sends the difference from the previous frame, or nothing if there is none.
  package func show(_ frame: Frame) {
    canvas.draw(ascii ? frame.ascii : hasTints ? frame : frame.colourless, on: size)
  }

  /// Restores the terminal while `body` runs, to ask something or to start an editor.
  package func suspended<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    ccurses_stop()
    defer { ccurses_resume() }
    return try body()
  }

  /// Starts or stops reporting clicks and the wheel.
  package func captureMouse(_ on: Bool) { ccurses_capture_mouse(on) }
}
