import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import Sentences

extension Explanation {
  /// The changes made by an edit, one line for each node.
  package init(_ whatIf: WhatIf, words: Wording) {
    let graph = words.document.graph
    let shown = Array(whatIf.changedNodes.prefix(12))
    let name = words.name(whatIf.node)
    let value = words.text(whatIf.with.numbers.value(of: whatIf.node, in: graph))
    let nameWidth = max(4, shown.map { words.name($0).columns }.max() ?? 0)
    func change(_ number: (Numbers) -> Tensor) -> (old: String, new: String) {
      (
        words.writing.single(number(whatIf.without.numbers)),
        words.writing.single(number(whatIf.with.numbers))
      )
    }
    let values = shown.map { node in change { $0.value(of: node, in: graph) } }
    let gradients = shown.map { node in
      words.snapshot.plan.reachesOutput[Int(node.index)]
        ? change { $0.gradient(of: node, in: graph) } : (old: "", new: "")
    }
    let widths = [values.map(\.old), values.map(\.new), gradients.map(\.old), gradients.map(\.new)]
      .map { max(6, $0.map(\.columns).max() ?? 0) }
    func right(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.columns)) + text
    }
    var heading = Line(" ")
    heading.pad(to: nameWidth + 3)
    heading.append(right("value", widths[0]) + "   " + right("new", widths[1]), .remark)
    heading.append("     " + right("gradient", max(8, widths[2])), .remark)
    heading.append("   " + right("new", widths[3]), .remark)
    let lines = shown.indices.map { index -> Line in
      var line = Line(" \(words.name(shown[index]))", .name)
      line.pad(to: nameWidth + 3)
      line.append(right(values[index].old, widths[0]), .staleValue)
      line.append(" → ")
      line.append(right(values[index].new, widths[1]), .value)
      line.append("     " + right(gradients[index].old, max(8, widths[2])), .staleGradient)
      line.append(gradients[index].new.isEmpty ? "" : " → ")
      line.append(right(gradients[index].new, widths[3]), .gradient)
      return line
    }
    let isHeld = graph.role(of: whatIf.node) == .gate
    self.init(
      heading: "what if \(name) = \(value)",
      remark: isHeld ? "held: nothing goes back through it; u undoes" : "u undoes",
      lines: [heading] + lines)
  }
}
