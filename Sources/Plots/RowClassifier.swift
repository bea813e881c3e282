import ComputationGraph
import ExpressionLanguage
import Learning

/// Predicts the classes of rows of features that are in no file.
struct RowClassifier: Sendable {
  private let scoring: ScoringGraph
  private let features: Node.ID
  private let scores: Node.ID
  /// What divides single scores.
  let threshold: Threshold
  private let tape: Tape
  private let numbers: Numbers

  /// The number of rows that the graph scores at once.
  private static let rowsAtOnce = 256

  /// The reason why a document has no classifier.
  enum Obstacle: Error, Hashable, Sendable {
    case noData
    case unusedFeatures
    case noScores
    case fixedBatch
  }

  /// The classifier of a document.
  ///
  /// The scores are those named by the first `report accuracy(…)`, or else those that the first
  /// cross-entropy or hinge loss compares with labels.
  init(of document: Document) throws(Obstacle) {
    guard let feed = document.feed else { throw .noData }
    guard let features = feed.features else { throw .unusedFeatures }
    guard let scoring = document.scoring(rows: Self.rowsAtOnce) else { throw .fixedBatch }
    guard let (scores, threshold) = Self.scores(in: scoring) else { throw .noScores }
    self.threshold = threshold
    self.scoring = scoring
    self.features = features
    self.scores = scores
    tape = Tape(of: scoring.graph)
    numbers = Numbers(initialValuesOf: scoring.graph)
  }

  private static func scores(in scoring: ScoringGraph) -> (Node.ID, Threshold)? {
    for report in scoring.reports {
      if case .accuracy(let scores, _, let threshold) = report.measure {
        return (scores, threshold)
      }
    }
    let graph = scoring.graph
    let reaches = graph.ancestors(of: scoring.output)
    let loss = graph.ids.first {
      reaches[Int($0.index)] && [.crossEntropy, .hinge].contains(graph.primitive(of: $0))
    }
    // These have a score for each class.
    return loss.map { (graph.operands(of: $0)[0], Threshold(labels: [])) }
  }

  /// The number of scores of a row.
  private var scoreCount: Int { scoring.graph.shape(of: scores).count / Self.rowsAtOnce }

  /// The number of classes; two where a row has a single score.
  var classCount: Int { max(2, scoreCount) }

  /// Whether a row has one score, which lies above the threshold for class 1.
  var hasSingleScore: Bool { scoreCount <= 1 }

  /// Returns the class of each row for the given values of all parameters, in order; see
  /// `classes(ofScores:)`.
  func classes(of rows: [Double], width: Int, parameters: [Double]) -> [Int?] {
    classes(ofScores: scores(of: rows, width: width, parameters: parameters))
  }

  /// The class that the scores of each row say.
  ///
  /// Among equal scores the first wins; a single score above the threshold means class 1. The class
  /// is `nil` if a score is not a number.
  func classes(ofScores scores: [Double]) -> [Int?] {
    stride(from: 0, to: scores.count, by: scoreCount).map {
      self.class(of: scores[$0..<$0 + scoreCount])
    }
  }

  /// The score outside 0…1 of the rows with these scores that is farthest away, where ½ divides them
  /// only because nothing else is said; see `Threshold.farthestOutside`.
  func farthestOutside(_ scores: [Double]) -> Double? {
    hasSingleScore ? threshold.farthestOutside(scores) : nil
  }

  /// Returns the scores of each row, one row after the other.
  func scores(of rows: [Double], width: Int, parameters: [Double]) -> [Double] {
    let graph = scoring.graph
    var numbers = numbers
    var first = 0
    for parameter in scoring.parameters {
      let places = graph.places(of: parameter)
      numbers.setValues(at: places, to: Array(parameters[first..<first + places.count]))
      first += places.count
    }
    let size = Self.rowsAtOnce * width
    var result: [Double] = []
    result.reserveCapacity(rows.count / max(1, width) * scoreCount)
    for start in stride(from: 0, to: rows.count, by: size) {
      let part = rows[start..<min(rows.count, start + size)]
      let rest = Array(repeating: 0.0, count: size - part.count)
      numbers.setValues(at: graph.places(of: features), to: Array(part) + rest)
      tape.forward(in: &numbers)
      let scores = numbers.values(at: graph.places(of: scores))
      result += scores.prefix(part.count / width * scoreCount)
    }
    return result
  }

  private func `class`(of scores: ArraySlice<Double>) -> Int? {
    guard scores.allSatisfy({ !$0.isNaN }) else { return nil }
    guard scores.count > 1 else { return threshold.class(ofScore: scores.first ?? 0) }
    let best = scores.indices.reduce(scores.startIndex) { scores[$1] > scores[$0] ? $1 : $0 }
    return best - scores.startIndex
  }
}
