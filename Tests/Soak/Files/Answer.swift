import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Learning
import Sentences

/// The answer to a file: a graph that runs, or messages. Making one throws what is wrong with it.
struct Answer {
  let hasGraph: Bool

  init(to file: SourceFile, inputs: [String: Double]) throws {
    switch file.document(inputs) {
    case .success(let document):
      try demand(file.syntax.diagnostics.isEmpty, "a graph in spite of mistakes")
      try Self.check(document)
      hasGraph = true
    case .failure(let list):
      try Self.check(list.text(file: file.name, source: file.syntax.source))
      try demand(!list.diagnostics.isEmpty, "neither a graph nor a message")
      hasGraph = false
    }
  }

  private static func check(_ message: String) throws {
    try demand(message.utf8.count < 60_000, "\(message.utf8.count) bytes of messages")
    try demand(!message.isEmpty, "an empty message")
    if let scalar = message.unicodeScalars.first(where: { $0 != "\n" && $0.commandsTerminals }) {
      throw Fault("a message has the character U+\(String(scalar.value, radix: 16))")
    }
  }

  private static func check(_ document: Document) throws {
    let graph = document.graph
    try demand(graph.count <= 2_000_000, "\(graph.count) nodes")
    try demand(document.labels.count == graph.count, "nodes without a label")
    try demand(document.labels.allSatisfy { !$0.isEmpty }, "an empty label")
    try demand(Int(document.output.index) < graph.count, "the output is no node")
    if graph.placeCount < 10_000 { try score(document) }
    if graph.placeCount < 100_000 { try run(document) }
    if graph.placeCount < 1_000 { try keepPromises(of: document) }
  }

  /// A pass forward and one backward.
  private static func run(_ document: Document) throws {
    let graph = document.graph
    var numbers = Numbers(initialValuesOf: graph)
    Tape(of: graph).forward(in: &numbers)
    numbers.setGradient(
      of: document.output, to: Tensor(shape: graph.shape(of: document.output)) { _ in 1 },
      in: graph)
    Tape(of: graph, feeding: document.output).backward(in: &numbers)
    _ = NumberText.shortest(numbers.value(of: document.output, in: graph).elements.first ?? 0)
  }

  private static func score(_ document: Document) throws {
    for part in DataSet.Part.allCases {
      guard let scoring = document.scoring(part) else { continue }
      var scorer = Scorer(scoring)
      let parameters = scoring.parameters.flatMap { scoring.graph.initialValue(of: $0) }
      let reports = scorer.scores(of: parameters).reports
      try demand(reports.count == document.reports.count, "not every report is scored")
    }
  }

  /// What `backprop check` does about promises, for those of the first updates.
  private static func keepPromises(of document: Document) throws {
    var timeline = Timeline(Training(of: document.objective))
    for expectation in document.expectations.prefix(20) where expectation.iterations <= 10 {
      let snapshot = timeline.snapshot(
        at: timeline.plan.end(of: .backward, in: expectation.iterations))
      let found =
        switch expectation.quantity {
        case .value: snapshot.numbers.value(of: expectation.node, in: document.graph)
        case .gradient: snapshot.numbers.gradient(of: expectation.node, in: document.graph)
        }
      try demand(
        found.shape == expectation.bounds.shape || expectation.bounds.shape.isScalar,
        "a promise of another shape")
      _ = expectation.isKept(by: found)
      _ = found.elements.map(NumberText.shortest)
    }
  }
}
