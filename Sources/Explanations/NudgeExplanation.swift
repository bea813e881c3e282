import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import Sentences

/// The explanation of a nudge: the change that the gradient predicts for each h, and the real one.
extension Explanation {
  package init(_ study: NudgeStudy, words: Wording) {
    let nudge = study.nudge
    let name = nudge.element.map { words.entry($0, of: nudge.node) } ?? words.name(nudge.node)
    let noise = 1e-13 * max(1, nudge.rows.map { abs($0.real) }.max() ?? 0)
    func text(_ number: Double) -> String {
      abs(number) < noise && number != 0
        ? "≈ 0" : NumberText.fitted(number, decimals: words.decimals + 4, width: 15)
    }
    func right(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.columns)) + text
    }
    let heading = Line(
      right("h", 9) + right("h × gradient", 19) + right("real change", 19) + right("error", 19),
      .remark)
    let rows = nudge.rows.enumerated().map { index, row in
      let mark = index == study.selected ? " ▸" : "  "
      return Line(mark, .choice)
        .appending(right((study.isUp ? "+" : "") + NumberText.shortest(row.h), 7))
        .appending(right(text(row.predicted), 19), .gradient)
        .appending(right(text(row.real), 19), .value)
        .appending(right(text(row.error), 19))
    }
    self.init(
      heading: "nudge \(name) = \(words.short(study.value))",
      remark: Self.remark(study, noise, words),
      lines: [heading] + rows)
  }

  private static func remark(_ study: NudgeStudy, _ noise: Double, _ words: Wording) -> String {
    let nudge = study.nudge
    if words.isStopped(nudge.node), nudge.rows.contains(where: { abs($0.real) > noise }) {
      let gradient = NumberText.fixed(nudge.gradient, decimals: words.decimals)
      return "gradient \(gradient), without what stop_gradient holds back"
    }
    if nudge.gradient == 0, nudge.rows.contains(where: { abs($0.real) > noise }) {
      return "gradient 0, but not without influence"
    }
    let gradient = NumberText.fixed(nudge.gradient, decimals: words.decimals)
    let isSum = nudge.element == nil && study.value.elements.count > 1
    return isSum
      ? "all entries; gradients sum to \(gradient)" : "gradient \(gradient); Enter sets it"
  }
}

extension Wording {
  /// Whether a way from the node to the output goes through a gate that stops gradients.
  fileprivate func isStopped(_ node: Node.ID) -> Bool {
    let graph = document.graph
    let stops = graph.ids.filter { graph.stopsGradient($0) }
    guard !stops.isEmpty else { return false }
    let depends = graph.dependents(of: graph.ids.map { $0 == node })
    let reaches = graph.ancestors(of: snapshot.output)
    return stops.contains { depends[Int($0.index)] && reaches[Int($0.index)] }
  }

  /// The name of an entry, counted row by row: `W[0, 1]`.
  package func entry(_ element: Int, of node: Node.ID) -> String {
    let indices = document.graph.shape(of: node).indices(of: element).map(String.init)
    return indices.isEmpty ? name(node) : "\(name(node))[\(indices.joined(separator: ", "))]"
  }
}
