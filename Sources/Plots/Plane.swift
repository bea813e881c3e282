import ExpressionLanguage
import Learning
import Sentences

/// The plane of two features, with its rows of data and the classifier that divides it.
package struct Plane: Sendable {
  /// The rows that are drawn.
  package enum Points: Int, CaseIterable, Hashable, Sendable {
    case all, training, test, none

    package var name: String { (self == .none ? "no" : "\(self)") + " points" }
  }

  let data: DataSet
  let classifier: RowClassifier
  /// The ranges of both axes, slightly wider than those of the data.
  let x: ClosedRange<Double>
  let y: ClosedRange<Double>

  /// The plane of a document.
  package static func make(of document: Document) -> Result<Plane, PlaneProblem> {
    func problem(_ lines: String...) -> Result<Plane, PlaneProblem> {
      .failure(PlaneProblem(lines: lines))
    }
    guard let data = document.feed?.data else {
      return problem("regions are drawn of data with two features; this file has no data")
    }
    let count = data.featureNames.count
    guard count == 2 else {
      return problem(
        "regions are drawn of data with two features; this has \(count)",
        "a plane through a space of \(count) dimensions would show only what lies in it")
    }
    guard let x = range(of: 0, in: data), let y = range(of: 1, in: data) else {
      return problem("the data have no two features that are finite numbers")
    }
    do throws(RowClassifier.Obstacle) {
      return .success(Plane(data: data, classifier: try RowClassifier(of: document), x: x, y: y))
    } catch {
      switch error {
      case .noData, .unusedFeatures: return problem("nothing is computed from the features")
      case .noScores:
        return problem(
          "nothing says which scores decide about the class",
          "report accuracy(scores, labels)   in the file says so")
      case .fixedBatch:
        return problem(
          "the file insists on the size of its batch, so no other rows can be scored",
          document.scoringProblem(.training).map(\.text) ?? "")
      }
    }
  }

  /// The range of a feature, extended by a twentieth on both sides.
  private static func range(of feature: Int, in data: DataSet) -> ClosedRange<Double>? {
    let numbers = stride(from: feature, to: data.features.count, by: 2).lazy
      .map { data.features[$0] }.filter(\.isFinite)
    guard let least = numbers.min(), let most = numbers.max() else { return nil }
    let margin = most > least ? (most - least) / 20 : 1
    return least - margin...most + margin
  }

  /// The largest number of rows of a part that are drawn and counted.
  private static let mostRows = 2_000

  /// The drawing for the given parameters.
  package func drawing(parameters: [Double], points: Points) -> RegionsDrawing {
    var drawn: [RegionsDrawing.Row] = []
    var shares: [DataSet.Part: RegionsDrawing.Share] = [:]
    var outside: [Double] = []
    for part in DataSet.Part.allCases {
      let all = data.rows(of: part)
      let count = min(all.count, Self.mostRows)
      let rows = (0..<count).map { all[$0 * all.count / count] }
      guard let labels = data.labels, count > 0 else { continue }
      let features = data.features(ofRows: rows)
      let scores = classifier.scores(of: features, width: 2, parameters: parameters)
      let classes = classifier.classes(ofScores: scores)
      if let score = classifier.farthestOutside(scores) { outside.append(score) }
      let made = rows.indices.map { place in
        RegionsDrawing.Row(
          x: features[2 * place], y: features[2 * place + 1], part: part,
          label: label(labels[rows[place]]), counted: classes[place])
      }
      shares[part] = RegionsDrawing.Share(right: made.count { !$0.isWrong }, of: count)
      if points == .all || points == (part == .training ? .training : .test) { drawn += made }
    }
    return RegionsDrawing(
      x: x, y: y, names: (data.featureNames[0], data.featureNames[1]),
      classCount: classifier.classCount, classNames: data.classNames ?? labelNames, points: drawn,
      shares: shares, outside: classifier.farthestOutside(outside)
    ) { classifier.classes(of: $0, width: 2, parameters: parameters) }
  }

  /// The two labels, the smaller first, where single scores are divided between two.
  private var labelNames: [String]? {
    guard classifier.hasSingleScore, let labels = data.labels else { return nil }
    let different = Set(labels).sorted()
    return different.count == 2 ? different.map { NumberText.significant($0, digits: 4) } : nil
  }

  /// The class of a label.
  private func label(_ number: Double) -> Int {
    if classifier.hasSingleScore { return classifier.threshold.class(ofLabel: number) }
    return Int(exactly: number) ?? -1
  }
}

/// The reason why there are no regions to draw.
package struct PlaneProblem: Error, Hashable, Sendable {
  package let lines: [String]
}
