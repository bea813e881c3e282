import ComputationGraph

/// A data set and the leaves of a graph that take its features and labels.
public struct DataFeed: Sendable {
  /// The data set.
  public let data: DataSet
  /// The leaf of shape batch × features; `nil` if nothing uses it.
  public let features: Node.ID?
  /// The leaf with one label per row of the batch; `nil` if nothing uses it.
  public let labels: Node.ID?

  /// A data set whose rows go into these leaves.
  public init(_ data: DataSet, features: Node.ID?, labels: Node.ID?) {
    self.data = data
    self.features = features
    self.labels = labels
  }

  /// The same data for a graph in which the leaves have moved.
  public func moved(_ node: (Node.ID) -> Node.ID) -> DataFeed {
    DataFeed(data, features: features.map(node), labels: labels.map(node))
  }

  /// Writes rows into the leaves, whose shapes they must match.
  public func write(rows: [Int], into numbers: inout Numbers, of graph: Graph) {
    if let features {
      numbers.setValues(at: graph.places(of: features), to: data.features(ofRows: rows))
    }
    if let labels { numbers.setValues(at: graph.places(of: labels), to: data.labels(ofRows: rows)) }
  }
}
