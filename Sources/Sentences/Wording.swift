import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage

/// Names and numbers as they are written in explanations, for one snapshot of one document.
package struct Wording {
  package let document: Document
  package let snapshot: Snapshot
  package let writing: Writing
  /// Whether somebody looks for what is done wrong: then nothing tells it, and nothing false is told.
  package let isRiddle: Bool

  package init(document: Document, snapshot: Snapshot, writing: Writing, isRiddle: Bool = false) {
    self.document = document
    self.snapshot = snapshot
    self.writing = writing
    self.isRiddle = isRiddle
  }

  package var decimals: Int { writing.decimals }

  /// What is done wrong, as far as it may be told.
  package var rules: Rules { isRiddle ? .right : snapshot.rules }

  /// What stands between a formula with its numbers and the number that was made of it. While
  /// somebody looks for a mistake, whether the two are equal is left to them.
  package var gives: String { isRiddle ? " → " : " = " }

  /// The longest name that is written out in a formula.
  private static let longestName = 18

  /// The node's name, or the expression it stands for: `q`, `w0·x0`.
  package func name(_ node: Node.ID) -> String {
    let label = document.labels[Int(node.index)]
    let pretty = String(label.map { $0 == "*" ? "·" : $0 })
    return pretty.fitted(to: Self.longestName)
  }

  /// The name where something stands next to it: `(x + y)` for `x + y`.
  package func factor(_ node: Node.ID) -> String { Self.tight(name(node)) }

  /// `∂f/∂x`.
  package func derivative(_ top: Node.ID, by bottom: Node.ID) -> String {
    "∂\(factor(top))/∂\(factor(bottom))"
  }

  /// The gradient that flows to `node`: `∂f/∂x`.
  package func gradientName(_ node: Node.ID) -> String { derivative(snapshot.output, by: node) }

  /// A number, or the entries of a small tensor, or the shape of a large one.
  package func text(_ tensor: Tensor, more: Int = 0) -> String { writing.text(tensor, more: more) }

  /// The number where something stands next to it: `(-2.00)`.
  package func factor(_ tensor: Tensor, more: Int = 0) -> String {
    writing.factor(tensor, more: more)
  }

  /// A number, or the shape and the norm of a tensor, where there is little room.
  package func short(_ tensor: Tensor) -> String { writing.short(tensor) }

  package func value(_ node: Node.ID) -> Tensor {
    snapshot.numbers.value(of: node, in: document.graph)
  }
  package func gradient(_ node: Node.ID) -> Tensor {
    snapshot.numbers.gradient(of: node, in: document.graph)
  }

  /// What stands in the gate of a unit.
  package func gate(_ unit: StepPlan.Unit) -> String { document.gateName(unit) }

  /// The output of a unit, written with `operands` for its operands.
  package func formula(_ unit: StepPlan.Unit, _ operands: [String]) -> String {
    guard unit.compoundGate == nil, let primitive = document.graph.primitive(of: unit.output)
    else { return "\(gate(unit))(\(operands.joined(separator: ", ")))" }
    return primitive.formula(operands)
  }

  /// How many gradients have arrived at `node`, and which gates it still waits for.
  package func arrivals(at node: Node.ID) -> String {
    let (made, total) = snapshot.arrivals(at: node)
    guard made < total else {
      return "\(made) of \(total) in" + (total > 1 ? ", gradient adder" : "")
    }
    let waiting = snapshot.flows(into: node).dropFirst(made).map {
      name(snapshot.plan.units[$0.unit].output)
    }
    return "\(made) of \(total) in, waiting for \(waiting.joined(separator: ", "))"
  }

  /// The gates that a gradient came from: `Σ, ×`.
  package func sources(of gate: Node.ID) -> String {
    if gate == snapshot.output, snapshot.arrivals(at: gate).total == 0 { return "the seed" }
    let symbols = snapshot.flows(into: gate).map { self.gate(snapshot.plan.units[$0.unit]) }
    // Three gates of one kind are one word; how many have sent is counted beside it.
    return symbols.enumerated().filter { !symbols[..<$0].contains($1) }.map(\.element)
      .joined(separator: ", ")
  }

  /// Parentheses around anything that is more than a name or a number.
  package static func tight(_ text: String) -> String {
    let isTight =
      text.allSatisfy { $0.isLetter || $0.isNumber || "_.′'…".contains($0) }
      || text.hasSuffix(")") && text.prefix { $0 != "(" }.allSatisfy { $0.isLetter || $0 == "_" }
        && !text.hasPrefix("(") && text.count { $0 == "(" } == 1
    return isTight ? text : "(\(text))"
  }
}
