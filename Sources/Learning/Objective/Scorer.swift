import ComputationGraph

/// A graph whose data leaves hold all rows of one part of the data, to be scored and never trained.
public struct ScoringGraph: Sendable {
  /// The graph: what the file describes, and behind it what its reports need.
  public let graph: Graph
  /// The loss.
  public let output: Node.ID
  /// The parameters, in the order of the graph that trains.
  public let parameters: [Node.ID]
  /// What the file reports.
  public let reports: [Report]
  /// How many rows are scored.
  public let rowCount: Int
  /// How many rows the part has; more than `rowCount` where scoring all would take too long.
  public let rowsOfPart: Int

  /// A graph to be scored.
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

/// A number that a file wants to be watched.
public struct Report: Hashable, Sendable {
  /// What the number is.
  public enum Measure: Hashable, Sendable {
    /// The sum of a node's elements, which is the node itself where it is a single number.
    case value(Node.ID)
    /// The share of rows whose largest score is that of the label. Of a single
    /// score for each row, the share on the same side of ½ as the label.
    case accuracy(scores: Node.ID, labels: Node.ID)
  }

  /// The report as the file says it: `accuracy(scores, d.y)`.
  public let text: String
  /// What the number is.
  public let measure: Measure

  /// A report.
  public init(text: String, measure: Measure) {
    self.text = text
    self.measure = measure
  }
}

/// What a model scores on some rows.
public struct Scores: Hashable, Sendable {
  /// The loss.
  public let loss: Double
  /// The reports of the file, in its order.
  public let reports: [Double]
}

/// Scores parameters on the rows of a scoring graph.
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

  /// The scores of parameters, all numbers of all of them one after the other.
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
      loss: sum(scoring.output), reports: scoring.reports.map { score($0.measure) })
  }

  private func sum(_ node: Node.ID) -> Double {
    numbers.values(at: scoring.graph.places(of: node)).reduce(0, +)
  }

  private func score(_ measure: Report.Measure) -> Double {
    switch measure {
    case .value(let node): sum(node)
    case .accuracy(let scores, let labels):
      accuracy(
        Array(numbers.values(at: scoring.graph.places(of: scores))),
        labels: Array(numbers.values(at: scoring.graph.places(of: labels))))
    }
  }
}

/// The share of rows whose largest score is that of the label; of equal scores
/// the first counts. Of a single score for each row, the share on the same side of ½ as the label.
public func accuracy(_ scores: [Double], labels: [Double]) -> Double {
  guard !labels.isEmpty else { return .nan }
  let classes = scores.count / labels.count
  let right = labels.indices.count { row in
    guard classes > 1 else { return (scores[row] > 0.5) == (labels[row] > 0.5) }
    let first = row * classes
    let best = (first..<first + classes).reduce(first) { scores[$1] > scores[$0] ? $1 : $0 }
    return Double(best - first) == labels[row]
  }
  return Double(right) / Double(labels.count)
}
