import Backpropagation
import Cells
import ComputationGraph
import Debugging
import Screen
import Sentences

// The numbers of a tape: whole or absent, with the marks of their states.
extension TapeDrawing {
  /// A number with what stands before and after it.
  struct Shown {
    /// `~` where it is out of date, `!` where it is given instead of computed.
    var mark = ""
    let text: String
    /// `…` while gradients are still collected, `?` where the next one is asked for.
    var after = ""
    let style: Style
  }

  /// The value of a node, with its mark; `nil` before it is computed.
  func value(of node: Node.ID) -> Shown? {
    if question?.hidesValue(of: node) == true { return Shown(text: "?", style: .key) }
    let state = snapshot.valueState(of: node)
    guard state != .unknown else { return nil }
    let number = snapshot.numbers.value(of: node, in: snapshot.graph)
    let mark = state == .stale ? "~" : snapshot.isHeld(node) ? "!" : ""
    return Shown(
      text: mark + written(number.elements[0]),
      style: number.elements[0].isFinite ? emphasis.valueStyle(of: node, state) : .error)
  }

  /// The gradient of a node; `nil` before any of it has arrived.
  func gradient(of node: Node.ID) -> Shown? {
    let state = snapshot.gradientState(of: node)
    if question?.hidesGradient(of: node, state) == true { return Shown(text: "?", style: .key) }
    guard state != .unknown else { return nil }
    let number = snapshot.numbers.gradient(of: node, in: snapshot.graph)
    let isAsked = question?.asksForMore(of: node, state) == true
    return Shown(
      mark: state == .stale ? "~" : "", text: written(number.elements[0]),
      after: isAsked ? "?" : state == .partial ? "…" : "",
      style: number.elements[0].isFinite ? emphasis.gradientStyle(of: node, state) : .error)
  }

  private func written(_ number: Double) -> String {
    writing.shown(
      NumberText.fitted(number, decimals: picture.decimals, width: fields.number))
  }

  /// Draws, in the row of a gate, what it has sent to operands that collect more than one gradient.
  mutating func drawShares(of gate: Node.ID, at place: Int) {
    guard snapshot.step?.action.phase == .backward, snapshot.justEdited.isEmpty,
      snapshot.rules.areRight, !snapshot.isHeld(gate), let flows = picture.flowsOfGate[gate]
    else { return }
    let plan = snapshot.plan
    let (words, graph) = (debugger.words, snapshot.graph)
    let shares = flows.compactMap { index -> (name: String, number: String)? in
      let flow = plan.flows[index]
      guard plan.units[flow.unit].compoundGate == nil,
        snapshot.arrivals(at: flow.operand).total > 1,
        plan.range(of: .flow(index)).upperBound <= snapshot.position.progress,
        let upstream = words.gradient(gate).scalar,
        let local = graph.localGradient(of: gate, slot: flow.slot, at: snapshot.numbers)?.scalar
      else { return nil }
      return (words.name(flow.operand), written(upstream * local))
    }
    guard !shares.isEmpty else { return }
    for (between, apart) in [(" += ", "  "), ("+=", "  ")] {
      let text = shares.map { $0.name + between + $0.number }.joined(separator: apart)
      let start = fields.leafEnd - text.columns
      if start >= fields.leafStart {
        write(text, start, place, .gradient)
        return
      }
    }
  }
}
