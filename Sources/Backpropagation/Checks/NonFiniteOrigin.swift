import ComputationGraph

/// The origin of the first number that is not finite.
public enum NonFiniteOrigin: Hashable, Sendable {
  /// A leaf was given such a value.
  case leaf(Node.ID)
  /// A gate computed it from finite operands.
  case value(Node.ID)
  /// A gradient became so on its way from the gate to the operand; the gate's own was finite.
  case gradient(from: Node.ID, to: Node.ID)
}

extension Snapshot {
  /// The first value, or else the first gradient, that is NaN or infinite while everything it was
  /// computed from is finite; `nil` where all numbers that are known are finite.
  public var nonFiniteOrigin: NonFiniteOrigin? {
    for node in graph.ids where isKnown(valueState(of: node)) && !isFinite(valueOf: node) {
      let operands = graph.operands(of: node)
      if operands.isEmpty { return .leaf(node) }
      if operands.allSatisfy({ isFinite(valueOf: $0) }) { return .value(node) }
    }
    for flow in plan.flows {
      let gate = plan.units[flow.unit].output
      guard isKnown(gradientState(of: flow.operand)) else { continue }
      if !isFinite(gradientOf: flow.operand), isFinite(gradientOf: gate) {
        return .gradient(from: gate, to: flow.operand)
      }
    }
    return nil
  }

  private func isKnown(_ state: NumberState) -> Bool { state == .fresh || state == .partial }

  private func isFinite(valueOf node: Node.ID) -> Bool {
    graph.places(of: node).allSatisfy { numbers[value: $0].isFinite }
  }

  private func isFinite(gradientOf node: Node.ID) -> Bool {
    graph.places(of: node).allSatisfy { numbers[gradient: $0].isFinite }
  }
}
