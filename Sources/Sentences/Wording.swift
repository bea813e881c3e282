import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage

/// The names and numbers in explanations, for one snapshot of one document.
package struct Wording {
  package let document: Document
  package let snapshot: Snapshot
  package let writing: Writing
  /// Whether a mistake is being searched for: then the text neither reveals it nor says anything
  /// false.
  package let isRiddle: Bool

  package init(document: Document, snapshot: Snapshot, writing: Writing, isRiddle: Bool = false) {
    self.document = document
    self.snapshot = snapshot
    self.writing = writing
    self.isRiddle = isRiddle
  }

  package var decimals: Int { writing.decimals }

  /// The rules in use, with any mistake in them as far as it may be revealed.
  package var rules: Rules { isRiddle ? .right : snapshot.rules }

  /// Whether a gate gives the value of the first iteration, by mistake.
  package func keepsValue(of gate: Node.ID) -> Bool {
    rules.keepsValue(of: gate, in: snapshot.iteration, from: snapshot.plan.firstIteration)
  }

  /// The sign between a formula with its numbers and its result. While a mistake is being searched
  /// for, it does not say whether the two are equal.
  package var gives: String { isRiddle ? " → " : " = " }

  /// The name of a node, or its expression: `q`, `w0·x0`; that of no other node looks like it.
  package func name(_ node: Node.ID) -> String {
    document.shortNames[document.labels[Int(node.index)]]
  }

  /// The name as an operand: `(x + y)` for `x + y`.
  package func factor(_ node: Node.ID) -> String { Self.tight(name(node)) }

  /// `∂f/∂x`.
  package func derivative(_ top: Node.ID, by bottom: Node.ID) -> String {
    "∂\(factor(top))/∂\(factor(bottom))"
  }

  /// The gradient that flows to `node`: `∂f/∂x`.
  package func gradientName(_ node: Node.ID) -> String { derivative(snapshot.output, by: node) }

  /// A number, or the entries of a small tensor, or the shape of a large one.
  package func text(_ tensor: Tensor, more: Int = 0) -> String { writing.text(tensor, more: more) }

  /// The number as an operand: `(-2.00)`.
  package func factor(_ tensor: Tensor, more: Int = 0) -> String {
    writing.factor(tensor, more: more)
  }

  /// A number, or the shape and the norm of a tensor, for places with little room.
  package func short(_ tensor: Tensor) -> String { writing.short(tensor) }

  package func value(_ node: Node.ID) -> Tensor {
    snapshot.numbers.value(of: node, in: document.graph)
  }
  package func gradient(_ node: Node.ID) -> Tensor {
    snapshot.numbers.gradient(of: node, in: document.graph)
  }

  /// The text inside the gate of a unit.
  package func gate(_ unit: StepPlan.Unit) -> String { document.gateName(unit) }

  /// The formula for the output of a unit, with these operands.
  package func formula(_ unit: StepPlan.Unit, _ operands: [String]) -> String {
    guard unit.compoundGate == nil, let primitive = document.graph.primitive(of: unit.output)
    else { return "\(gate(unit))(\(operands.joined(separator: ", ")))" }
    return primitive.formula(operands)
  }

  /// The number of gradients that have arrived at `node`, and the gates it still waits for.
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

  /// The gates from which gradients reach `gate`: `Σ, ×`.
  package func sources(of gate: Node.ID) -> String {
    if gate == snapshot.output, snapshot.arrivals(at: gate).total == 0 { return "the seed" }
    let symbols = snapshot.flows(into: gate).map { self.gate(snapshot.plan.units[$0.unit]) }
    // Gates of one kind are mentioned once; their number is shown beside them.
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
