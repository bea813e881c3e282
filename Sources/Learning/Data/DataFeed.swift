import ComputationGraph

/// Rows of data on their way into a graph: which leaf takes the features, and which the labels.
public struct DataFeed: Sendable {
  /// The rows.
  public let data: DataSet
  /// The leaf of shape batch × features; `nil` if nothing uses it.
  public let features: Node.ID?
  /// The leaf with one label for each row of the batch; `nil` if nothing uses it.
  public let labels: Node.ID?

  /// Rows that go into these leaves.
  public init(_ data: DataSet, features: Node.ID?, labels: Node.ID?) {
    self.data = data
    self.features = features
    self.labels = labels
  }

  /// The same rows for a graph in which the leaves have moved.
  public func moved(_ node: (Node.ID) -> Node.ID) -> DataFeed {
    DataFeed(data, features: features.map(node), labels: labels.map(node))
  }

  /// Writes rows into the leaves, whose shapes they must fill.
  public func write(rows: [Int], into numbers: inout Numbers, of graph: Graph) {
    if let features {
      numbers.setValues(at: graph.places(of: features), to: data.features(ofRows: rows))
    }
    if let labels {
      numbers.setValues(at: graph.places(of: labels), to: data.labels(ofRows: rows))
    }
  }
}
