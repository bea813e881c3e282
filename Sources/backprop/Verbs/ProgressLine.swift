import Cells

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A line on the terminal that is written again and again, and gone at the end.
///
/// Nothing is written where standard error is no terminal.
struct ProgressLine {
  private let clock = ContinuousClock()
  private let isShown = isatty(2) == 1
  private let start: ContinuousClock.Instant
  private var lastWritten: ContinuousClock.Instant
  private var columns = 0

  init() {
    start = clock.now
    lastWritten = start
  }

  /// Writes a line in place of the one before, at most ten times a second; `text` is told for how
  /// many seconds it has been going on.
  mutating func show(_ text: (_ seconds: Double) -> String) {
    guard isShown else { return }
    let now = clock.now
    guard lastWritten.duration(to: now) >= .milliseconds(100) else { return }
    lastWritten = now
    let line = text(start.duration(to: now) / .seconds(1)).fitted(to: terminalColumns - 1)
    let rest = max(0, columns - line.columns)
    columns = line.columns
    Self.put("\r" + line + String(repeating: " ", count: rest))
  }

  /// Takes the line away, so that another can be written in its place.
  mutating func erase() {
    guard columns > 0 else { return }
    Self.put("\r" + String(repeating: " ", count: columns) + "\r")
    columns = 0
  }

  private var terminalColumns: Int {
    var size = winsize()
    let isKnown = ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) : 80
  }

  private static func put(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
  }
}
