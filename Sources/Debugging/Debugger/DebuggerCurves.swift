import Sentences
import Backpropagation

// The measurements of this run and of earlier ones.
extension Debugger {
  /// The name of this run beside others: `lr 0.1`, `overwrite, lr 0.1`.
  package var runName: String {
    let bug = exercise.hunt.map { $0.isRiddle ? "a mistake" : $0.bug.kind.name }
    return [bug, timeline.learningRates.name].compactMap(\.self).joined(separator: ", ")
  }

  /// Makes a change; measurements that it alters are kept for comparison.
  mutating func keepingRun(_ change: (inout Debugger) -> Void) {
    let (name, history) = (runName, timeline.training.history)
    change(&self)
    if history.iterationCount - timeline.training.history.iterationCount > 1 {
      keptRuns.add(history, as: name)
    }
  }

  /// Sets the learning rate from here on; a schedule that ends with that is mentioned, once.
  package mutating func setLearningRate(_ rate: Double) -> Note? {
    let rates = timeline.learningRates
    let endsSchedule = rates.schedule.text != nil && rates.areScheduled(at: cursor.iterationToCome)
    keepingRun {
      _ = $0.cursor.change { timeline, position in
        timeline.setLearningRate(rate, at: position)
        return position
      }
    }
    return endsSchedule
      ? "from here on the learning rate is \(NumberText.brief(rate)), without the schedule" : nil
  }
}
