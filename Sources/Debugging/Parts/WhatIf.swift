import Backpropagation
import ComputationGraph

/// Old and new side by side: the changes by an edit in the iteration that it restarts.
package struct WhatIf: Sendable {
  /// The node that was edited last.
  package let node: Node.ID
  package let without: Evaluation
  package let with: Evaluation

  /// `nil` if no edits were made at `position`.
  init?(at position: Position, of timeline: inout Timeline) {
    guard let iteration = timeline.plan.iterationBeginning(at: position),
      let edit = timeline.edits.last(where: { $0.iteration == iteration }),
      let both = timeline.whatIf(at: position)
    else { return nil }
    node = timeline.shown(edit.node)
    (without, with) = both
  }

  /// The edited node, the output, and what else is drawn and has changed, leaves last.
  package var changedNodes: [Node.ID] {
    let graph = with.graph
    let units = with.plan.units.map(\.output)
    let leaves = graph.ids.filter { [.parameter, .leaf].contains(graph.role(of: $0)) }
    let others = (units + leaves).filter { other in
      let places = graph.places(of: other)
      return other != node && other != with.output
        && (without.numbers.values(at: places) != with.numbers.values(at: places)
          || without.numbers.gradients(at: places) != with.numbers.gradients(at: places))
    }
    return [node] + (node == with.output ? [] : [with.output]) + others
  }
}
