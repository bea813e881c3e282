import Cells

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A line on the terminal that is rewritten repeatedly, and removed at the end.
///
/// Nothing is written where standard error is not a terminal.
struct ProgressLine {
  private let clock = ContinuousClock()
  private let isShown = isTerminal(2)
  private let start: ContinuousClock.Instant
  private var lastWritten: ContinuousClock.Instant
  private var columns = 0

  /// A line that is first written after some time.
  init(after delay: Duration = .milliseconds(100)) {
    start = clock.now
    lastWritten = start + delay - .milliseconds(100)
  }

  /// Rewrites the line, at most ten times a second; `text` is given the number of seconds
  /// since the beginning.
  mutating func show(_ text: (_ seconds: Double) -> String) {
    guard isShown else { return }
    let now = clock.now
    guard lastWritten.duration(to: now) >= .milliseconds(100) else { return }
    lastWritten = now
    let line = text(start.duration(to: now) / .seconds(1)).fitted(to: terminalColumns - 1)
    let rest = max(0, columns - line.columns)
    columns = line.columns
    put(("\r" + line + String(repeating: " ", count: rest)).utf8, to: 2)
  }

  /// Removes the line, so that another can be written in its place.
  mutating func erase() {
    guard columns > 0 else { return }
    put(("\r" + String(repeating: " ", count: columns) + "\r").utf8, to: 2)
    columns = 0
  }

  private var terminalColumns: Int {
    var size = winsize()
    let isKnown = ioctl(2, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    return isKnown ? Int(size.ws_col) : 80
  }
}
