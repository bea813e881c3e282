import Backpropagation

extension Timeline {
  /// Runs to the beginning of an iteration, which is returned, or to where Ctrl-C has ended the work.
  mutating func run(
    to goal: Int, _ work: inout LongWork, _ words: (_ iteration: Int) -> String
  ) -> Int {
    let count = training.distance(to: goal)
    guard count > 0 else { return goal }
    let last = run(from: goal - count, count: count) { iteration, _, _ in
      !work.goesOn { _ in words(iteration) }
    }
    return last ?? goal
  }
}
