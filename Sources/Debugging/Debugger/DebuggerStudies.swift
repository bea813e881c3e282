import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences

// Questions about a node besides the step.
extension Debugger {
  /// Nudges the node that is looked at; where it is nudged already, by the next larger h.
  package mutating func nudge(up isUp: Bool, _ node: Node.ID, element: Int? = nil) {
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
  package mutating func setNudged(_ study: NudgeStudy) throws(Refusal) -> Note {
    let nudge = study.nudge
    let h = nudge.rows[study.selected].h
    let old = timeline.evaluation(at: snapshot).numbers.value(of: nudge.node, in: document.graph)
    return try edit(
      nudge.node,
      to: Tensor(shape: old.shape) {
        old.elements[$0] + (nudge.element == nil || nudge.element == $0 ? h : 0)
      })
  }

  /// Jumps to the step that last changed a node's number (its gradient once that is being computed)
  /// and asks what the number is made of.
  package mutating func askWhy(_ node: Node.ID) throws(Refusal) -> Note? {
    let plan = timeline.plan
    var origin = Why.Origin(position: position, focus: attention.focus)
    if case .why(let before) = attention.study, let first = before.origin { origin = first }
    // However far the questions lead, '' goes back to where they began.
    defer { marks["'"] = origin.position }
    let isRestarted = !snapshot.justEdited.isEmpty
    let hasGradient =
      !isRestarted && position.progress > plan.range(ofPhase: .backward).lowerBound
      && [.partial, .fresh].contains(snapshot.gradientState(of: node))
    if hasGradient {
      let flows = plan.flows.indices.filter { plan.flows[$0].operand == node }
        .prefix(snapshot.arrivals(at: node).made)
      var why = Why(gradientOf: node, flows: Array(flows), at: snapshot, on: timeline)
      let action = flows.last.map(Action.flow) ?? (node == document.output ? .seed : nil)
      if let action { jump(to: plan.end(of: action, in: position.iteration)) }
      why.origin = origin
      attention.study = .why(why)
      return nil
    }
    guard let index = plan.units.firstIndex(where: { $0.output == node }) else {
      return askWhyLeaf(node)
    }
    guard snapshot.valueState(of: node) != .unknown else {
      throw Refusal("there is no number yet: n computes the next gate")
    }
    // Before it is computed in this iteration, its number is that of the previous one.
    let iteration = isRestarted ? cursor.iterationToCome : position.iteration
    let isOld = position.progress < plan.range(of: .forward(unit: index)).upperBound
    jump(to: plan.end(of: .forward(unit: index), in: iteration - (isOld ? 1 : 0)))
    var why = Why(valueOf: plan.units[index], in: document.graph)
    why.origin = origin
    attention.study = .why(why)
    return nil
  }

  private mutating func askWhyLeaf(_ node: Node.ID) -> Note {
    let plan = timeline.plan
    let name = words.name(node)
    if let index = plan.parameters.firstIndex(of: node), position >= plan.end(of: 0) {
      let isMoved = position.progress >= plan.range(of: .update(index)).upperBound
      let iteration = position.iteration - (isMoved ? 0 : 1)
      jump(to: plan.end(of: .update(index), in: iteration))
      return "\(name) was moved by this update"
    }
    return "\(name) is a leaf: the file, or e, gives its value"
  }
}
