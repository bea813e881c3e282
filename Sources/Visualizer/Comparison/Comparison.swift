import Cells
import ComputationGraph
import Backpropagation
import ExpressionLanguage
import Learning
import Screen

/// A file that is compared with others.
package struct ComparedModel: Sendable {
  /// The name of the file.
  package let name: String
  /// How many numbers are learned.
  package let parameterCount: Int
  /// How many operations an iteration takes, about.
  fileprivate let work: Int
  /// The file with a random start; the one with number 0 is as the file says.
  fileprivate let document: @Sendable (Int) -> Document
  /// What came of the trainings that have ended, start by start.
  package fileprivate(set) var results: [ModelResult] = []
  /// The training that goes on; `nil` when all have ended.
  fileprivate(set) var run: ModelRun?

  /// A file to be trained from the starts that `document` makes.
  package init(name: String, document: @escaping @Sendable (Int) -> Document) {
    let first = document(0)
    let training = Training(of: first.objective)
    self.name = name
    self.document = document
    parameterCount = training.parameters.reduce(0) { $0 + first.graph.places(of: $1).count }
    // Even an iteration without any operation takes some time.
    work = first.graph.workPerIteration + 600
  }

  /// The curve of a quantity in a start; `nil` where it is not measured or has not begun.
  func curve(_ quantity: ComparedQuantity, start: Int) -> Curve? {
    if results.indices.contains(start) {
      let result = results[start]
      return quantity.curve(among: result.reports.map(\.text)) { result.curves[$0] }
    }
    guard let run, run.start == start else { return nil }
    return quantity.curve(among: run.history.reports) { run.history[$0] }
  }

  /// What the file reports.
  var reports: [String] {
    results.first.map { $0.reports.map(\.text) } ?? run?.history.reports ?? []
  }
}

/// Several files that are trained side by side and compared: equally many updates, the same starts.
///
/// `update` takes an event and is total; `view` is a function.
package struct Comparison: Sendable {
  package private(set) var models: [ComparedModel]
  /// How many updates each training makes.
  package let iterations: Int
  /// From how many random starts each file is trained.
  package let startCount: Int
  /// Which of `quantities` is plotted.
  private(set) var quantityIndex = 0
  private(set) var scale = PlotScale.linear
  private(set) var isPaused = false
  /// The start that a person has chosen to see; `nil` is the one that is trained.
  private var chosenStart: Int?
  var size: Size
  /// Whether the person has left.
  package private(set) var isFinished = false
  /// About how much is computed between two pictures.
  private var portion = Run.quickWork

  /// A comparison that has not begun.
  package init(
    _ models: [ComparedModel], iterations: Int, startCount: Int = 1,
    size: Size = Size(columns: 80, rows: 24)
  ) {
    self.models = models
    self.iterations = iterations
    self.startCount = max(1, startCount)
    self.size = size
    for index in models.indices {
      self.models[index].run = ModelRun(
        of: models[index].document(0), start: 0, goal: iterations)
    }
  }

  /// Whether all trainings have ended.
  package var isComplete: Bool { models.allSatisfy { $0.run == nil } }

  /// The share of the updates that have been made, from 0 to 1.
  package var progress: Double {
    let total = Double(models.count * startCount) * Double(iterations + 1)
    let done = models.reduce(0.0) { sum, model in
      sum + Double(model.results.count) * Double(iterations + 1) + Double(model.run?.reached ?? 0)
    }
    return total == 0 ? 1 : done / total
  }

  /// How many milliseconds may pass until the next `tick`; `nil` while nothing goes on by itself.
  package var tickInterval: Double? { isPaused || isComplete ? nil : 0 }

  // MARK: Training

  /// Goes on with the training that is least far, for as long as a person waits for a picture.
  package mutating func advance() {
    let behind = models.indices.filter { models[$0].run != nil }.min {
      (models[$0].results.count, models[$0].run?.reached ?? 0)
        < (models[$1].results.count, models[$1].run?.reached ?? 0)
    }
    guard let behind, var run = models[behind].run else { return }
    // Even what takes no time is watched, in about a hundred pictures.
    let count = max(1, min(portion / models[behind].work, (iterations + 99) / 100))
    models[behind].run = nil
    run.advance(by: count)
    guard let result = run.result else {
      models[behind].run = run
      return
    }
    models[behind].results.append(result)
    guard models[behind].results.count < startCount else { return }
    let next = models[behind].results.count
    models[behind].run = ModelRun(
      of: models[behind].document(next), start: next, goal: iterations)
  }

  // MARK: Events

  /// Takes one event.
  package mutating func update(_ event: Event) {
    switch event {
    case .key(let key): take(key)
    case .resize(let size): self.size = size
    case .tick(let milliseconds): tick(milliseconds)
    case .hangUp: isFinished = true
    case .paste, .wheel, .click, .filesChanged: break
    }
  }

  private mutating func tick(_ milliseconds: Double) {
    guard tickInterval != nil else { return }
    // The time that passed is what the last portion took, and drawing it.
    if milliseconds < 25 { portion = min(1 << 40, portion * 2) }
    if milliseconds > 60 { portion = max(1, portion / 2) }
    advance()
  }

  private mutating func take(_ key: Key) {
    switch key {
    case .character("q"), .escape: isFinished = true
    case .character(" "), .character("r"): isPaused.toggle()
    case .tab: quantityIndex = (quantityIndex + 1) % quantities.count
    case .backTab: quantityIndex = (quantityIndex + quantities.count - 1) % quantities.count
    case .character("l"): scale = scale == .linear ? .logarithmic : .linear
    case .left, .character("["): chosenStart = max(0, start - 1)
    case .right, .character("]"): chosenStart = min(startCount - 1, start + 1)
    default: break
    }
  }

  // MARK: What is shown

  /// What can be plotted: what at least one of the files measures.
  var quantities: [ComparedQuantity] {
    var quantities = [ComparedQuantity.loss(.training)]
    if isMeasured(.loss(.test)) { quantities.append(.loss(.test)) }
    for text in reports {
      for part in DataSet.Part.allCases {
        let quantity = ComparedQuantity.report(text, part)
        if !quantities.contains(quantity), isMeasured(quantity) { quantities.append(quantity) }
      }
    }
    return quantities
  }

  /// What the files report, each text once.
  var reports: [String] {
    models.flatMap(\.reports).reduce(into: []) { texts, text in
      if !texts.contains(text) { texts.append(text) }
    }
  }

  private func isMeasured(_ quantity: ComparedQuantity) -> Bool {
    models.contains { $0.curve(quantity, start: 0) != nil }
  }

  /// What is plotted.
  var quantity: ComparedQuantity { quantities[min(quantityIndex, quantities.count - 1)] }

  /// The start whose curves are plotted.
  var start: Int {
    chosenStart ?? models.compactMap { $0.run?.start }.min() ?? startCount - 1
  }
}

/// What a plot compares.
enum ComparedQuantity: Hashable, Sendable {
  /// The loss of all rows of a part.
  case loss(DataSet.Part)
  /// A report, as the files say it, on all rows of a part.
  case report(String, DataSet.Part)

  /// The name above the plot.
  var title: String {
    switch self {
    case .loss(.training): "loss"
    case .loss(.test): "test loss"
    case .report(let text, .training): text
    case .report(let text, .test): text + " on test rows"
    }
  }

  /// The curve among those of a file with some reports.
  fileprivate func curve(
    among reports: [String], _ curve: (History.Quantity) -> Curve?
  ) -> Curve? {
    switch self {
    case .loss(.training): curve(.loss(.training)) ?? curve(.batchLoss)
    case .loss(.test): curve(.loss(.test))
    case .report(let text, let part):
      reports.firstIndex(of: text).flatMap { curve(.report($0, part)) }
    }
  }
}
