import Backpropagation
import ComputationGraph
import Learning
import Testing
import TestSupport

/// A reference example as a graph, built without the language.
struct ExampleGraph {
  let graph: Graph
  let nodes: [String: Node.ID]
  let output: Node.ID
  /// How many flows happen before the gradient of the example's own output is the seed.
  private(set) var seedFlowCount = 0

  init(_ example: LectureReference.Example) throws {
    var graph = Graph()
    var nodes: [String: Node.ID] = [:]
    for (name, value) in example.inputs.sorted(by: { $0.key < $1.key }) {
      nodes[name] = try graph.appendLeaf(
        value.tensor.elements, shape: value.tensor.shape, role: .parameter)
    }
    for gate in example.graph {
      let operands = gate.args.compactMap { nodes[$0] }
      nodes[gate.name] = try Self.append(gate, operands, to: &graph)
    }
    guard let result = nodes[example.output] else { preconditionFailure(example.output) }
    let seed = example.seedGradient.tensor
    if seed == Tensor(1) {
      output = result
    } else {
      // The gradient of Σ seed × result is the seed.
      let weighted = try graph.append(
        .multiply, graph.appendLeaf(seed.elements, shape: seed.shape, role: .constant), result)
      output =
        try seed.shape.isScalar ? weighted : graph.append(.reduce(.sum, axis: nil), [weighted])
      seedFlowCount = seed.shape.isScalar ? 1 : 2
    }
    self.graph = graph
    self.nodes = nodes
  }

  private static func append(
    _ gate: LectureReference.Gate, _ x: [Node.ID], to graph: inout Graph
  ) throws -> Node.ID {
    switch gate.op {
    case "add" where x.count == 3:
      let first = graph.count
      _ = try graph.append(.add, graph.append(.add, x[0], x[1]), x[2])
      precondition(graph.closeCompoundGate(named: "add", from: first))
      return Node.ID(graph.count - 1)
    case "add": return try graph.append(.add, x[0], x[1])
    case "sub": return try graph.append(.subtract, x[0], x[1])
    case "mul": return try graph.append(.multiply, x[0], x[1])
    case "max": return try graph.append(.maximum, x[0], x[1])
    case "mulc":
      let literal = try graph.appendLeaf(gate.params["a"] ?? .nan, role: .constant)
      return try graph.append(.multiply, literal, x[0])
    case "addc":
      let literal = try graph.appendLeaf(gate.params["c"] ?? .nan, role: .constant)
      return try graph.append(.add, x[0], literal)
    case "recip":
      return try graph.append(.divide, graph.appendLeaf(1, role: .constant), x[0])
    case "neg": return try graph.append(.negate, x[0])
    case "exp": return try graph.append(.exp, x[0])
    case "square": return try graph.append(.square, x[0])
    case "sigmoid": return try graph.append(.sigmoid, x[0])
    case "tanh": return try graph.append(.tanh, x[0])
    case "matmul": return try graph.append(.matrixProduct, x)
    case "sum": return try graph.append(.reduce(.sum, axis: nil), x)
    case "sumsq":
      let first = graph.count
      let squares = try graph.append(.square, x[0])
      let sum = try graph.append(.reduce(.sum, axis: nil), [squares])
      precondition(graph.closeCompoundGate(named: "sumsq", from: first))
      return sum
    case "hinge", "softmaxce":
      let constants = try [gate.params["y"], gate.params["delta"]].compactMap { $0 }.map {
        try graph.appendLeaf($0, role: .constant)
      }
      return try graph.append(gate.op == "hinge" ? .hinge : .crossEntropy, x + constants)
    case "relu": return try graph.append(.relu, x[0])
    default: preconditionFailure("no primitive for \(gate.op)")
    }
  }
}

extension Timeline {
  /// The timeline of a graph with one learning rate for all iterations.
  init(
    of graph: Graph, output: Node.ID, learningRate: Double = 0.01, openGates: Set<Int> = []
  ) {
    let optimizer = Optimizer(schedule: .constant(learningRate))
    self.init(
      Training(of: Objective(graph: graph, output: output, optimizer: optimizer)),
      openGates: openGates)
  }
}
