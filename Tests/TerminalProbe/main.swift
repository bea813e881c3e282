import Cells
import CursesTerminal
import Screen

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

// Shows the last event and samples of everything; some keys make it do something to be tested:
// q quit, A abort, T trap, O fill the stack, E write to stderr, U show the same frame three times and ring the bell,
// S give the terminal back until a line is read, M mouse on, D draw a frame of another size,
// L loop for ever.

func picture(of event: String, _ size: Size, hasTints: Bool) -> Frame {
  var frame = Frame(size: size, hasTints: hasTints)
  frame.write("event: \(event)", at: Point(column: 0, row: 0), .plain)
  frame.write("size: \(size.columns)×\(size.rows)", at: Point(column: 0, row: 1), .title)
  var column = 0
  for style in Style.allCases {
    column = frame.write("<\(style)>", at: Point(column: column, row: 2), style)
    if column > 60 { column = 61 }
  }
  frame.write("wide: 日本 e\u{301}日|", at: Point(column: 0, row: 3), .plain)
  frame.write("<value>", at: Point(column: 0, row: 4), .value)
  frame.write("<gradient>", at: Point(column: 10, row: 4), .gradient)
  frame.write("<newValue>", at: Point(column: 25, row: 4), .newValue)
  frame.write("<currentGate>", at: Point(column: 40, row: 4), .currentGate)
  // Two rows of three pixels, and a character on a pixel.
  let picture = Raster([1, -1, 0, 0, 0.2, 1], columns: 3, largest: 1)
  frame.draw(picture, at: Point(column: 0, row: 5))
  frame[Point(column: 4, row: 5)] = Cell("o", .plain, on: .category(1))
  frame.write("/", at: Point(column: size.columns - 1, row: size.rows - 1), .plain)
  if event == "start" { frame.cursor = Point(column: 7, row: 0) }
  return frame
}

func send(_ text: String, to file: Int32) {
  _ = write(file, text, text.utf8.count)
}

/// Does not say that it never returns: the compiler would let the terminal go before it.
@inline(never)
func stop(by crash: () -> Never) {
  crash()
}

/// Calls itself until there is no stack left.
@inline(never)
func deepen(_ depth: Int) -> Int {
  depth == .max
    ? 0
    : withUnsafeTemporaryAllocation(of: Int.self, capacity: 100) { buffer in
      buffer.initialize(repeating: depth)
      return deepen(depth + 1) + buffer[depth % 100]
    }
}

var options = CursesTerminal.Options()
options.mouse = CommandLine.arguments.contains("--mouse")
options.ascii = CommandLine.arguments.contains("--ascii")
if CommandLine.arguments.contains("cb") { options.palette = .colourBlind }

func run(_ options: CursesTerminal.Options) throws(TerminalError) -> String? {
  let terminal = try CursesTerminal(options)
  var event = "start"
  var size = terminal.size
  terminal.show(picture(of: event, size, hasTints: terminal.hasTints))
  while let next = terminal.nextEvent() {
    event = "\(next)"
    switch next {
    case .key(.character("q")), .hangUp: return terminal.notice
    case .key(.character("A")): stop(by: abort)
    case .key(.character("O")): event = "\(deepen(0))"
    case .key(.character("T")): stop { fatalError("the probe traps") }
    case .key(.character("L")):
      terminal.show(picture(of: "looping", size, hasTints: terminal.hasTints))
      while true { _ = terminal.size }
    case .key(.character("E")): send("a warning\n", to: STDERR_FILENO)
    case .key(.character("M")): terminal.captureMouse(true)
    case .key(.character("D")):
      let larger = Size(columns: size.columns + 9, rows: size.rows + 9)
      terminal.show(picture(of: "larger", larger, hasTints: terminal.hasTints))
      terminal.show(Frame(size: Size(columns: 2, rows: 1)))
    case .key(.character("U")):
      terminal.show(picture(of: event, size, hasTints: terminal.hasTints))
      send("\u{7}", to: STDOUT_FILENO)
      for _ in 0..<3 { terminal.show(picture(of: event, size, hasTints: terminal.hasTints)) }
      send("\u{7}", to: STDOUT_FILENO)
    case .key(.character("S")):
      let line = terminal.suspended {
        send("line? ", to: STDOUT_FILENO)
        return readLine() ?? ""
      }
      event = "line \(line)"
    case .key(.character("t")):
      event = terminal.nextEvent(timeout: .milliseconds(30)) == nil ? "timeout" : "no timeout"
    case .resize(let new): size = new
    default: break
    }
    terminal.show(picture(of: event, size, hasTints: terminal.hasTints))
  }
  return nil
}

do {
  if let notice = try run(options) { print("notice:", notice) }
  if isatty(STDIN_FILENO) == 0 { print("input:", readLine() ?? "none") }
} catch {
  print("error:", error.message, "hint:", error.hint)
  exit(69)
}
