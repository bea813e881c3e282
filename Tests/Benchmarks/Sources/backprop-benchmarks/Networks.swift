import ComputationGraph

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A network to train, with the names and numbers that `networks.py` gives it as well.
struct Network {
  let name: String
  let graph: Graph
  let loss: Node.ID
  let learningRate: Double

  /// The network of the lecture in twenty lines: 64 rows of 1000, 100 hidden units, 10 outputs,
  /// a sum of squared errors.
  static func twentyLines() throws -> Network {
    var layers = try Layers(rows: 64, features: 1000)
    try layers.add(100, scale: 0.01, hasBias: false)
    try layers.activate()
    try layers.add(10, scale: 0.01, hasBias: false)
    let targets = try layers.graph.leaf([64, 10], first: 5, scale: 1, .leaf)
    let error = try layers.graph.append(.subtract, layers.last, targets)
    let squares = try layers.graph.append(.square, error)
    let loss = try layers.graph.append(.reduce(.sum, axis: nil), [squares])
    return Network(name: "64-1000-100-10", graph: layers.graph, loss: loss, learningRate: 1e-4)
  }

  /// Three arms of a spiral: softmax cross-entropy and an L2 penalty (CS231n, "Neural Networks
  /// Case Study").
  static func spiral() throws -> Network {
    var layers = try Layers(rows: 300, features: 2)
    try layers.add(100, scale: 0.1, hasBias: true)
    try layers.activate()
    try layers.add(3, scale: 0.1, hasBias: true)
    let dataLoss = try layers.crossEntropy(classes: 3)
    var graph = layers.graph
    let penalties = try layers.weights.map { weight in
      let squares = try graph.append(.square, weight)
      return try graph.append(.reduce(.sum, axis: nil), [squares])
    }
    let penalty = try graph.append(
      .multiply, graph.appendLeaf(5e-4, role: .constant),
      graph.append(.add, penalties[0], penalties[1]))
    let loss = try graph.append(.add, dataLoss, penalty)
    return Network(name: "spiral 300x2-100-3", graph: graph, loss: loss, learningRate: 0.1)
  }

  /// As many rows as there are digits in scikit-learn's table.
  static func digits() throws -> Network {
    var layers = try Layers(rows: 1797, features: 64)
    try layers.add(32, scale: 0.1, hasBias: true)
    try layers.activate()
    try layers.add(10, scale: 0.1, hasBias: true)
    let loss = try layers.crossEntropy(classes: 10)
    return Network(
      name: "digits 1797x64-32-10", graph: layers.graph, loss: loss, learningRate: 0.1)
  }
}

/// A network as it grows, layer by layer.
private struct Layers {
  var graph = Graph()
  private(set) var weights: [Node.ID] = []
  private(set) var last: Node.ID
  private let rows: Int
  private var width: Int

  init(rows: Int, features: Int) throws {
    self.rows = rows
    width = features
    last = try graph.leaf([rows, features], first: 1, scale: 1, .leaf)
  }

  mutating func add(_ units: Int, scale: Double, hasBias: Bool) throws {
    let weight = try graph.leaf(
      [width, units], first: 2 + weights.count, scale: scale, .parameter)
    weights.append(weight)
    last = try graph.append(.matrixProduct, [last, weight])
    if hasBias {
      let bias = try graph.appendLeaf(
        Array(repeating: 0, count: units), shape: Shape([units]), role: .parameter)
      last = try graph.append(.add, last, bias)
    }
    width = units
  }

  mutating func activate() throws { last = try graph.append(.relu, last) }

  mutating func crossEntropy(classes: Int) throws -> Node.ID {
    let labels = try graph.appendLeaf(
      (0..<rows).map { Double($0 % classes) }, shape: Shape([rows]), role: .leaf)
    return try graph.append(.crossEntropy, [last, labels])
  }
}

extension Graph {
  /// A leaf of scale × sin(first + 0, 0.7, 1.4 …): as good as random here, and easy to repeat.
  fileprivate mutating func leaf(
    _ extents: [Int], first: Int, scale: Double, _ role: Node.Role
  ) throws -> Node.ID {
    let shape = try Shape(extents)
    return try appendLeaf(
      (0..<shape.count).map { scale * sin(Double(first) + 0.7 * Double($0)) }, shape: shape,
      role: role)
  }
}
