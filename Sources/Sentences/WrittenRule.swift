import Backpropagation
import ComputationGraph
import ExpressionLanguage

extension StepPlan.Unit {
  /// The operands in the formula of the unit: those of a primitive, or the arguments of a function as
  /// written in the file.
  package func arguments(in graph: Graph) -> [Node.ID] {
    compoundGate.map { graph.compoundGates[$0].arguments } ?? Array(graph.operands(of: output))
  }
}

extension Wording {
  /// The names in the rule of a flow through a primitive: those of the operands of the gate, of its
  /// output and of its upstream gradient. Ties are mentioned if operands share a gradient.
  package func boardNames(of flow: GradientFlow) -> BoardFormula.Names {
    let graph = document.graph
    let isRouter = graph.primitive(of: flow.gate)?.elementwise?.pattern == .router
    return BoardFormula.Names(
      graph.operands(of: flow.gate).map(factor), output: factor(flow.gate),
      upstream: gradientName(flow.gate),
      showsTies: isRouter && flow.local.elementwise?.elements.contains(0.5) == true)
  }

  /// The rule by which a primitive passes its gradient to the operand in `slot`.
  package func rule(of gate: Node.ID, to slot: Int) -> BoardFormula? {
    let graph = document.graph
    return graph.primitive(of: gate)?.gradientRule(
      slot, operands: graph.operands(of: gate).map { graph.shape(of: $0) })
  }
}
