import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage
import Sentences

/// A value nudged by several h: what its gradient predicts, and what really happens.
struct NudgeStudy: Sendable {
  static let sizes = [0.001, 0.01, 0.1, 1, 10]

  let nudge: Nudge
  let name: String
  /// The value, or where an entry or an array is moved, its norm.
  let value: Tensor
  let isUp: Bool
  /// The row that Enter would make true.
  let selected: Int

  func explanation(_ words: Wording) -> Explanation {
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
      let mark = index == selected ? " ▸" : "  "
      return Line(mark, .choice)
        .appending(right((isUp ? "+" : "") + NumberText.shortest(row.h), 7))
        .appending(right(text(row.predicted), 19), .gradient)
        .appending(right(text(row.real), 19), .value)
        .appending(right(text(row.error), 19))
    }
    return Explanation(
      heading: "nudge \(name) = \(words.short(value))", remark: remark(words, noise),
      lines: [heading] + rows)
  }

  private func remark(_ words: Wording, _ noise: Double) -> String {
    if nudge.gradient == 0, nudge.rows.contains(where: { abs($0.real) > noise }) {
      return "gradient 0, but not without influence"
    }
    let gradient = NumberText.fixed(nudge.gradient, decimals: words.decimals)
    let isSum = nudge.element == nil && value.elements.count > 1
    return isSum
      ? "all entries; gradients sum to \(gradient)" : "gradient \(gradient); Enter sets it"
  }
}

extension Session {
  /// Nudges the node that is looked at; where that is done already, by the next larger h.
  mutating func nudge(up isUp: Bool, _ node: Node.ID, element: Int? = nil) {
    var selected = 1
    if case .nudge(let before) = study, before.nudge.node == node, before.nudge.element == element {
      selected = before.isUp == isUp ? before.selected + 1 : before.selected
    }
    let evaluation = timeline.evaluation(at: snapshot)
    let words = words
    let value = evaluation.numbers.value(of: node, in: document.graph)
    study = .nudge(
      NudgeStudy(
        nudge: Nudge(
          node, element: element, by: NudgeStudy.sizes.map { isUp ? $0 : -$0 }, in: evaluation),
        name: element.map { words.entry($0, of: node) } ?? words.name(node),
        value: element.map { Tensor(value.elements[$0]) } ?? value, isUp: isUp,
        selected: min(selected, NudgeStudy.sizes.count - 1)))
  }

  /// Makes the selected nudge true, as an edit.
  mutating func setNudged(_ study: NudgeStudy) throws(Refusal) -> Note {
    let nudge = study.nudge
    let h = nudge.rows[study.selected].h
    let old = timeline.evaluation(at: snapshot).numbers.value(of: nudge.node, in: document.graph)
    return try edit(
      nudge.node,
      to: Tensor(shape: old.shape) {
        old.elements[$0] + (nudge.element == nil || nudge.element == $0 ? h : 0)
      })
  }
}

extension Wording {
  /// `W[0, 1]`, of an element counted row by row.
  func entry(_ element: Int, of node: Node.ID) -> String {
    let indices = document.graph.shape(of: node).indices(of: element).map(String.init)
    return indices.isEmpty ? name(node) : "\(name(node))[\(indices.joined(separator: ", "))]"
  }
}
