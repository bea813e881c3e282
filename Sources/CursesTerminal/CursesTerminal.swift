import CCurses
import Cells
import Screen

/// The terminal, taken over for as long as this value lives: it shows frames and reports events.
///
/// The terminal is given back as it was when the value goes, when the process exits or crashes, and
/// on SIGINT, SIGTERM, SIGHUP and SIGQUIT, which then end the process as usual.
///
/// It belongs in a local variable: a global one goes only with the process, and before code that
/// never returns the compiler lets go of what is not used any more.
package struct CursesTerminal: ~Copyable {
  package struct Options: Sendable {
    package var palette: Palette
    /// Whether to draw with ASCII alone, as it also happens in a locale without UTF-8.
    package var ascii: Bool
    /// Whether clicks and the wheel are reported; marking text then needs the shift key.
    package var mouse: Bool
    /// Whether to use colours where the terminal has them.
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

  /// Something to tell the user when the terminal has been given back.
  package let notice: String?
  /// Whether frames are shown in ASCII.
  package let ascii: Bool
  /// Whether frames are shown with tints: two pixels in a cell, told apart by their colours.
  package let hasTints: Bool
  private let canvas: Canvas

  package init(_ options: Options = Options()) throws(TerminalError) {
    let term = environment("TERM") ?? ""
    let wantsColours = options.colours && (environment("NO_COLOR") ?? "").isEmpty
    switch ccurses_start(wantsColours, options.mouse) {
    case CCURSES_STARTED:
      notice = nil
    case CCURSES_STARTED_AS_XTERM:
      notice = "nothing is known here about terminals of the kind '\(term)'; used xterm-256color"
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

  /// Gives the terminal back.
  package consuming func stop() {}

  /// Whether the locale writes text in UTF-8; otherwise only ASCII can be shown.
  package static var localeIsUTF8: Bool {
    ccurses_locale_is_utf8()
  }

  package var size: Size {
    var rows: Int32 = 0
    var columns: Int32 = 0
    ccurses_size(&rows, &columns)
    return Size(columns: Int(columns), rows: Int(rows))
  }

  /// Sends what differs from the frame before: nothing at all if nothing does.
  package func show(_ frame: Frame) {
    canvas.draw(ascii ? frame.ascii : hasTints ? frame : frame.colourless, on: size)
  }

  /// Gives the terminal back while `body` runs: to ask something, or to start an editor.
  package func suspended<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    ccurses_stop()
    defer { ccurses_resume() }
    return try body()
  }

  /// Starts or stops reporting clicks and the wheel.
  package func captureMouse(_ on: Bool) {
    ccurses_capture_mouse(on)
  }
}
