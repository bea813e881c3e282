import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage
import Screen
import Sentences

/// Old and new side by side: what an edit changes in the iteration that begins with it.
struct WhatIf: Sendable {
  /// The node that was edited last.
  let node: Node.ID
  let without: Evaluation
  let with: Evaluation

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
  var changedNodes: [Node.ID] {
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

extension Explanation {
  /// What an edit changes, a line for each node.
  init(_ whatIf: WhatIf, words: Wording) {
    let graph = words.document.graph
    let shown = Array(whatIf.changedNodes.prefix(12))
    let name = words.name(whatIf.node)
    let value = words.text(whatIf.with.numbers.value(of: whatIf.node, in: graph))
    let nameWidth = max(4, shown.map { words.name($0).columns }.max() ?? 0)
    typealias Column = (old: String, new: String)
    let values = shown.map { node -> Column in
      (
        words.single(whatIf.without.numbers.value(of: node, in: graph)),
        words.single(whatIf.with.numbers.value(of: node, in: graph))
      )
    }
    let gradients = shown.map { node -> Column in
      guard words.snapshot.plan.reachesOutput[Int(node.index)] else { return ("", "") }
      return (
        words.single(whatIf.without.numbers.gradient(of: node, in: graph)),
        words.single(whatIf.with.numbers.gradient(of: node, in: graph))
      )
    }
    let widths = [values.map(\.old), values.map(\.new), gradients.map(\.old), gradients.map(\.new)]
      .map { max(6, $0.map(\.columns).max() ?? 0) }
    func right(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(0, width - text.columns)) + text
    }
    var heading = StyledLine(" ")
    heading.pad(to: nameWidth + 3)
    heading.append(right("value", widths[0]) + "   " + right("new", widths[1]), .faint)
    heading.append("     " + right("gradient", max(8, widths[2])), .faint)
    heading.append("   " + right("new", widths[3]), .faint)
    let lines = shown.indices.map { index -> StyledLine in
      var line = StyledLine(" \(words.name(shown[index]))", .name)
      line.pad(to: nameWidth + 3)
      line.append(right(values[index].old, widths[0]), .staleValue)
      line.append(" → ")
      line.append(right(values[index].new, widths[1]), .value)
      line.append("     " + right(gradients[index].old, max(8, widths[2])), .staleGradient)
      line.append(gradients[index].new.isEmpty ? "" : " → ")
      line.append(right(gradients[index].new, widths[3]), .gradient)
      return line
    }
    let isHeld = graph.role(of: whatIf.node) == .gate
    self.init(
      heading: "what if \(name) = \(value)",
      remark: isHeld ? "held: nothing goes back through it; u undoes" : "u undoes",
      lines: [heading] + lines)
  }
}

extension Wording {
  /// A number, or the norm of a tensor.
  fileprivate func single(_ tensor: Tensor) -> String {
    if tensor.elements.count == 1 { return text(Tensor(tensor.elements[0])) }
    let norm = tensor.elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return "‖\(NumberText.fixed(norm, decimals: decimals))‖"
  }

  /// A number, or the shape and the norm of a tensor, where there is little room.
  func short(_ tensor: Tensor) -> String {
    if tensor.elements.count <= 3 { return text(tensor) }
    let norm = tensor.elements.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return "\(tensor.shape) ‖\(NumberText.fixed(norm, decimals: decimals))‖"
  }
}
