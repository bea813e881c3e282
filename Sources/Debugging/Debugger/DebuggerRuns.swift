import Sentences
import Backpropagation
import Learning

// Runs: iterations that go on by themselves.
extension Debugger {
  /// Runs at the pace that was chosen last, for `count` iterations or until stopped.
  package mutating func play(count: Int?) {
    let first = cursor.iterationToCome
    let goal = count.map { Run.Goal.position(timeline.plan.beginning(of: first + $0)) }
    run(to: goal ?? .endless, from: first, pace: pace)
  }

  /// Advances a run by what is due after some time, but not beyond the iteration `limit`.
  package mutating func tick(milliseconds: Double, limit: Int? = nil) -> Note? {
    guard var running = run else { return nil }
    let due = running.due(after: milliseconds)
    run = running
    return goOn(by: limit.map { min(due, $0 - running.reached) } ?? due)
  }

  /// Advances a run by some iterations, at most to its goal.
  package mutating func goOn(by count: Int) -> Note? {
    guard var running = run, count > 0 else { return nil }
    let from = running.reached
    switch running.goal {
    case .position(let target):
      guard from + count < target.iteration else {
        run = nil
        arrive(at: target)
        return nil
      }
      return advance(&running, from: from, count: count, isShown: target > position)
    case .endless:
      return advance(&running, from: from, count: count, isShown: true)
    case .breakpoint(let direction, let start):
      return search(direction, from: start, &running, count: count)
    case .condition(let condition):
      return advance(&running, from: from, count: count, until: condition, isShown: true)
    }
  }

  /// Runs some iterations and shows the last of them when all of its gradients are known.
  private mutating func advance(
    _ running: inout Run, from first: Int, count: Int, until condition: RunCondition? = nil,
    isShown: Bool
  ) -> Note? {
    var notFinite = false
    let last = cursor.compute {
      $0.run(from: first, count: count) { iteration, loss, history in
        if let condition {
          let measured =
            condition.quantity == .batchLoss ? loss : history[condition.quantity]?[iteration]
          if let measured, condition.holds(for: measured) { return true }
        }
        notFinite = !loss.isFinite
        return notFinite
      }
    }
    let reached = last ?? first + count
    running.reach(reached)
    run = last == nil ? running : nil
    guard isShown else { return nil }
    arrive(at: timeline.plan.end(of: .backward, in: reached))
    guard last != nil else { return nil }
    return notFinite
      ? "the loss is no finite number any more in iteration \(reached)"
      : condition.map { "\($0.text) in iteration \(reached)" }
  }
}
