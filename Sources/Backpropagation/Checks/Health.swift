import ComputationGraph
import Learning

/// The health of a graph after one backward pass: what stops gradients, how large they are, how far
/// parameters move.
public struct Health: Sendable {
  /// The non-linear gates that the output is computed from, in the order of the graph.
  public let layers: [LayerHealth]
  /// The parameters, in the order in which they move.
  public let parameters: [ParameterHealth]
  /// The cause of the first number that is not finite.
  public let cause: NonFiniteCause?

  /// The health of the numbers after a backward pass, of which `snapshot` must be the end or later in
  /// the same iteration, before any parameter has moved.
  ///
  /// `feed` tells which dimension counts rows of data. `moved` has the numbers of all parameters
  /// after the update, one parameter after the other; `nil` where it has not been made.
  public init(of snapshot: Snapshot, feed: DataFeed? = nil, moved: [Double]? = nil) {
    let graph = snapshot.graph
    let plan = snapshot.plan
    let rows = RowAxis(of: graph, feed)
    let numbers = snapshot.numbers
    let gates = graph.ids.filter {
      plan.reachesOutput[Int($0.index)] && graph.activation(of: $0) != nil
    }
    let sizes = (gates + plan.parameters).map {
      numbers.gradients(at: graph.places(of: $0)).meanSize
    }
    let largest = sizes.filter(\.isFinite).max() ?? 0
    let isReached = graph.gradientReceivers(from: snapshot.output, throughStops: false)
    layers = gates.compactMap {
      LayerHealth(
        of: $0, in: graph, at: numbers, rowCount: rows.count(of: $0), largest: largest,
        isStopped: !isReached[Int($0.index)])
    }
    var first = 0
    parameters = plan.parameters.map { parameter in
      let count = graph.places(of: parameter).count
      defer { first += count }
      return ParameterHealth(
        of: parameter, in: graph, at: numbers, moved: moved.map { $0[first..<first + count] },
        largest: largest, isStopped: !isReached[Int(parameter.index)])
    }
    cause = snapshot.nonFiniteCause
  }
}

/// The numbers of a node that belong to one row of data.
struct RowAxis {
  private let rowCount: Int?
  /// For every node, whether its first axis counts rows.
  private var hasRows: [Bool]
  private let graph: Graph

  init(of graph: Graph, _ feed: DataFeed?) {
    self.graph = graph
    rowCount = feed?.data.batchSize
    hasRows = Array(repeating: false, count: graph.count)
    guard let feed, let rowCount else { return }
    for leaf in [feed.features, feed.labels].compactMap(\.self) { hasRows[Int(leaf.index)] = true }
    for node in graph.ids where graph.role(of: node) == .gate {
      hasRows[Int(node.index)] =
        graph.shape(of: node).extents.first == rowCount
        && graph.operands(of: node).contains { hasRows[Int($0.index)] }
    }
  }

  /// The number of rows of a node: each of its units is one number in each of them. Without data, a
  /// matrix has rows and the elements of a vector are units.
  func count(of node: Node.ID) -> Int {
    let shape = graph.shape(of: node)
    if let rowCount, hasRows[Int(node.index)] { return max(1, rowCount) }
    guard shape.extents.count > 1, let units = shape.extents.last else { return 1 }
    return shape.count / max(1, units)
  }
}
