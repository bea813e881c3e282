import ComputationGraph
import Learning
import Limits

/// Why rows cannot be scored: with all of them in place of a batch, a line has a mistake.
public struct ScoringProblem: Error, Hashable, Sendable {
  /// The line of the file.
  public let line: Int
  /// The number of rows that the line fits.
  public let batchSize: Int
  /// The number of rows that were to be scored.
  public let rowCount: Int
  /// What is wrong with the line then.
  public let sentence: String
}

extension Document {
  /// The graph that scores a part of the data, with all of its rows in place of a batch, or as
  /// many, evenly spread, as can be scored in a short time. A file without data has one for
  /// training only.
  ///
  /// `nil` if there is nothing to score, or if the shapes of the file fix the size of a batch, as
  /// `reshape(h, 32, 10)` does. The nodes are those of `graph`, in the same order and with the same
  /// labels, followed by those of the reports.
  public func scoring(_ part: DataSet.Part) -> ScoringGraph? { try? scored(part)?.get() }

  /// Why a part of the data cannot be scored; `nil` where it can, or where there is nothing to score.
  public func scoringProblem(_ part: DataSet.Part) -> ScoringProblem? {
    guard case .failure(let problem) = scored(part) else { return nil }
    return problem
  }

  private func scored(_ part: DataSet.Part) -> Result<ScoringGraph, ScoringProblem>? {
    guard let data = feed?.data else {
      guard part == .training, !reports.isEmpty else { return nil }
      return scored(.firstBatch, rowCount: 0, rowsOfPart: 0)
    }
    let all = data.rows(of: part)
    let count = min(all.count, mostScoredRows)
    guard count > 0 else { return nil }
    let rows = (0..<count).map { all[$0 * all.count / count] }
    return scored(
      .some(rows, of: data), rowCount: count, rowsOfPart: all.count,
      // All parts are divided alike.
      like: part == .training ? nil : scoring(.training))
  }

  /// A graph that scores `count` rows of features that are in no file; the caller writes them into
  /// the leaf of the features in `feed`. `nil` in the cases of `scoring(_:)`.
  public func scoring(rows count: Int) -> ScoringGraph? {
    guard let feed, feed.data.rowCount > 0 else { return nil }
    // Any row has a valid label; its features are overwritten.
    let rows = Array(repeating: 0, count: count)
    return try? scored(
      .some(rows, of: feed.data), rowCount: count, rowsOfPart: count, like: scoring(.training)
    ).get()
  }

  private func scored(
    _ rows: DataRows, rowCount: Int, rowsOfPart: Int,
    like other: @autoclosure () -> ScoringGraph? = nil
  ) -> Result<ScoringGraph, ScoringProblem> {
    let lowered = LoweredStatements(file, rows: rows)
    let watched = LoweredWatch(of: lowered)
    guard let output = lowered.output, lowered.diagnostics.isEmpty, watched.diagnostics.isEmpty
    else {
      let first = (lowered.diagnostics + watched.diagnostics).first
      let batchSize = feed?.data.batchSize ?? 0
      return .failure(
        ScoringProblem(
          line: first?.span.map { file.syntax.source.line(at: Int($0.start)) } ?? 1,
          batchSize: batchSize, rowCount: rowCount, sentence: first?.sentence ?? ""))
    }
    let graph = watched.lowering.graph
    let reaches = graph.ancestors(of: output)
    return .success(
      ScoringGraph(
        graph: graph, output: output,
        parameters: graph.ids.filter { graph.role(of: $0) == .parameter && reaches[Int($0.index)] },
        reports: divided(watched.reports, of: graph, labels: lowered.feed?.labels, like: other),
        rowCount: rowCount, rowsOfPart: rowsOfPart))
  }

  /// The reports, with what divides single scores and their labels: all labels of the file, or those
  /// that are computed for the training rows.
  private func divided(
    _ reports: [Report], of graph: Graph, labels leaf: Node.ID?, like other: () -> ScoringGraph?
  ) -> [Report] {
    reports.enumerated().map { index, report in
      guard case .accuracy(let scores, let labels, let threshold) = report.measure,
        graph.shape(of: scores).count == graph.shape(of: labels).count
      else { return report }
      let written = threshold.isWritten ? threshold.ofScores : nil
      let whole: Threshold
      if labels == leaf, let all = feed?.data.labels {
        whole = Threshold(labels: all, written: written)
      } else if case .accuracy(_, _, let known) = other()?.reports[index].measure {
        whole = known
      } else {
        var numbers = Numbers(initialValuesOf: graph)
        Tape(of: graph).forward(in: &numbers)
        whole = Threshold(labels: numbers.values(at: graph.places(of: labels)), written: written)
      }
      return Report(
        text: report.text, measure: .accuracy(scores: scores, labels: labels, threshold: whole))
    }
  }
}

extension LoweredStatements {
  /// The number of rows that can be scored; the nodes computed from the batch grow with it.
  var mostScoredRows: Int {
    let graph = lowering.graph
    guard let feed, feed.data.batchSize > 0 else { return 0 }
    var grows = Array(repeating: false, count: graph.count)
    for leaf in [feed.features, feed.labels].compactMap(\.self) { grows[Int(leaf.index)] = true }
    var growing = 0
    for node in graph.ids {
      if graph.operands(of: node).contains(where: { grows[Int($0.index)] }) {
        grows[Int(node.index)] = true
      }
      if grows[Int(node.index)] { growing += graph.places(of: node).count }
    }
    let room = max(0, Limits.scoredNumbers.value - (graph.placeCount - growing))
    return min(Limits.scoredRows.value, room * feed.data.batchSize / max(1, growing))
  }
}
