import ComputationGraph
import Foundation
import Testing

/// The worked examples of the lecture with every number, as they stand in the reference file.
struct LectureReference: Decodable {
  /// A number, a vector or a matrix.
  struct Entries: Decodable {
    let tensor: Tensor

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        tensor = Tensor(number)
      } else if let vector = try? container.decode([Double].self) {
        tensor = try Tensor(vector, shape: Shape([vector.count]))
      } else {
        let matrix = try container.decode([[Double]].self)
        tensor = try Tensor(
          matrix.flatMap { $0 }, shape: Shape([matrix.count, matrix.first?.count ?? 0]))
      }
    }
  }

  struct Gate: Decodable {
    let name: String
    let op: String
    let args: [String]
    let params: [String: Double]
  }

  struct BackwardStep: Decodable {
    let gate: String
    let to: String
    let upstream: Entries
    /// `nil` where no gradient of single elements exists.
    let local: Entries?
    let downstream: Entries
    let gradBefore, gradAfter: Entries

    enum CodingKeys: String, CodingKey {
      case gate, to, upstream, local, downstream
      case gradBefore = "grad_before"
      case gradAfter = "grad_after"
    }
  }

  struct Example: Decodable, CustomTestStringConvertible {
    let id: String
    let expression: String
    let inputs: [String: Entries]
    let graph: [Gate]
    let output: String
    let seedGradient: Entries
    let forward: [String: Entries]
    let gradients: [String: Entries]
    let backwardSteps: [BackwardStep]

    enum CodingKeys: String, CodingKey {
      case id, expression, inputs, graph, output, forward, gradients
      case seedGradient = "seed_gradient"
      case backwardSteps = "backward_steps"
    }

    var testDescription: String { id }
  }

  let examples: [Example]
  let updates: Updates
  let demos: Demos

  /// What comes of classic mistakes.
  struct Demos: Decodable {
    struct Step: Decodable {
      let w, loss: Double
    }

    struct Zeroing: Decodable {
      let zeroed, notZeroed: [Step]
      enum CodingKeys: String, CodingKey {
        case zeroed
        case notZeroed = "not_zeroed"
      }
    }

    struct EarlyUpdate: Decodable {
      let w1, w2, x, t, lr: Double
      let correct: [String: Double]
      let wrong: Double
      enum CodingKeys: String, CodingKey {
        case w1, w2, x, t, lr, correct
        case wrong = "wrong_dw1_if_w2_updated_first"
      }
    }

    struct Overwriting: Decodable {
      let right, wrong: Double
      let staged: [String: Double]
    }

    let zeroing: Zeroing
    let earlyUpdate: EarlyUpdate
    let overwriting: Overwriting

    enum CodingKeys: String, CodingKey {
      case zeroing = "forget_zero"
      case earlyUpdate = "update_before_backprop_finished"
      case overwriting = "overwrite_instead_of_accumulate"
    }
  }

  struct Updates: Decodable {
    let xyz: [[String: Double]]
    let xyzAfter100: [String: Double]
    let quadratic: Quadratic

    struct Quadratic: Decodable {
      struct Row: Decodable {
        /// w before each of the first iterations.
        let first: [Double]
        /// How many iterations it takes to come closer to 3 than 0.001; `nil` if it never does.
        let stepsToOneThousandth: Int?

        enum CodingKeys: String, CodingKey {
          case first
          case stepsToOneThousandth = "steps_to_1e_3"
        }
      }
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
}

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
