import CPseudoTerminal
import Foundation

/// A program running on a terminal of its own, as a person has it in front of them.
///
/// Nothing here sleeps and hopes: every wait has a condition and a deadline, after which there is no
/// answer, however busy the machine.
package final class TestTerminal {
  package enum Ending: Hashable, Sendable {
    case exited(Int32)
    case signalled(Int32)

    /// The status that a shell reports.
    package var status: Int32 {
      switch self {
      case .exited(let status): status
      case .signalled(let number): 128 + number
      }
    }
  }

  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  package private(set) var screen: ScreenEmulator
  /// Everything the program has sent.
  package private(set) var output: [UInt8] = []
  package let process: pid_t
  private var controller: Int32
  private var settingsBefore: termios
  private var ending: Ending?

  private init(screen: ScreenEmulator, process: pid_t, controller: Int32, settings: termios) {
    self.screen = screen
    self.process = process
    self.controller = controller
    settingsBefore = settings
  }

  deinit {
    if ending == nil {
      kill(process, SIGKILL)
      var status: Int32 = 0
      waitpid(process, &status, 0)
    }
    hangUp()
  }

  /// Starts a program. `environment` is added to a fixed one; `input`, at most a pipe full, becomes
  /// its stdin in place of the terminal.
  package static func start(
    _ executable: URL, arguments: [String] = [], environment: [String: String] = [:],
    columns: Int = 80, rows: Int = 24, input: String? = nil, ignoresHangUp: Bool = false
  ) throws -> TestTerminal {
    let fixed = [
      "TERM": TerminalEntry.colour, "TERMINFO": TerminalEntry.directory.path,
      "TERMINFO_DIRS": TerminalEntry.directory.path, "LC_ALL": utf8Locale, "TZ": "UTC",
      "HOME": NSTemporaryDirectory(), "PATH": "/usr/bin:/bin", "SWIFT_BACKTRACE": "enable=no",
      // A crash is left to the program, where it is built with a watch over memory.
      "ASAN_OPTIONS":
        "handle_segv=0:handle_abort=0:handle_sigill=0:handle_sigbus=0:handle_sigfpe=0:detect_leaks=0",
    ]
    let variables = fixed.merging(environment) { $1 }.map { "\($0)=\($1)" }
    let stdin = try input.map(pipe)
    var controller: Int32 = -1
    var settings = termios()
    let process = withCStrings([executable.path] + arguments) { arguments in
      withCStrings(variables) { variables in
        pseudo_terminal_start(
          executable.path, arguments, variables, Int32(rows), Int32(columns), stdin ?? -1,
          ignoresHangUp, &controller, &settings)
      }
    }
    if let stdin { close(stdin) }
    guard process > 0 else { throw Failure(description: "no terminal could be opened") }
    return TestTerminal(
      screen: ScreenEmulator(columns: columns, rows: rows), process: process,
      controller: controller, settings: settings)
  }

  /// A program of this package, built beside the tests.
  package static func product(named name: String) -> URL {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
    let directory =
      bundle?.bundleURL.deletingLastPathComponent()
      ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    return directory.appending(path: name)
  }

  // MARK: Doing

  package func send(_ text: String) throws { try send(Array(text.utf8)) }

  package func send(_ bytes: [UInt8]) throws {
    var bytes = bytes[...]
    while !bytes.isEmpty, !hasEnded {
      let count = bytes.withUnsafeBytes { write(controller, $0.baseAddress, $0.count) }
      if count > 0 { bytes.removeFirst(count) } else { wait(for: Int16(POLLOUT), milliseconds: 20) }
      try receive()
    }
  }

  package func resize(columns: Int, rows: Int) {
    screen.resize(columns: columns, rows: rows)
    pseudo_terminal_resize(controller, Int32(rows), Int32(columns))
  }

  package func signal(_ number: Int32) {
    kill(process, number)
  }

  /// Closes the terminal, as a lost connection does.
  package func hangUp() {
    if controller >= 0 { close(controller) }
    controller = -1
  }

  // MARK: Looking

  /// The processor time that the program has taken, in seconds; negative once it has ended.
  package var processorSeconds: Double { process_seconds(process) }

  /// How many bytes have been sent that the program has not read; negative where nobody knows.
  package var unreadCount: Int { Int(pseudo_terminal_unread(controller)) }

  /// Takes what the program sends within some milliseconds, which end at the first of it.
  package func takeOutput(milliseconds: Int32 = 0) throws {
    if milliseconds > 0 { wait(for: Int16(POLLIN), milliseconds: milliseconds) }
    while try receive() {}
  }

  /// Whether the program has ended.
  package var hasEnded: Bool {
    var status: Int32 = 0
    if ending == nil, waitpid(process, &status, WNOHANG) == process {
      let number = status & 0x7F
      ending = number == 0 ? .exited(status >> 8 & 0xFF) : .signalled(number)
    }
    return ending != nil
  }

  // MARK: Waiting

  /// Takes what the program sends until `condition` holds for the screen.
  package func waitUntil(
    _ claim: String, within limit: Duration = .seconds(120),
    _ condition: (ScreenEmulator) -> Bool
  ) throws {
    try wait(claim, within: limit) { condition(screen) }
  }

  /// Takes what the program sends until `text` stands on the screen.
  package func waitFor(_ text: String, within limit: Duration = .seconds(120)) throws {
    try waitUntil("the screen shows '\(text)'", within: limit) { $0.text.contains(text) }
  }

  /// The bytes sent after a `mark`, which is `output.count` at some time, once `condition` holds.
  package func bytes(
    since mark: Int, within limit: Duration = .seconds(120), until condition: ([UInt8]) -> Bool
  ) throws -> [UInt8] {
    try wait("the bytes are as expected", within: limit) { condition(Array(output[mark...])) }
    return Array(output[mark...])
  }

  /// Waits for the end of the program, and takes all it has sent.
  package func waitForEnd(within limit: Duration = .seconds(120)) throws -> Ending {
    try wait("the program ends", within: limit) { hasEnded }
    while try receive() {}
    guard let ending else { throw Failure(description: "the program has not ended") }
    return ending
  }

  /// Whether the terminal is as the program found it: settings, modes and screen.
  package var isRestored: Bool {
    hasSettingsOfStart && screen.modes == [25]
  }

  package var hasSettingsOfStart: Bool {
    pseudo_terminal_settings_equal(controller, &settingsBefore)
  }

  private func wait(
    _ claim: String, within limit: Duration, _ condition: () -> Bool
  ) throws {
    let deadline = ContinuousClock.now + limit
    while true {
      while try receive() {}
      if condition() { return }
      if ContinuousClock.now > deadline {
        throw Failure(description: "not within \(limit): \(claim). The screen:\n\(screen.text)")
      }
      wait(for: Int16(POLLIN), milliseconds: 10)
    }
  }

  private func wait(for events: Int16, milliseconds: Int32) {
    var file = pollfd(fd: controller, events: events, revents: 0)
    poll(&file, 1, milliseconds)
    // A terminal without a program is always ready.
    if file.revents & Int16(POLLHUP) != 0 { usleep(1000) }
  }

  /// Takes what has been sent; false if there is nothing now.
  @discardableResult
  private func receive() throws -> Bool {
    guard controller >= 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(controller, &buffer, buffer.count)
    guard count > 0 else { return false }
    output += buffer[..<count]
    try screen.feed(buffer[..<count])
    return true
  }

  // MARK: Starting

  private static let utf8Locale = {
    #if os(macOS)
      "en_US.UTF-8"
    #else
      "C.UTF-8"
    #endif
  }()

  private static func pipe(_ text: String) throws -> Int32 {
    var ends: [Int32] = [-1, -1]
    guard Foundation.pipe(&ends) == 0 else { throw Failure(description: "no pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let written = write(ends[1], text, text.utf8.count)
    close(ends[1])
    guard written == text.utf8.count else { throw Failure(description: "the input is too long") }
    return ends[0]
  }

  private static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    let pointers = strings.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("never empty") }
      return body(base)
    }
  }
}
