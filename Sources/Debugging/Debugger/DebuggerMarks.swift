import Backpropagation
import Sentences

// Places on the timeline to return to.
extension Debugger {
  /// Marks the current place.
  package mutating func setMark(_ name: Character) -> Note {
    marks[name] = position
    return "mark \(name): \(timeline.plan.words(for: position))"
  }

  /// Returns to a mark; `'` is the place that the last jump left.
  package mutating func returnToMark(_ name: Character) throws(Refusal) -> Note? {
    guard let target = marks[name] else {
      throw Refusal(
        name == "'" ? "there was no jump yet" : "there is no mark \(name); m \(name) sets it")
    }
    jump(to: target)
    return run == nil ? Note(timeline.plan.words(for: target)) : nil
  }
}

extension StepPlan {
  /// `iteration 3, backward 2 of 17`.
  fileprivate func words(for position: Position) -> String {
    let iteration = "iteration \(position.iteration)"
    guard let step = step(at: position), let count = count(at: position) else {
      return iteration + ", nothing done"
    }
    return iteration + ", \(step.action.phase.name) \(count.step) of \(count.of)"
  }
}
