import CursesTerminal
import Screen
import Visualizer

/// What a terminal can show: it takes events and is drawn, and reads neither clock nor terminal.
protocol Showable {
  /// Whether the person has left.
  var isFinished: Bool { get }
  /// How many milliseconds may pass until the next tick; `nil` while nothing goes on by itself.
  var tickInterval: Double? { get }
  /// The whole screen.
  var view: Frame { get }
  mutating func update(_ event: Event)
}

extension Application: Showable {}
extension Comparison: Showable {}

extension CursesTerminal {
  /// The one loop of the program: shows a scene and hands it events until the person leaves.
  func run(_ scene: inout some Showable) {
    show(scene.view)
    let clock = ContinuousClock()
    var lastTick: ContinuousClock.Instant?
    while !scene.isFinished {
      let wait = Self.wait(for: scene.tickInterval, since: lastTick, clock)
      if let event = nextEvent(timeout: wait) { scene.update(event) }
      if let interval = scene.tickInterval {
        let now = clock.now
        let passed = lastTick.map { ($0.duration(to: now) / .milliseconds(1)) } ?? interval
        if passed >= interval {
          scene.update(.tick(milliseconds: passed))
          lastTick = now
        }
      } else {
        lastTick = nil
      }
      show(scene.view)
    }
  }

  /// How long to wait for a key before something goes on by itself; `nil` is for ever.
  private static func wait(
    for interval: Double?, since lastTick: ContinuousClock.Instant?, _ clock: ContinuousClock
  ) -> Duration? {
    guard let interval else { return nil }
    guard let lastTick else { return .zero }
    return max(.zero, .milliseconds(interval) - lastTick.duration(to: clock.now))
  }
}
