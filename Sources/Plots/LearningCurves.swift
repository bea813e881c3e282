import Backpropagation
import ComputationGraph
import Debugging
import ExpressionLanguage
import Learning
import Sentences

/// The curves of a training that can be plotted, and remarks about them.
package struct LearningCurves: Sendable {
  /// The subject of a plot.
  package enum Topic: Hashable, Sendable {
    case loss
    case report(Int)
    case parameter(Int)
    case gradient(Int)
  }

  private let history: History
  private let rates: LearningRates
  private let isFaulty: Bool
  /// The name of this run beside others: `lr 0.1`.
  private let runName: String
  private let expected: ExpectedLoss?
  /// The names of the parameters; bars mark those with several elements, of which the norm is
  /// shown.
  private let parameters: [String]
  /// The names of their gradients.
  private let gradients: [String]
  /// Whether an iteration takes only some of the training rows.
  private let hasBatches: Bool
  private let iteration: Int
  private let kept: [KeptRun]
  private let data: DataSet?
  /// Where the first loss that is not finite begins, and why parts of the data have no scores.
  private let notes: [String]

  /// The curves of a training, seen from an iteration; `labels` are the names of its nodes.
  package init(
    of training: Training, labels: [String], iteration: Int, kept: [KeptRun] = [],
    runName: String? = nil, notes: [String] = []
  ) {
    let objective = training.objective
    self.runName = runName ?? training.learningRates.name
    isFaulty = !training.rules.areRight
    history = training.history
    rates = training.learningRates
    expected = ExpectedLoss(of: objective.output, in: objective.graph)
    let loss = labels[Int(objective.output.index)]
    let names = training.parameters.prefix(History.measuredParameters).map { node in
      (name: labels[Int(node.index)], isNorm: !objective.graph.shape(of: node).isScalar)
    }
    parameters = names.map { $0.isNorm ? "|\($0.name)|" : $0.name }
    gradients = names.map { $0.isNorm ? "|∂\(loss)/∂\($0.name)|" : "∂\(loss)/∂\($0.name)" }
    data = objective.feed?.data
    hasBatches = data?.hasBatches ?? false
    let cause = training.history.verdict().end.flatMap(training.cause)
    let sentence = cause.map { cause in
      NonFiniteSentence(cause, in: objective.graph) { labels[Int($0.index)] }
    }
    self.notes = (sentence.map { [$0.text] } ?? []) + notes
    self.iteration = iteration
    self.kept = kept
  }

  /// All topics, in the order in which they are offered.
  package var topics: [Topic] {
    [.loss] + history.reports.indices.map { .report($0) }
      + parameters.indices.map { .parameter($0) } + gradients.indices.map { .gradient($0) }
  }

  /// The name of a topic.
  package func name(_ topic: Topic) -> String {
    switch topic {
    case .loss: "loss"
    case .report(let index): history.reports[index]
    case .parameter(let index): parameters[index]
    case .gradient(let index): gradients[index]
    }
  }

  // MARK: The plot

  /// The plot of a topic: the curves of this run together with those of kept runs.
  package func plot(of topic: Topic, scale: PlotScale) -> Plot {
    let own = curves(of: topic)
    let suffix = kept.isEmpty && !isFaulty ? "" : ", \(runName)"
    var series = own.map { Plot.Series(name: $0.name + distance(of: $0.curve) + suffix, $0.curve) }
    series += kept.compactMap { run in
      let curve = own.lazy.compactMap { run.history[$0.quantity] }.first
      return curve.map { Plot.Series(name: run.name, $0) }
    }
    let first = series.compactMap(\.samples.first?.iteration).min() ?? 0
    let last = series.compactMap(\.samples.last?.iteration).max() ?? 0
    let isEmpty = own.allSatisfy(\.curve.values.isEmpty)
    return Plot(
      title: name(topic), series: series, scale: scale, iterations: first...max(first + 1, last),
      currentIteration: isEmpty && kept.isEmpty ? nil : iteration,
      batch: data?.batchPlace(ofIteration: iteration),
      emptyText: isEmpty
        ? "nothing has run yet: i makes an iteration, r runs"
        : "no value of this has a place here; y changes the scale")
  }

  private typealias NamedCurve = (name: String, quantity: History.Quantity, curve: Curve)

  /// The curves of this run, the most informative one first.
  private func curves(of topic: Topic) -> [NamedCurve] {
    let all: [(name: String, quantity: History.Quantity)] =
      switch topic {
      case .loss:
        [
          ("training rows", .loss(.training)), ("test rows", .loss(.test)),
          (hasBatches ? "batch" : "loss", .batchLoss),
        ]
      case .report(let index):
        [("training rows", .report(index, .training)), ("test rows", .report(index, .test))]
      case .parameter(let index): [(parameters[index], .parameter(index))]
      case .gradient(let index): [(gradients[index], .gradient(index))]
      }
    let measured = all.compactMap { name, quantity in
      history[quantity].map { (name, quantity, $0) }
    }
    // If a batch has all rows, its loss is the training loss.
    let isDouble = !hasBatches && history[.loss(.training)] != nil
    return measured.filter { !isDouble || $0.1 != .batchLoss }
  }

  /// How far apart the values of a curve are, where it does not have one for each iteration.
  private func distance(of curve: Curve) -> String {
    guard curve.stride > 1 else { return "" }
    return hasBatches && curve.stride == data?.iterationsPerEpoch
      ? " once per epoch" : " every \(curve.stride) iterations"
  }

  // MARK: Words

  /// The behaviour of this run's loss, then that of the kept runs, in words.
  package var behaviours: [String] {
    let change = rates.lastChange ?? 0
    var lines: [String] = []
    if history.iterationCount > 0 {
      let own = history.verdict(since: change)
      let topic =
        change > 0
        ? "from iteration \(change) on: " : kept.isEmpty && !isFaulty ? "" : runName + ": "
      lines.append(topic + own.words)
    }
    let divided = zip(history.reports, history.outside).compactMap { text, score in
      score.map { Report.note(on: text, outside: $0) }
    }
    return lines + notes + divided
      + kept.map { run in "\(run.name): \(run.history.verdict().words)" }
  }

  /// The first loss compared with the expected one, if that is known.
  package var firstLoss: String? {
    guard let expected else { return nil }
    // The first loss of a loaded training is not that of an untrained model.
    guard history[.batchLoss]?.first == 0 else { return nil }
    let rest = expected.isLowerBound ? ", and more for what is added to it" : ""
    let value = NumberText.significant(expected.value, digits: 4)
    let rule =
      "scores of about 0 give " + (expected.formula == value ? "" : "\(expected.formula) = ")
      + value + rest
    let losses = history[.loss(.training)] ?? history[.batchLoss]
    guard let first = losses?.values.first else { return "first loss: " + rule }
    return "first loss \(NumberText.significant(first, digits: 4)); \(rule)"
  }

  /// The curves of the file's own training.
  package init(of debugger: Debugger) {
    self.init(
      of: debugger.timeline.training, labels: debugger.file.labels,
      iteration: debugger.snapshot.iteration, kept: debugger.keptRuns.runs,
      runName: debugger.runName, notes: debugger.unscoredRows)
  }
}

extension Debugger {
  /// Why rows of the data have no scores; nothing where all of them have.
  fileprivate var unscoredRows: [String] {
    let history = timeline.training.history
    let isComplete = DataSet.Part.allCases.allSatisfy {
      history[.loss($0)] != nil || file.feed?.data.rows(of: $0).isEmpty != false
    }
    return isComplete ? [] : file.scoringProblems
  }
}
