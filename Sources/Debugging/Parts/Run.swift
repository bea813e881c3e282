import Backpropagation
import Limits
import Trainings

/// Iterations that go on by themselves, until a goal is reached or a person stops them.
package struct Run: Sendable {
  /// The end of a run.
  package enum Goal: Sendable {
    /// At a position of the timeline.
    case position(Position)
    /// At the first iteration in which a condition holds.
    case condition(RunCondition)
    /// At the next place at which a breakpoint holds, from a position on in a direction.
    case breakpoint(Cursor.Direction, from: Position)
    /// No end.
    case endless
  }

  package let goal: Goal
  /// The iteration at which it ends, if that is known.
  package let last: Int
  /// The first iteration that it computes.
  package let first: Int
  /// The iteration that it has reached.
  package private(set) var reached: Int
  package var pace: Pace
  /// The search, where it goes back.
  var back: BackwardSearch?
  /// The time that it has run.
  package private(set) var milliseconds = 0.0
  /// The number of iterations computed between two frames, where the pace has no limit.
  private var portion: Portion
  private var hasBegun = false
  /// The fraction of an iteration that is due but has not been made.
  private var owed = 0.0

  /// A run from an iteration on; where the pace has no limit, so many are computed before its first
  /// frame.
  init(_ goal: Goal, from first: Int, to last: Int? = nil, pace: Pace, portion: Int = 1) {
    self.portion = Portion(portion)
    self.goal = goal
    self.last = last ?? first
    self.first = first
    reached = first
    self.pace = pace
  }

  /// The number of iterations due when some time has passed since the last request.
  mutating func due(after passed: Double) -> Int {
    milliseconds += passed
    switch pace {
    case .unlimited:
      // The elapsed time is that of the last portion and its drawing.
      if hasBegun { portion.adapt(to: passed) }
      hasBegun = true
      return portion.count
    case .perSecond(let count):
      // After a suspension at most half a second is made up.
      owed += min(passed, 500) * Double(count) / 1000
      let whole = Int(owed)
      owed -= Double(whole)
      return whole
    }
  }

  /// Whether it may never end: it has no goal, or has searched for it for long.
  package var isEndless: Bool {
    switch goal {
    case .position: false
    case .condition: reached - first > Limits.unwatchedIterations.value
    case .breakpoint: abs(reached - first) > Limits.unwatchedSearch.value
    case .endless: true
    }
  }

  mutating func reach(_ iteration: Int) { reached = iteration }

  /// The number of milliseconds until the next frame.
  package var interval: Double {
    switch pace {
    case .unlimited: 0
    case .perSecond(let count): max(1000 / 30, 1000 / Double(count))
    }
  }
}

/// The pace of a run.
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
