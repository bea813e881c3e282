import Backpropagation
import Trainings

/// Iterations that go on by themselves, until a goal is reached or a person stops them.
package struct Run: Sendable {
  /// Where it ends.
  package enum Goal: Sendable {
    /// At a position of the timeline.
    case position(Position)
    /// At the first iteration in which a condition holds.
    case condition(RunCondition)
    /// At the next place at which a breakpoint holds, from a position on in a direction.
    case breakpoint(Cursor.Direction, from: Position)
    /// Nowhere.
    case endless
  }

  package let goal: Goal
  /// The iteration at which it ends, if that is known.
  package let last: Int
  /// The first iteration that it computes.
  package let first: Int
  /// The iteration that it has come to.
  package private(set) var reached: Int
  package var pace: Pace
  /// How long it has run.
  package private(set) var milliseconds = 0.0
  /// How many iterations are computed between two pictures, where the pace has no limit.
  private var portion: Int
  /// The part of an iteration that is due and was not made.
  private var owed = 0.0

  /// A run from an iteration on, where one takes `work`.
  init(_ goal: Goal, from first: Int, to last: Int? = nil, pace: Pace, work: Int) {
    self.goal = goal
    self.last = last ?? first
    self.first = first
    reached = first
    self.pace = pace
    portion = max(1, min(10_000, Training.quickWork / max(1, work)))
  }

  /// How many iterations are due, when some time has passed since it was asked last.
  mutating func due(after passed: Double) -> Int {
    milliseconds += passed
    switch pace {
    case .unlimited:
      // The time that passed is what the last portion took, and drawing it.
      if passed < 25 { portion = min(1 << 20, portion * 2) }
      if passed > 60 { portion = max(1, portion / 2) }
      return portion
    case .perSecond(let count):
      // Who was away for long does not want all of it made up for.
      owed += min(passed, 500) * Double(count) / 1000
      let whole = Int(owed)
      owed -= Double(whole)
      return whole
    }
  }

  /// Whether nobody can tell that it will end: it has no goal, or has looked for it for long.
  package var isEndless: Bool {
    switch goal {
    case .position: false
    case .condition: reached - first > 1_000_000
    case .breakpoint: reached - first > 100_000
    case .endless: true
    }
  }

  mutating func reach(_ iteration: Int) { reached = iteration }

  /// How many milliseconds may pass until the next picture.
  package var interval: Double {
    switch pace {
    case .unlimited: 0
    case .perSecond(let count): max(1000 / 30, 1000 / Double(count))
    }
  }
}

/// How fast iterations go on.
package enum Pace: Hashable, Sendable {
  case perSecond(Int)
  case unlimited

  package static let all: [Pace] =
    [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map(Pace.perSecond) + [.unlimited]

  package var faster: Pace { neighbour(1) }
  package var slower: Pace { neighbour(-1) }

  /// `10 iterations a second`.
  package var words: String {
    switch self {
    case .perSecond(1): "1 iteration a second"
    case .perSecond(let count): "\(count) iterations a second"
    case .unlimited: "as fast as it goes"
    }
  }

  private func neighbour(_ distance: Int) -> Pace {
    let place = (Self.all.firstIndex(of: self) ?? 3) + distance
    return Self.all[max(0, min(Self.all.count - 1, place))]
  }
}
