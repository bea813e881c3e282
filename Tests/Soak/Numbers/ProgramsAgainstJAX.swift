import ComputationGraph
import ExpressionLanguage
import Foundation
import Learning
import Sentences

/// Random programs over the whole language, computed by backprop and by JAX, which knows nothing of
/// how backprop is made.
struct ProgramsAgainstJAX: ReferencedDriver {
  static let abstract = "programs against JAX"
  static let wholeCount = 10_000

  private struct Reference: Decodable {
    struct Definition: Decodable {
      let name: String
      let shape: [Int]
      let value: [Double]
      let gradient: [Double]?
      let doubt: Double
    }

    let output: String
    let definitions: [Definition]
    let constructs: [String]
    let allConstructs: Int
  }

  private let program: URL
  private let file: URL
  var inputs: PythonInputs
  private var distances = Distances()
  private var arrays = 0
  private var primitives: [String: Int] = [:]
  private var constructs: [String: Int] = [:]
  private var allConstructs = 0

  init(_ settings: Settings) throws {
    program = settings.backprop
    file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    inputs = try PythonInputs("programs.py", settings) {
      ["--programs", "\(PythonInputs.batchSize)", "--seed", "\(settings.seed) \($0)"]
    }
  }

  mutating func attempt(_ input: [UInt8]) throws {
    let reference: Reference = try PythonInputs.reference(in: input)
    try Data(input).write(to: file)
    let evaluation = try Evaluation(of: file, by: program)
    try demand(evaluation.output == reference.output, "the output is \(evaluation.output)")
    try demand(
      evaluation.nodes.map(\.name) == reference.definitions.map(\.name),
      "the names are \(evaluation.nodes.map(\.name))")
    var isDecided = true
    for (node, expected) in zip(evaluation.nodes, reference.definitions) {
      try demand(node.shape == expected.shape, "\(node.name) has the shape \(node.shape)")
      try demand(
        (node.gradient == nil) == (expected.gradient == nil),
        "\(node.name) has \(node.gradient == nil ? "no" : "a") gradient")
      let arrays = [
        ("the value of ", node.value, expected.value),
        ("the gradient of ", node.gradient ?? [], expected.gradient ?? []),
      ]
      for (what, numbers, wanted) in arrays {
        self.arrays += 1
        let isAccepted = try distances.accept(
          numbers, as: wanted, doubt: expected.doubt, what + node.name)
        isDecided = isDecided && isAccepted
      }
    }
    if !isDecided { distances.doubt(inputs.number) }
    try count(input, reference)
  }

  private mutating func count(_ input: [UInt8], _ reference: Reference) throws {
    guard case .success(let document) = Document.make(from: Syntax(parsing: input)) else {
      throw Fault("no graph")
    }
    let graph = document.graph
    for kind in Set(graph.ids.compactMap { graph.primitive(of: $0)?.kind }) {
      primitives[kind, default: 0] += 1
    }
    for construct in reference.constructs { constructs[construct, default: 0] += 1 }
    allConstructs = reference.allConstructs
  }

  var figures: String {
    "\(arrays) arrays, the worst off by \(NumberText.significant(distances.worst, digits: 2)) of the "
      + "largest number in it, \(distances.listed(" programs")) ill-conditioned"
  }

  func finish(afterTrying count: Int) throws {
    inputs.remove()
    try? FileManager.default.removeItem(at: file)
    try distances.finish(afterTrying: count)
    guard count >= 60 else { return }
    let least = count / 60
    for kind in Primitive.kinds {
      try demand(
        primitives[kind, default: 0] >= least, "\(kind) is in fewer than \(least) programs")
    }
    try demand(constructs.count == allConstructs, "some constructs are in no program")
  }
}

extension Primitive {
  /// The primitive without its numbers. A new one does not compile until it has a name here.
  fileprivate var kind: String {
    switch self {
    case .elementwise(let elementwise): "\(elementwise)"
    case .reduce(let reduction, axis: nil, keeps: _): "\(reduction) of all"
    case .reduce(let reduction, axis: _?, keeps: false): "\(reduction) along an axis"
    case .reduce(let reduction, axis: _?, keeps: true): "\(reduction) along an axis that is kept"
    case .matrixProduct, .transpose, .softmax, .logSoftmax, .norm, .hinge, .crossEntropy: "\(self)"
    case .reshape: "reshape"
    case .concatenate: "concatenate"
    case .oneHot: "oneHot"
    case .select: "select"
    }
  }

  /// All of them, in the order of their declaration.
  fileprivate static let kinds: [String] =
    Elementwise.allCases.map { Primitive.elementwise($0).kind }
    + Reduction.allCases.flatMap {
      [
        Primitive.reduce($0, axis: nil).kind, Primitive.reduce($0, axis: 0).kind,
        Primitive.reduce($0, axis: 0, keeps: true).kind,
      ]
    }
    + [
      .matrixProduct, .transpose, .softmax, .logSoftmax, .norm, .hinge, .crossEntropy,
      .reshape(.scalar), .concatenate(axis: 0), .oneHot(classes: 1), .select([]),
    ].map { (primitive: Primitive) in primitive.kind }
}
