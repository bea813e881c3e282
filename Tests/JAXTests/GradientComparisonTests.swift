import ComputationGraph
import ExpressionLanguage
import Foundation
import Testing
import TestSupport

/// Random programs over the whole language, computed by backprop and by JAX, which knows nothing of
/// how backprop is made.
@Suite(
  .enabled(
    if: JAX.isInstalled,
    "python3 cannot import jax; 'pip install -r Tests/JAXTests/requirements.txt' installs it"))
struct GradientComparisonTests {
  let comparison: Comparison

  init() throws { comparison = try Comparison.shared.get() }

  @Test func `every value and every gradient is that of JAX`() throws {
    #expect(comparison.programs.count >= 300)
    for (program, evaluation) in zip(comparison.programs, comparison.evaluations) {
      let differences = evaluation.differences(from: program)
      if !differences.isEmpty {
        Issue.record("\(differences.joined(separator: "\n"))\nin the program\n\(program.text)")
      }
    }
  }

  @Test func `every primitive occurs in at least ten programs`() throws {
    var counts: [String: Int] = [:]
    for program in comparison.programs {
      let graph = try read(program.text).graph
      let kinds = Set(graph.ids.compactMap { graph.primitive(of: $0)?.kind })
      for kind in kinds { counts[kind, default: 0] += 1 }
    }
    for kind in Primitive.kinds {
      #expect(counts[kind, default: 0] >= 10, "\(kind)")
    }
  }

  @Test func `every construct of the generator occurs in at least ten programs`() {
    #expect(comparison.constructs.count > 100)
    for (construct, count) in comparison.constructs {
      #expect(count >= 10, "\(construct)")
    }
  }
}

extension Primitive {
  /// The primitive without its numbers. A new one does not compile until it has a name here.
  fileprivate var kind: String {
    switch self {
    case .elementwise(let elementwise): "\(elementwise)"
    case .reduce(let reduction, axis: nil): "\(reduction) of all"
    case .reduce(let reduction, axis: _?): "\(reduction) along an axis"
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
      [Primitive.reduce($0, axis: nil).kind, Primitive.reduce($0, axis: 0).kind]
    }
    + [
      .matrixProduct, .transpose, .softmax, .logSoftmax, .norm, .hinge, .crossEntropy,
      .reshape(.scalar), .concatenate(axis: 0), .oneHot(classes: 1), .select([]),
    ].map { (primitive: Primitive) in primitive.kind }
}
