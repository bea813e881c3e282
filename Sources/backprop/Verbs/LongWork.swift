/// Work whose length a number or a file decides: after a second its progress is shown, and Ctrl-C
/// ends it where it is.
struct LongWork {
  private var progress = ProgressLine(after: .seconds(1))

  init() { Interrupt.listen() }

  /// Shows the progress, in words that are given the number of seconds since the beginning; returns
  /// whether to go on.
  mutating func goesOn(_ words: (_ seconds: Double) -> String) -> Bool {
    progress.show(words)
    return !Interrupt.hasCome
  }

  /// Removes the progress, so that something can be printed.
  mutating func pause() { progress.erase() }

  /// Removes the progress. After Ctrl-C it says how far the work has come, and ends the program.
  mutating func end(_ words: @autoclosure () -> String) {
    progress.erase()
    guard Interrupt.hasCome else { return }
    try? Output.flush()
    complain("backprop: stopped \(words())")
    Interrupt.end()
  }
}
