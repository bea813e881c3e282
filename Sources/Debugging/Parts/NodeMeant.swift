import ComputationGraph
import ExpressionLanguage

/// The node that an unnamed key acts on: the one with the focus, else one at work.
package struct NodeMeant: Sendable {
  let focus: Node.ID?
  let emphasis: Emphasis
  let document: Document

  /// The node to look at, or to open.
  package var toLookAt: Node.ID? { focus ?? emphasis.node }

  /// The node to ask about; the output where none is at work.
  package var toAsk: Node.ID { focus ?? emphasis.receiver ?? emphasis.node ?? document.output }

  /// The node to change: without a focus, a parameter or leaf at work.
  package var toEdit: Node.ID? {
    focus
      ?? [emphasis.node, emphasis.receiver].compactMap(\.self)
      .first { document.graph.role(of: $0) != .gate }
  }
}
