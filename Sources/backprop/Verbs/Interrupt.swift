import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Ctrl-C during work that has to end cleanly.
enum Interrupt {
  private static let isAskedFor = Atomic(false)

  /// Whether Ctrl-C was pressed since `listen`.
  static var wasPressed: Bool { isAskedFor.load(ordering: .relaxed) }

  /// From now on Ctrl-C is noted; a second one ends the program at once.
  static func listen() {
    _ = wasPressed
    let before = signal(SIGINT) { _ in
      Interrupt.isAskedFor.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
    // A program started in the background keeps ignoring the signal.
    if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
      signal(SIGINT, SIG_IGN)
    }
  }

  /// Ends the program as the signal would have.
  static func end() -> Never {
    try? Output.flush()
    signal(SIGINT, SIG_DFL)
    raise(SIGINT)
    exit(130)
  }
}
