import ComputationGraph

/// A learning task: the node to minimize, its graph, the optimizer and the data.
public struct Objective: Sendable {
  /// The graph.
  public let graph: Graph
  /// The node to minimize; if it has several elements, their sum.
  public let output: Node.ID
  /// The optimizer that updates the parameters.
  public let optimizer: Optimizer
  /// The data, if the file has any.
  public let feed: DataFeed?
  /// What its training begins with.
  public let start: TrainingStart

  /// An objective.
  public init(
    graph: Graph, output: Node.ID, optimizer: Optimizer = Optimizer(), feed: DataFeed? = nil,
    start: TrainingStart = .first
  ) {
    self.graph = graph
    self.output = output
    self.optimizer = optimizer
    self.feed = feed
    self.start = start
  }
}
