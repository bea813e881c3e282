import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences

/// The explanation of a node that the user has moved to.
extension Explanation {
  /// The value, gradient, formula, uses and comment of a node.
  package init(of node: Node.ID, words: Wording) {
    let (document, snapshot) = (words.document, words.snapshot)
    let graph = document.graph
    let role =
      switch graph.role(of: node) {
      case .parameter: "parameter: updates move it"
      case .leaf: "leaf: updates leave it alone"
      case .constant: "literal"
      case .gate: "gate"
      }
    let state = snapshot.valueState(of: node)
    let hasGradient = snapshot.gradientState(of: node) != .unknown
    var lines = [
      Line(label: "value", 12)
        .appending(state == .unknown ? "–" : words.text(words.value(node)), .value)
        .appending("   " + Self.text(state), .remark),
      Line(label: "gradient", 12)
        .appending("\(words.gradientName(node)) ")
        .appending(hasGradient ? "= " + words.text(words.gradient(node)) : "", .gradient)
        .appending("   " + words.gradientNote(of: node), .remark),
    ]
    if let unit = snapshot.plan.units.first(where: { $0.output == node }) {
      let arguments = unit.arguments(in: graph).map(words.factor)
      lines.append(Line(label: "formula", 12).appending(words.formula(unit, arguments), .formula))
    }
    let users = snapshot.plan.units.filter { $0.operands(in: graph).contains(node) }
    if !users.isEmpty {
      let names = users.map { words.name($0.output) }.joined(separator: ", ")
      let note = users.count > 1 ? "   a fork: its gradients are added" : ""
      lines.append(Line(label: "feeds", 12).appending(names).appending(note, .remark))
    }
    if let note = document.definitions.first(where: { $0.node == node })?.note {
      lines.append(Line(label: "note", 12).appending(words.writing.comment(note)))
    }
    self.init(heading: words.name(node), remark: role, lines: lines)
  }

  private static func text(_ state: Snapshot.NumberState) -> String {
    switch state {
    case .unknown: "not computed yet"
    case .partial: "not complete"
    case .fresh: ""
    case .stale: "out of date"
    }
  }
}

extension Wording {
  fileprivate func gradientNote(of node: Node.ID) -> String {
    guard snapshot.plan.reachesOutput[Int(node.index)] else {
      return "no path leads from here to \(name(snapshot.output))"
    }
    switch snapshot.gradientState(of: node) {
    case .unknown: return "not computed yet"
    case .stale: return "out of date"
    case .partial, .fresh:
      return snapshot.arrivals(at: node).total == 0 ? "" : arrivals(at: node)
    }
  }
}
