import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Learning

/// A file that is compared with others.
package struct ComparedModel: Sendable {
  /// The file name.
  package let name: String
  /// The number of learned numbers.
  package let parameterCount: Int
  /// The approximate number of operations in an iteration.
  private let work: Int
  /// The random start of the first training.
  package let firstStart: Int
  /// The rows that it is trained on; `nil` where there are none.
  private let data: DataSet?
  /// The document with a random start; start 0 is as written in the file.
  private let document: @Sendable (Int) -> Document
  /// The results of the trainings that have ended, start by start.
  package private(set) var results: [ModelResult] = []
  /// The training in progress; `nil` when all have ended.
  package private(set) var run: ModelRun?

  /// A file to be trained from the starts that `document` makes, `firstStart` and those after it.
  package init(
    name: String, firstStart: Int = 0, document: @escaping @Sendable (Int) -> Document
  ) {
    let first = document(firstStart)
    let training = Training(of: first.objective)
    self.name = name
    self.firstStart = firstStart
    data = first.feed?.data
    self.document = document
    parameterCount = training.parameters.reduce(0) { $0 + first.graph.places(of: $1).count }
    // Even an iteration without operations takes some time.
    work = first.graph.workPerIteration + 600
  }

  /// Begins a training; its start is counted from the first one.
  mutating func begin(start: Int, iterations: Int) {
    run = ModelRun(of: document(firstStart + start), start: start, goal: iterations)
  }

  /// Continues for about that many operations, at least an iteration; when a training ends, the
  /// next of `startCount` begins.
  mutating func advance(work portion: Int, startCount: Int) {
    guard var run else { return }
    // Even a very short training is shown, in about a hundred frames.
    let count = max(1, min(portion / work, (run.goal + 99) / 100))
    self.run = nil
    run.advance(by: count)
    guard let result = run.result else {
      self.run = run
      return
    }
    results.append(result)
    if results.count < startCount { begin(start: results.count, iterations: run.goal) }
  }

  /// Where the iteration that it has reached is in its epoch; `nil` without batches.
  package var batchPlace: BatchPlace? {
    let reached = run?.reached ?? results.last?.iteration
    return reached.flatMap { data?.batchPlace(ofIteration: $0) }
  }

  /// The curve of a quantity in a start; `nil` where it is not measured or has not begun.
  package func curve(_ quantity: ComparedQuantity, start: Int) -> Curve? {
    if results.indices.contains(start) {
      let result = results[start]
      return quantity.curve(among: result.reports.map(\.text)) { result.curves[$0] }
    }
    guard let run, run.start == start else { return nil }
    return quantity.curve(among: run.history.reports) { run.history[$0] }
  }

  /// The reports of the file.
  var reports: [String] {
    results.first.map { $0.reports.map(\.text) } ?? run?.history.reports ?? []
  }
}
