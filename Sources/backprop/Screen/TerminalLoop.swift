import ArgumentParser
import CursesTerminal
import Screen
import Visualizer

/// A scene for a terminal: it handles events and is drawn, and reads neither clock nor terminal.
protocol Showable {
  /// Whether the person has quit.
  var isFinished: Bool { get }
  /// The number of milliseconds until the next tick; `nil` while nothing goes on by itself.
  var tickInterval: Double? { get }
  /// The whole screen.
  var view: Frame { get }
  mutating func update(_ event: Event)
}

extension Application: Showable {}
extension Comparison: Showable {}

/// The surroundings of a scene while it is shown: files and the terminal.
protocol Companion<Scene>: ~Copyable {
  associatedtype Scene
  /// The descriptor to wait for besides the terminal.
  var descriptor: Int32? { get }
  /// The time that it can wait itself; `nil` is for ever.
  func wait(_ now: ContinuousClock.Instant) -> Duration?
  mutating func willTake(_ event: Event, _ scene: Scene)
  /// Called when an event was handled, or time has passed.
  mutating func hasTaken(
    _ event: Event?, _ scene: inout Scene, on terminal: borrowing CursesTerminal)
}

/// No surroundings.
struct Alone<Scene>: Companion {
  var descriptor: Int32? { nil }
  func wait(_ now: ContinuousClock.Instant) -> Duration? { nil }
  mutating func willTake(_ event: Event, _ scene: Scene) {}
  mutating func hasTaken(
    _ event: Event?, _ scene: inout Scene, on terminal: borrowing CursesTerminal
  ) {}
}

extension CursesTerminal {
  /// Takes the terminal over for a part of the program, and says afterwards what was noticed about
  /// it; `nil`, with a complaint, where the terminal cannot place text.
  static func session<Result>(
    _ options: Options, _ body: (borrowing CursesTerminal) -> Result
  ) throws(ExitCode) -> Result? {
    do throws(TerminalError) {
      let (result, notice) = try onTerminal(options, body)
      if let notice { complain("backprop: \(notice)") }
      return result
    } catch {
      complain("backprop: \(error.message)\n\(error.hint)")
      guard case .plain = error else { throw ExitStatus.noTerminal }
      return nil
    }
  }

  private static func onTerminal<Result>(
    _ options: Options, _ body: (borrowing CursesTerminal) -> Result
  ) throws(TerminalError) -> (Result, notice: String?) {
    let terminal = try CursesTerminal(options)
    return (body(terminal), terminal.notice)
  }

  /// Shows a scene without surroundings.
  func run<Scene: Showable>(_ scene: inout Scene) {
    var alone = Alone<Scene>()
    run(&scene, with: &alone)
  }

  /// The one loop of the program: shows a scene and gives it events until the person quits.
  func run<Scene: Showable, Around: Companion & ~Copyable>(
    _ scene: inout Scene, with companion: inout Around
  ) where Around.Scene == Scene {
    show(scene.view)
    let clock = ContinuousClock()
    var lastTick: ContinuousClock.Instant?
    while !scene.isFinished {
      let waits = [
        Self.wait(for: scene.tickInterval, since: lastTick, clock), companion.wait(clock.now),
      ]
      let event = nextEvent(timeout: waits.compactMap(\.self).min(), watching: companion.descriptor)
      if let event {
        companion.willTake(event, scene)
        scene.update(event)
      }
      companion.hasTaken(event, &scene, on: self)
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

  /// The time to wait for a key before something goes on by itself; `nil` is for ever.
  private static func wait(
    for interval: Double?, since lastTick: ContinuousClock.Instant?, _ clock: ContinuousClock
  ) -> Duration? {
    guard let interval else { return nil }
    guard let lastTick else { return .zero }
    return max(.zero, .milliseconds(interval) - lastTick.duration(to: clock.now))
  }
}
