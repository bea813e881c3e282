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
    let iterations = running.reached..<running.reached + count
    var stop: Breakpoint.Stop?
    if direction == .forward {
      stop = cursor.compute { $0.firstStop(at: all, after: start, in: iterations) }
    } else {
      let first = timeline.plan.firstIteration
      var back = running.back ?? BackwardSearch(from: running.reached, to: first)
      let result = cursor.compute { back.goOn(by: count, at: all, before: start, on: &$0) }
      running.back = back
      running.reach(max(first, back.start - 1))
      run = running
      switch result {
      case .goesOn: return nil
      case .found(let found): stop = found
      case .nothing:
        run = nil
        arrive(at: timeline.plan.beginning)
        return "this is the beginning: no breakpoint on the way"
      }
    }
    if let stop {
      run = nil
      arrive(at: stop.position)
      let entry = breakpoints.entries[stop.index]
      return "\(stop.text(of: entry.breakpoint, words)): breakpoint \(entry.number)"
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
