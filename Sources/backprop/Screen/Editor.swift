import Cells

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The person's editor: `$VISUAL`, else `$EDITOR`, else `vi`.
struct Editor {
  /// The program and its arguments, as the shell takes them.
  private let command: String

  /// Editors that take `+LINE` before the file.
  private static let takingLines: Set = [
    "vi", "vim", "nvim", "nvi", "view", "gvim", "ex", "nano", "pico", "emacs", "emacsclient", "hx",
    "helix", "micro", "kak", "joe", "mg", "jed", "ne", "mcedit",
  ]

  init() {
    let chosen = ["VISUAL", "EDITOR"].compactMap { (name: String) in
      getenv(name).map { String(keeping: $0) }
    }.first { $0.contains { $0 != " " } }
    command = chosen ?? "vi"
  }

  /// Opens a file at a line, and returns when the editor has ended: `nil`, or the failure.
  func edit(_ path: String, line: Int) -> String? {
    if command.unicodeScalars.contains(where: \.isHidden) {
      return "the editor '\(command.onOneLine)' is not started, because its name has controls in it"
    }
    // A file whose name begins with a dash or a plus would be taken for an option.
    let path = path.hasPrefix("/") ? path : "./" + path
    let quoted =
      "'"
      + path.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
    let input = isTerminal(0) ? "" : " </dev/tty"
    let status = "\(command) \(takesLine ? "+\(line) " : "")\(quoted)\(input)".withPath {
      system($0)
    }
    let code = status >> 8 & 0xFF
    if status == 0 { return nil }
    if status == -1 { return "the editor '\(command)' cannot be started" }
    if status & 0x7F != 0 { return "the editor '\(command)' was ended by a signal" }
    if code == 127 || code == 126 {
      return "there is no editor '\(command)': set EDITOR to one, such as EDITOR=nano"
    }
    return "the editor '\(command)' ended with status \(code)"
  }

  private var takesLine: Bool {
    let program = command.split(separator: " ").first ?? ""
    let name = program.split(separator: "/").last.map(String.init) ?? ""
    return Self.takingLines.contains(name)
  }
}
