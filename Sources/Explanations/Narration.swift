import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import Sentences

/// The comments of a file, shown where they belong, so that a file can be a lesson.
extension Document {
  /// The comments at the beginning of the file, including its title.
  var introduction: [String] { headOfCommentary.map(\.text) }

  /// The comments about a node: those directly above the line that defines it, and the one at the
  /// end of that line.
  func narration(of node: Node.ID, withNote: Bool = true) -> [String] {
    guard let definition = definitions.first(where: { $0.node == node }) else { return [] }
    var above: [String] = []
    var line = definition.line - 1
    for remark in commentary.dropFirst(headOfCommentary.count).reversed()
    where remark.line == line {
      above.insert(remark.text, at: 0)
      line -= 1
    }
    return (above + (withNote ? [definition.note ?? ""] : [])).filter { !$0.isEmpty }
  }

  /// The first comments, up to the first gap between their lines.
  private var headOfCommentary: ArraySlice<Remark> {
    guard title != nil, let first = commentary.first else { return [] }
    var end = 0
    while end < commentary.count, commentary[end].line == first.line + end { end += 1 }
    return commentary[..<end]
  }
}

extension Explanation {
  /// The comments of the file about the subject of the pane: the focused node, the gate at work,
  /// the leaf at which a gradient arrives, or the parameter that moves.
  ///
  /// There are none while a number is being predicted, since a comment may give it away.
  package static func narration(of debugger: Debugger, width: Int) -> [Line] {
    let (plan, document) = (debugger.cursor.plan, debugger.document)
    guard debugger.exercise.prediction == nil else { return [] }
    let nodes: [Node.ID] =
      if let focus = debugger.attention.focus {
        [focus]
      } else {
        switch debugger.snapshot.step?.action {
        case .forward(let unit): [plan.units[unit].output]
        case .flow(let index): narratedNodes(of: plan.flows[index], in: debugger)
        case .update(let index): [plan.parameters[index]]
        case .seed: [document.output]
        case .zero, nil: []
        }
      }
    return nodes.flatMap { narration(of: $0, in: debugger, width: width) }
  }

  /// The leaf at which a gradient arrives, if any, and the gate that sends it.
  private static func narratedNodes(of flow: StepPlan.Flow, in debugger: Debugger) -> [Node.ID] {
    let sender = debugger.cursor.plan.units[flow.unit].output
    return debugger.document.graph.role(of: flow.operand) == .gate
      ? [sender] : [flow.operand, sender]
  }

  private static func narration(of node: Node.ID, in debugger: Debugger, width: Int) -> [Line] {
    let document = debugger.document
    // The explanation of a focused node already contains the comment on its line.
    let text = debugger.writing.comment(
      document.narration(of: node, withNote: debugger.attention.focus == nil).joined(separator: " ")
    )
    guard !text.isEmpty else { return [] }
    let name = " \(document.labels[Int(node.index)]) # "
    let lines = text.wrapped(to: max(8, width - name.columns - 1))
    return lines.enumerated().map { index, line in
      Line(index == 0 ? name : String(repeating: " ", count: name.columns), .name)
        .appending(line)
    }
  }
}
