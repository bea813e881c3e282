import ComputationGraph
import Foundation
import Testing

/// The worked examples of the lecture with every number, as they stand in the reference file.
struct LectureReference: Decodable {
  struct Gate: Decodable {
    let name: String
    let op: String
    let args: [String]
    let params: [String: Double]
  }

  struct BackwardStep: Decodable {
    let gate: String
    let to: String
    let upstream, local, downstream: Double
    let gradBefore, gradAfter: Double

    enum CodingKeys: String, CodingKey {
      case gate, to, upstream, local, downstream
      case gradBefore = "grad_before"
      case gradAfter = "grad_after"
    }
  }

  struct Example: Decodable, CustomTestStringConvertible {
    let id: String
    let expression: String
    let inputs: [String: Double]
    let graph: [Gate]
    let output: String
    let seedGradient: Double
    let forward: [String: Double]
    let gradients: [String: Double]
    let backwardSteps: [BackwardStep]

    enum CodingKeys: String, CodingKey {
      case id, expression, inputs, graph, output, forward, gradients
      case seedGradient = "seed_gradient"
      case backwardSteps = "backward_steps"
    }

    var testDescription: String { id }
  }

  /// An example, or nothing where it is about vectors and matrices.
  struct ScalarOnly: Decodable {
    let example: Example?

    init(from decoder: any Decoder) throws { example = try? Example(from: decoder) }
  }

  let examples: [ScalarOnly]
  let updates: Updates

  struct Updates: Decodable {
    let xyz: [[String: Double]]
    let xyzAfter100: [String: Double]
    let quadratic: Quadratic

    struct Quadratic: Decodable {
      struct Row: Decodable { let first: [Double] }
      let byRate: [String: Row]
      enum CodingKeys: String, CodingKey { case byRate = "by_lr" }
    }

    enum CodingKeys: String, CodingKey {
      case xyz = "xyz_lr_0_01"
      case xyzAfter100 = "xyz_lr_0_01_step100"
      case quadratic = "quadratic_w_minus_3_squared"
    }
  }

  static let shared: LectureReference = {
    do {
      guard
        let url = Bundle.module.url(
          forResource: "lecture_examples", withExtension: "json", subdirectory: "Reference")
      else { preconditionFailure("the reference file is not in the bundle") }
      return try JSONDecoder().decode(LectureReference.self, from: Data(contentsOf: url))
    } catch {
      preconditionFailure("the reference file cannot be read: \(error)")
    }
  }()

  static let scalarExamples = shared.examples.compactMap(\.example)
}

/// A reference example as a graph, built without the language.
struct ExampleGraph {
  let graph: Graph
  let nodes: [String: Node.ID]
  let output: Node.ID

  init(_ example: LectureReference.Example) throws {
    var graph = Graph()
    var nodes: [String: Node.ID] = [:]
    for (name, value) in example.inputs.sorted(by: { $0.key < $1.key }) {
      nodes[name] = try graph.appendLeaf(value, role: .parameter)
    }
    for gate in example.graph {
      let operands = gate.args.compactMap { nodes[$0] }
      nodes[gate.name] = try Self.append(gate, operands, to: &graph)
    }
    guard let result = nodes[example.output] else { preconditionFailure(example.output) }
    if example.seedGradient == 1 {
      output = result
    } else {
      output = try graph.append(
        .multiply, graph.appendLeaf(example.seedGradient, role: .constant), result)
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
    case "relu": return try graph.append(.relu, x[0])
    default: preconditionFailure("no primitive for \(gate.op)")
    }
  }
}
