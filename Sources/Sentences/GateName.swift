import Backpropagation
import ComputationGraph
import ExpressionLanguage

extension Document {
  /// The text inside a gate: `+`, `×2`, `1/x`, or the name of a function.
  package func gateName(_ unit: StepPlan.Unit) -> String {
    if let index = unit.compoundGate { return graph.compoundGates[index].name }
    guard let primitive = graph.primitive(of: unit.output) else { return "" }
    let literals = graph.operands(of: unit.output).map {
      graph.role(of: $0) == .constant ? labels[Int($0.index)] : nil
    }
    guard let elementwise = primitive.elementwise else {
      return ([primitive.symbol] + Self.lossLiterals(literals, primitive)).joined(separator: " ")
    }
    guard let slot = literals.firstIndex(where: { $0 != nil }), let literal = literals[slot] else {
      return elementwise.symbol
    }
    if literals.count == literals.count(where: { $0 != nil }) {
      return primitive.formula(literals.compactMap { $0 })
    }
    return elementwise.symbol(withLiteral: literal, in: slot)
  }

  /// The literals of a tensor gate: the label of a loss as `y=0`, a margin other than 1 as `Δ=10`.
  private static func lossLiterals(_ literals: [String?], _ primitive: Primitive) -> [String] {
    guard primitive == .hinge || primitive == .crossEntropy else {
      return literals.compactMap { $0 }
    }
    let label = literals.count > 1 ? literals[1].map { "y=" + $0 } : nil
    let margin = literals.count > 2 ? literals[2].flatMap { $0 == "1" ? nil : "Δ=" + $0 } : nil
    return [literals[0], label, margin].compactMap { $0 }
  }
}
