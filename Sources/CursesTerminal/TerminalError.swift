import Cells

/// The reason why the screen could not be started.
package enum TerminalError: Error, Hashable, Sendable {
  /// Neither stdin and stdout nor the process has a terminal.
  case noTerminal
  /// The terminal cannot move the cursor: `TERM` is empty, `dumb`, or has no `cup`.
  case plain(term: String)
  /// This computer knows neither `TERM` nor `xterm-256color`.
  case unknownTerm(String)
  /// ncurses does not start on this terminal.
  case failed(term: String)

  package var message: String {
    switch self {
    case .noTerminal: "there is no terminal to draw on"
    case .plain(""): "TERM is not set, so text cannot be placed on the screen"
    case .plain(let term):
      "a terminal of the kind '\(term.onOneLine)' cannot place text on the screen"
    case .unknownTerm(let term):
      "nothing is known here about terminals of the kind '\(term.onOneLine)'"
    case .failed(let term):
      "the screen does not start on a terminal of the kind '\(term.onOneLine)'"
    }
  }

  package var hint: String {
    switch self {
    case .noTerminal: "start the program from a terminal"
    case .plain, .failed: "set TERM to the kind of your terminal, for example TERM=xterm-256color"
    case .unknownTerm: "install the package ncurses-term, or try TERM=xterm"
    }
  }
}
