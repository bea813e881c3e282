import Foundation

/// The kinds of terminal that the tests have: `tic` compiles their descriptions into a directory of
/// their own, so that the tests do not depend on what is known on the computer.
package enum TerminalEntry {
  /// Eight colours, dim text, a mouse.
  package static let colour = "backprop-test"
  package static let colour256 = "backprop-test-256"
  package static let monochrome = "backprop-test-mono"
  /// Writes lines and cannot place text.
  package static let lineByLine = "backprop-test-lines"

  private static let source = """
    backprop-test-lines|a terminal that cannot place text,
    \tcols#80, lines#24, cud1=\\n, cr=\\r,

    backprop-test-mono|a terminal without colours,
    \tmsgr, cols#80, lines#24,
    \tclear=\\E[H\\E[2J, cup=\\E[%i%p1%d;%p2%dH, el=\\E[K, ed=\\E[J,
    \tsmcup=\\E[?1049h, rmcup=\\E[?1049l, civis=\\E[?25l, cnorm=\\E[?25h,
    \tsgr0=\\E[m, bold=\\E[1m, dim=\\E[2m, smul=\\E[4m, rmul=\\E[24m, rev=\\E[7m,
    \tkcuu1=\\E[A, kcud1=\\E[B, kcuf1=\\E[C, kcub1=\\E[D, khome=\\E[H, kend=\\E[F,
    \tkpp=\\E[5~, knp=\\E[6~, kdch1=\\E[3~, kcbt=\\E[Z, kbs=\\177, kent=\\EOM,
    \tkf1=\\EOP, kf2=\\EOQ, kf5=\\E[15~, kf10=\\E[21~, kf12=\\E[24~,
    \tkmous=\\E[<, XM=\\E[?1006;1000%?%p1%{1}%=%th%el%;,

    backprop-test|xterm-256color|a terminal with eight colours,
    \tcolors#8, pairs#64, op=\\E[39;49m, setaf=\\E[3%p1%dm, setab=\\E[4%p1%dm,
    \tuse=backprop-test-mono,

    backprop-test-256|a terminal with 256 colours,
    \tcolors#256, pairs#32767, op=\\E[39;49m, setaf=\\E[38;5;%p1%dm, setab=\\E[48;5;%p1%dm,
    \tuse=backprop-test-mono,

    """

  /// The directory of the compiled descriptions; `xterm-256color` is among them.
  package static let directory: URL = {
    let directory = FileManager.default.temporaryDirectory
      .appending(path: "backprop-terminfo-\(ProcessInfo.processInfo.processIdentifier)")
    do {
      try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
      let file = directory.appending(path: "entries")
      try Data(source.utf8).write(to: file)
      let tic = Process()
      tic.executableURL = URL(filePath: "/usr/bin/env")
      tic.arguments = ["tic", "-x", "-o", directory.path, file.path]
      try tic.run()
      tic.waitUntilExit()
      precondition(tic.terminationStatus == 0, "tic has found a mistake in the entries")
    } catch {
      preconditionFailure("the terminals of the tests cannot be described: \(error)")
    }
    return directory
  }()
}
