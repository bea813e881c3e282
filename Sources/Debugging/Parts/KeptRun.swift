import Backpropagation
import Sentences

/// What an earlier run measured, kept to be laid over later ones.
package struct KeptRun: Sendable {
  /// How it differs from others: `lr 0.1`.
  package let name: String
  package let history: History

  /// How many runs are kept at most; the oldest go first.
  package static let limit = 8
}

extension LearningRates {
  /// The rates as the name of a run: `lr 0.1`, or `lr 0.1, 0.01 from 40` where they changed.
  package var name: String {
    var name = "lr " + NumberText.brief(self[0])
    if let change = lastChange, change > 0 {
      name += ", " + NumberText.brief(self[change]) + " from \(change)"
    }
    return name
  }
}

extension [KeptRun] {
  /// Keeps a run; one of the same name makes way for it.
  mutating func keep(_ run: KeptRun) {
    removeAll { $0.name == run.name }
    append(run)
    if count > KeptRun.limit { removeFirst(count - KeptRun.limit) }
  }
}
