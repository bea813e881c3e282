#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

import ComputationGraph

/// The loss of a classifier that has learned nothing: with small random weights all scores are
/// about 0, so no class stands out.
///
/// Softmax with cross-entropy over K classes gives −log(1/K) = ln K; the multiclass hinge loss
/// gives its margin for each of the K − 1 wrong classes (CS231n, "Neural Networks Part 3", sanity
/// checks).
public struct ExpectedLoss: Hashable, Sendable {
  /// The number.
  public let value: Double
  /// Its derivation: `ln 10`, `3 − 1`, `ln 3 + 2`.
  public let formula: String
  /// Whether the loss has further terms, such as regularisation, and is therefore larger.
  public let isLowerBound: Bool

  /// The loss to expect from a graph whose output is a sum that contains cross-entropies or hinge
  /// losses of leaves and weights; `nil` for any other output.
  public init?(of output: Node.ID, in graph: Graph) {
    var parts: [(value: Double, text: String)] = []
    var isLowerBound = false
    var rest = [output]
    while let node = rest.popLast() {
      if let part = Self.lossOfEqualScores(node, in: graph) {
        parts.append(part)
      } else if case .elementwise(.add) = graph.primitive(of: node) {
        rest += graph.operands(of: node).reversed()
      } else if Self.reaches(aLossFrom: node, in: graph) {
        // An operation with an unknown effect is applied to a loss.
        return nil
      } else {
        isLowerBound = true
      }
    }
    guard !parts.isEmpty else { return nil }
    value = parts.reduce(0) { $0 + $1.value }
    formula = parts.map(\.text).joined(separator: " + ")
    self.isLowerBound = isLowerBound
  }

  private static func lossOfEqualScores(
    _ node: Node.ID, in graph: Graph
  ) -> (value: Double, text: String)? {
    let operands = graph.operands(of: node)
    guard let primitive = graph.primitive(of: node), primitive.isLoss,
      let classes = graph.shape(of: operands[0]).extents.last, classes > 1
    else { return nil }
    if primitive == .crossEntropy { return (log(Double(classes)), "ln \(classes)") }
    guard graph.role(of: operands[2]) != .gate,
      let margin = graph.initialValue(of: operands[2]).first
    else { return nil }
    let text = margin == 1 ? "\(classes - 1)" : "\(classes - 1) × \(margin)"
    return (margin * Double(classes - 1), text)
  }

  private static func reaches(aLossFrom node: Node.ID, in graph: Graph) -> Bool {
    let isReached = graph.ancestors(of: node)
    return graph.ids.contains {
      isReached[Int($0.index)] && graph.primitive(of: $0)?.isLoss == true
    }
  }
}

extension Primitive {
  fileprivate var isLoss: Bool { self == .crossEntropy || self == .hinge }
}
