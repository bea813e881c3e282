import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences
import Trainings

// Breakpoints, and runs to the next place where one holds.
extension Debugger {
  /// Runs to the next place at which a breakpoint holds, or back to the last one.
  package mutating func search(_ direction: Cursor.Direction) throws(Refusal) -> Note? {
    guard !breakpoints.entries.isEmpty else {
      throw Refusal("there is no breakpoint: b sets one at a gate, :break says more")
    }
    marks["'"] = position
    // The end of a step belongs to its iteration; what follows may belong to the next.
    let first = direction == .forward ? cursor.iterationToCome : position.iteration
    // Each iteration is computed with the one before it, and examined.
    run = Run(
      .breakpoint(direction, from: position), from: first, pace: .unlimited,
      portion: Training.quickWork / max(4_000, 4 * workPerIteration))
    // A place found at once needs no run.
    return tick(milliseconds: 40)
  }

  /// Searches some more iterations in a direction.
  package mutating func search(
    _ direction: Cursor.Direction, from start: Position, _ running: inout Run, count: Int
  ) -> Note? {
    let all = breakpoints.entries.map(\.breakpoint)
    let reached = running.reached
    let iterations =
      direction == .forward
      ? reached..<reached + count
      : max(timeline.plan.firstIteration, reached + 1 - count)..<reached + 1
    let stop = cursor.compute {
      direction == .forward
        ? $0.firstStop(at: all, after: start, in: iterations)
        : $0.lastStop(at: all, before: start, in: iterations)
    }
    if let stop {
      run = nil
      arrive(at: stop.position)
      let entry = breakpoints.entries[stop.index]
      return "\(stop.text(of: entry.breakpoint, words)): breakpoint \(entry.number)"
    }
    if direction == .backward {
      guard iterations.lowerBound > timeline.plan.firstIteration else {
        run = nil
        arrive(at: timeline.plan.beginning)
        return "this is the beginning: no breakpoint on the way"
      }
      running.reach(iterations.lowerBound - 1)
      run = running
      return nil
    }
    running.reach(iterations.upperBound)
    run = running
    arrive(at: timeline.plan.end(of: .backward, in: iterations.upperBound - 1))
    let loss = snapshot.numbers.values(at: document.graph.places(of: document.output))
    guard !loss.allSatisfy(\.isFinite) else { return nil }
    run = nil
    return Note(
      "the loss is no finite number any more in iteration \(iterations.upperBound - 1), and no "
        + "breakpoint has held")
  }
}
