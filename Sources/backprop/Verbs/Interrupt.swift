import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The signals that ask a program to end, during work that has to end in order: Ctrl-C, the request
/// of `kill` or of a machine that shuts down, and the end of the terminal.
enum Interrupt {
  private static let received = Atomic<Int32>(0)

  /// Whether one of them has come since `listen`.
  static var hasCome: Bool { received.load(ordering: .relaxed) != 0 }

  /// From now on the signals are noted; a second one of a kind ends the program at once.
  static func listen() {
    _ = hasCome
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let before = signal(number) { number in
        Interrupt.received.store(number, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
      // A program started in the background, or by nohup, keeps ignoring a signal.
      if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
        signal(number, SIG_IGN)
      }
    }
  }

  /// Ends the program as the signal would have.
  static func end() -> Never {
    try? Output.flush()
    let number = received.load(ordering: .relaxed)
    signal(number, SIG_DFL)
    raise(number)
    exit(128 + number)
  }
}
