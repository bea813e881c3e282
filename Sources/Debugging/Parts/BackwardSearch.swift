import Backpropagation

/// A search back along the timeline for the last place at which a breakpoint holds.
///
/// Each iteration follows from the one before it, so the iterations are searched in stretches, the
/// last stretch first: each begins where the timeline knows the state of the training, and is
/// searched forwards in portions.
struct BackwardSearch: Sendable {
  /// How far a search has come.
  enum Result: Sendable {
    case goesOn
    case found(Breakpoint.Stop)
    /// There is no such place.
    case nothing
  }

  /// The iterations of the stretch that have not been searched.
  private var rest = 0..<0
  /// The iteration that the stretch begins with; the one after those that it comes to next.
  private(set) var start: Int
  /// The last place in the stretch so far.
  private var last: Breakpoint.Stop?

  /// The iteration that the timeline begins with.
  private let first: Int

  /// A search that begins with an iteration and goes back from there, to the first one.
  init(from iteration: Int, to first: Int) {
    start = iteration + 1
    self.first = first
  }

  /// Searches so many more iterations.
  mutating func goOn(
    by count: Int, at breakpoints: [Breakpoint], before position: Position,
    on timeline: inout Timeline
  ) -> Result {
    var left = count
    while left > 0 {
      if rest.isEmpty {
        if let last { return .found(last) }
        guard start > first else { return .nothing }
        let end = start
        // What an iteration shows begins with the one before it, whose state is to be known.
        start = end - 1 == first ? first : end - 1 - timeline.training.distance(to: end - 2)
        rest = start..<end
      }
      let portion = rest.prefix(left)
      last = timeline.lastStop(at: breakpoints, before: position, in: portion) ?? last
      rest.removeFirst(portion.count)
      left -= portion.count
    }
    if !rest.isEmpty { return .goesOn }
    return last.map { .found($0) } ?? (start > first ? .goesOn : .nothing)
  }
}
