import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage

extension Document {
  private static let mostCalls = 5_000

  /// What a call is called, with what it is given there: `f(x)`, `layer(x,W)`.
  package func callName(_ gate: CompoundGate) -> String {
    let given = gate.arguments.map { labels[Int($0.index)] }.joined(separator: ",")
    return "\(gate.name)(\(given))"
  }

  /// The open gates that the unit around a node is inside of, the outermost first; none where nothing is
  /// open. They tell two calls of one function apart.
  package func callsAround(_ node: Node.ID, in plan: StepPlan) -> [CompoundGate] {
    // Among more calls than this nobody reads in which one a gate is.
    guard (1...Self.mostCalls).contains(graph.compoundGates.count) else { return [] }
    let index = Int(node.index)
    let next = plan.units.indices.partitionPoint { plan.units[$0].nodes.upperBound > index }
    let closed =
      next < plan.units.count && plan.units[next].nodes.contains(index)
      ? plan.units[next].nodes : index..<index
    return graph.compoundGates.reversed().filter {
      $0.nodes.contains(index) && $0.nodes.count > closed.count && $0.nodes != closed
    }
  }
}

extension Wording {
  /// `f(x): ` before what happens inside of an open call, for each one around it.
  package func inside(_ node: Node.ID) -> String {
    document.callsAround(node, in: snapshot.plan).map {
      String(document.callName($0).map { $0 == "*" ? "·" : $0 })
        .fittedInTheMiddle(to: ShortNames.columns) + ": "
    }.joined()
  }
}
