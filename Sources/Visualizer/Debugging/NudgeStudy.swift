import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage
import Sentences

/// A value nudged by several h: what its gradient predicts, and what really happens.
struct NudgeStudy: Sendable {
  static let sizes = [0.001, 0.01, 0.1, 1, 10]

  let nudge: Nudge
  /// The value, or where an entry or an array is moved, its norm.
  let value: Tensor
  let isUp: Bool
  /// The row that Enter would make true.
  let selected: Int
}

extension Session {
  /// Nudges the node that is looked at; where that is done already, by the next larger h.
  mutating func nudge(up isUp: Bool, _ node: Node.ID, element: Int? = nil) {
    var selected = 1
    if case .nudge(let before) = attention.study, before.nudge.node == node,
      before.nudge.element == element
    {
      selected = before.isUp == isUp ? before.selected + 1 : before.selected
    }
    let evaluation = timeline.evaluation(at: snapshot)
    let value = evaluation.numbers.value(of: node, in: document.graph)
    attention.study = .nudge(
      NudgeStudy(
        nudge: Nudge(
          node, element: element, by: NudgeStudy.sizes.map { isUp ? $0 : -$0 }, in: evaluation),
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
