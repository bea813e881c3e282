import Backpropagation
import ComputationGraph
import Debugging
import GraphLayout
import Screen
import Sentences

// The numbers of a picture in bands: whole or absent, with the marks of their states.
extension BandPictureDrawing {
  /// What stands in a field; `nil` while the number is unknown.
  func shown(_ number: BandLayout.Number) -> (text: String, style: Style)? {
    let node = picture.boxes[number.node].node
    switch number {
    case .value: return value(of: node)
    case .repeatedValue:
      return value(of: node).map { ($0.text, $0.style == .value ? .faint : $0.style) }
    case .gradient: return gradient(of: node)
    case .part(let edge): return part(edge)
    }
  }

  private func value(of node: Node.ID) -> (text: String, style: Style)? {
    if question?.hidesValue(of: node) == true { return ("?", .key) }
    let state = snapshot.valueState(of: node)
    guard state != .unknown else { return nil }
    let number = snapshot.numbers.value(of: node, in: snapshot.graph).elements[0]
    let style = emphasis.valueStyle(of: node, state)
    let mark = state == .stale ? "~" : snapshot.isHeld(node) ? "!" : ""
    return (written(number, mark: mark), number.isFinite ? style : .error)
  }

  private func gradient(of node: Node.ID) -> (text: String, style: Style)? {
    let state = snapshot.gradientState(of: node)
    if question?.hidesGradient(of: node, state) == true { return ("?", .key) }
    guard state != .unknown else { return nil }
    let number = snapshot.numbers.gradient(of: node, in: snapshot.graph).elements[0]
    let style = emphasis.gradientStyle(of: node, state)
    let isAsked = question?.asksForMore(of: node, state) == true
    let mark = isAsked ? "?" : state == .stale ? "~" : state == .partial ? "…" : ""
    return (written(number, mark: mark), number.isFinite ? style : .error)
  }

  /// The part of a gradient that has come from one consumer: upstream times local.
  private func part(_ edge: BandEdge) -> (text: String, style: Style)? {
    let node = picture.boxes[edge.source].node
    let box = picture.boxes[edge.consumer]
    let state = snapshot.gradientState(of: node)
    if snapshot.arrivals(at: node).total == 1 { return gradient(of: node) }
    guard snapshot.step?.action.phase == .backward, snapshot.justEdited.isEmpty,
      snapshot.rules.areRight, !snapshot.isHeld(box.node),
      question?.hidesGradient(of: node, state) != true,
      question?.asksForMore(of: node, state) != true
    else { return nil }
    let plan = snapshot.plan
    let slot = box.slots[edge.slot]
    guard
      let index = plan.flows.indices.first(where: {
        let flow = plan.flows[$0]
        return plan.units[flow.unit].output == box.node && flow.slot == slot && flow.operand == node
      }), plan.units[plan.flows[index].unit].compoundGate == nil,
      plan.range(of: .flow(index)).upperBound <= snapshot.position.progress,
      let local = snapshot.graph.localGradient(of: box.node, slot: slot, at: snapshot.numbers)?
        .scalar
    else { return nil }
    let upstream = snapshot.numbers.gradient(of: box.node, in: snapshot.graph).elements[0]
    let isNew =
      emphasis.receiver == node && emphasis.node == box.node
      && emphasis.wires.contains { $0.slots.contains(slot) }
    return (written(upstream * local, mark: ""), isNew ? .newGradient : .gradient)
  }

  private func written(_ number: Double, mark: String) -> String {
    let width = BandPicture.numberWidth(decimals: picture.decimals)
    return debugger.writing.shown(
      mark
        + NumberText.fitted(number, decimals: picture.decimals, width: width - mark.count))
  }
}
