import Foundation
import Learning

/// Tries inputs in this process, which a fault may end.
enum Worker {
  /// Tries one input.
  static func attempt(_ input: [UInt8], by type: any Driver.Type, _ settings: Settings) throws {
    var driver = try type.init(settings)
    limitProcessorTime(type)
    try driver.attempt(input)
  }

  /// Tries inputs one after the other, and notes in a file which one is being tried.
  static func work(_ type: any Driver.Type, _ settings: Settings, progress: String) throws {
    let file = open(progress, O_WRONLY)
    try demand(file >= 0, "the number of the input cannot be noted in \(progress)")
    defer { close(file) }
    var driver = try type.init(settings)
    let start = ContinuousClock.now
    let deadline = settings.seconds.map { start + .seconds($0) }
    var tried = 0
    while tried < settings.count ?? type.wholeCount, deadline.map({ .now < $0 }) != false {
      var number = settings.first + tried
      pwrite(file, &number, MemoryLayout<Int>.size, 0)
      var random = RandomNumbers(seed: settings.seed, input: number)
      guard let input = try driver.input(number, &random) else { break }
      limitProcessorTime(type)
      try driver.attempt(input)
      tried += 1
    }
    // What all inputs have in common is no fault of the last one.
    var none = -1
    pwrite(file, &none, MemoryLayout<Int>.size, 0)
    let seconds = Int((ContinuousClock.now - start) / .seconds(1))
    print("seed \(settings.seed), \(tried) tried in \(seconds) s: \(driver.figures)")
    try driver.finish(afterTrying: tried)
  }

  /// Ends the process by SIGPROF if what comes next takes too much processor time.
  private static func limitProcessorTime(_ type: any Driver.Type) {
    guard let seconds = type.secondsForAnAnswer else { return }
    var limit = itimerval()
    limit.it_value.tv_sec = seconds
    #if os(Linux)
      setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &limit, nil)
    #else
      setitimer(ITIMER_PROF, &limit, nil)
    #endif
  }
}
