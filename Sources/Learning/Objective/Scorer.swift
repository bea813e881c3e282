import ComputationGraph

/// A graph whose data leaves hold the rows of one part of the data, for scoring, never for
/// training.
public struct ScoringGraph: Sendable {
  /// The graph of the file, followed by the nodes that its reports need.
  public let graph: Graph
  /// The node of the loss.
  public let output: Node.ID
  /// The parameters, in the order in which the training graph has them.
  public let parameters: [Node.ID]
  /// The file's reports.
  public let reports: [Report]
  /// The number of rows scored.
  public let rowCount: Int
  /// The number of rows in the part; more than `rowCount` where scoring all of them would take too
  /// long.
  public let rowsOfPart: Int

  /// A graph for scoring.
  public init(
    graph: Graph, output: Node.ID, parameters: [Node.ID], reports: [Report], rowCount: Int,
    rowsOfPart: Int
  ) {
    self.graph = graph
    self.output = output
    self.parameters = parameters
    self.reports = reports
    self.rowCount = rowCount
    self.rowsOfPart = rowsOfPart
  }
}

/// A number that a file asks to be watched.
public struct Report: Hashable, Sendable {
  /// The way in which the number is computed.
  public enum Measure: Hashable, Sendable {
    /// The sum of a node's elements; for a single number, the number itself.
    case value(Node.ID)
    /// The share of rows whose scores say the class of their label; see `accuracy`.
    case accuracy(scores: Node.ID, labels: Node.ID, threshold: Threshold)
  }

  /// The report as it is written in the file: `accuracy(scores, d.y)`.
  public let text: String
  /// The way in which the number is computed.
  public let measure: Measure

  /// A report.
  public init(text: String, measure: Measure) {
    self.text = text
    self.measure = measure
  }
}

/// The scores of a model on some rows.
public struct Scores: Hashable, Sendable {
  /// The loss.
  public let loss: Double
  /// The values of the reports, in the order of the file.
  public let reports: [Double]
  /// For each report the score that is farthest outside 0…1 although ½ divides them; see
  /// `Threshold.farthestOutside`.
  public let outside: [Double?]
}

/// Computes the scores of parameters on the rows of a scoring graph.
public struct Scorer: Sendable {
  private let scoring: ScoringGraph
  private let tape: Tape
  private var numbers: Numbers

  /// Prepares a graph for scoring.
  public init(_ scoring: ScoringGraph) {
    self.scoring = scoring
    tape = Tape(of: scoring.graph)
    numbers = Numbers(initialValuesOf: scoring.graph)
  }

  /// The scores of `parameters`, the elements of all parameters one after the other.
  public mutating func scores(of parameters: [Double]) -> Scores {
    let graph = scoring.graph
    var first = 0
    for parameter in scoring.parameters {
      let places = graph.places(of: parameter)
      numbers.setValues(at: places, to: Array(parameters[first..<first + places.count]))
      first += places.count
    }
    tape.forward(in: &numbers)
    return Scores(
      loss: numbers.total(of: scoring.output, in: graph),
      reports: scoring.reports.map { score($0.measure) },
      outside: scoring.reports.map { outside($0.measure) })
  }

  private func score(_ measure: Report.Measure) -> Double {
    switch measure {
    case .value(let node): numbers.total(of: node, in: scoring.graph)
    case .accuracy(let scores, let labels, let threshold):
      accuracy(
        Array(numbers.values(at: scoring.graph.places(of: scores))),
        labels: Array(numbers.values(at: scoring.graph.places(of: labels))), threshold: threshold)
    }
  }

  private func outside(_ measure: Report.Measure) -> Double? {
    guard case .accuracy(let scores, let labels, let threshold) = measure,
      scoring.graph.shape(of: scores).count == scoring.graph.shape(of: labels).count
    else { return nil }
    return threshold.farthestOutside(numbers.values(at: scoring.graph.places(of: scores)))
  }
}
