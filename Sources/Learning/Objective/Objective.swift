import ComputationGraph

/// What is to be learned: which node of which graph becomes small, how, and from which rows.
public struct Objective: Sendable {
  /// The graph.
  public let graph: Graph
  /// The node that becomes small; the sum of its elements, if it has several.
  public let output: Node.ID
  /// How parameters move.
  public let optimizer: Optimizer
  /// The data, where a file has some.
  public let feed: DataFeed?

  /// An objective.
  public init(
    graph: Graph, output: Node.ID, optimizer: Optimizer = Optimizer(), feed: DataFeed? = nil
  ) {
    self.graph = graph
    self.output = output
    self.optimizer = optimizer
    self.feed = feed
  }
}
