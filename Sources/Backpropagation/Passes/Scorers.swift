import ComputationGraph
import Learning

/// Scores the parts of the data now and then, so rarely that training takes most of the time.
struct Scorers: Sendable {
  private var scorers: [DataSet.Part: Scorer]
  /// The texts of the reports, as the file has them.
  let reports: [String]
  /// The number of iterations from one scoring to the next.
  let stride: Int

  init(_ graphs: [DataSet.Part: ScoringGraph], workPerIteration: Int) {
    scorers = graphs.mapValues(Scorer.init)
    reports = graphs.values.first?.reports.map(\.text) ?? []
    // A forward pass is about a third of an iteration.
    let work = graphs.values.reduce(0) { $0 + $1.graph.workPerIteration / 3 }
    var stride = 1
    while stride * workPerIteration < 2 * work { stride *= 2 }
    self.stride = stride
  }

  var isEmpty: Bool { scorers.isEmpty }

  mutating func scores(of part: DataSet.Part, _ parameters: [Double]) -> Scores? {
    scorers[part]?.scores(of: parameters)
  }
}
