import ComputationGraph
import Learning
import Limits

extension Document {
  /// The graph that scores a part of the data, with all of its rows in place of a batch, or as
  /// many, evenly spread, as can be scored in a short time. A file without data has one for
  /// training only.
  ///
  /// `nil` if there is nothing to score, or if the shapes of the file fix the size of a batch, as
  /// `reshape(h, 32, 10)` does. The nodes are those of `graph`, in the same order and with the same
  /// labels, followed by those of the reports.
  public func scoring(_ part: DataSet.Part) -> ScoringGraph? {
    guard let data = feed?.data else {
      guard part == .training, !reports.isEmpty else { return nil }
      return scoring(.firstBatch, rowCount: 0, rowsOfPart: 0)
    }
    let all = data.rows(of: part)
    let count = min(all.count, mostScoredRows)
    guard count > 0 else { return nil }
    let rows = (0..<count).map { all[$0 * all.count / count] }
    return scoring(.some(rows, of: data), rowCount: count, rowsOfPart: all.count)
  }

  /// A graph that scores `count` rows of features that are in no file; the caller writes them into
  /// the leaf of the features in `feed`. `nil` in the cases of `scoring(_:)`.
  public func scoring(rows count: Int) -> ScoringGraph? {
    guard let feed, feed.data.rowCount > 0 else { return nil }
    // Any row has a valid label; its features are overwritten.
    let rows = Array(repeating: 0, count: count)
    return scoring(.some(rows, of: feed.data), rowCount: count, rowsOfPart: count)
  }

  private func scoring(_ rows: DataRows, rowCount: Int, rowsOfPart: Int) -> ScoringGraph? {
    let lowered = LoweredStatements(file, rows: rows)
    guard lowered.diagnostics.isEmpty, let output = lowered.output else { return nil }
    let watched = LoweredWatch(of: lowered)
    guard watched.diagnostics.isEmpty else { return nil }
    let graph = watched.lowering.graph
    let reaches = graph.ancestors(of: output)
    return ScoringGraph(
      graph: graph, output: output,
      parameters: graph.ids.filter { graph.role(of: $0) == .parameter && reaches[Int($0.index)] },
      reports: watched.reports, rowCount: rowCount, rowsOfPart: rowsOfPart)
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
