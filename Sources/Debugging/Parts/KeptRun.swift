import Backpropagation
import Limits
import Sentences

/// The measurements of an earlier run, kept to be laid over later ones.
package struct KeptRun: Sendable {
  /// Its difference from others: `lr 0.1`.
  package let name: String
  package let history: History
}

/// The runs that are kept, the oldest first, each under a name of its own.
package struct KeptRuns: Sendable {
  /// The maximum number of runs; the oldest go first.
  package static let limit = Limits.keptRuns.value

  package private(set) var runs: [KeptRun] = []

  /// Keeps the measurements so far, to be laid over later runs.
  package mutating func keep(_ history: History, as name: String) throws(Refusal) -> Note {
    guard history.iterationCount > 0 else {
      throw Refusal("nothing has run yet that could be kept")
    }
    add(history, as: name)
    return "kept as \(name); X forgets what is kept"
  }

  /// Keeps the measurements so far, if they make a curve.
  mutating func keep(curve history: History, as name: String) {
    if history.iterationCount > 1 { add(history, as: name) }
  }

  /// Drops the kept runs.
  package mutating func forget() throws(Refusal) -> Note {
    guard !runs.isEmpty else { throw Refusal("nothing is kept") }
    runs = []
    return "forgotten"
  }

  /// Adds a run; it replaces one of the same name.
  mutating func add(_ history: History, as name: String) {
    runs.removeAll { $0.name == name }
    runs.append(KeptRun(name: name, history: history))
    if runs.count > Self.limit { runs.removeFirst(runs.count - Self.limit) }
  }
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
