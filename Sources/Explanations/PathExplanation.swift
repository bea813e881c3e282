import Backpropagation
import ComputationGraph
import Debugging
import ExpressionLanguage
import Sentences

extension Explanation {
  /// The number of paths that are written out.
  private static let shownPaths = 12

  /// The products of local gradients along the paths from the output to a node.
  package init(pathsTo node: Node.ID, in debugger: Debugger) {
    let (words, document) = (debugger.words, debugger.document)
    let evaluation = debugger.timeline.evaluation(at: debugger.snapshot)
    let products = PathProducts(to: node, in: evaluation, limit: Self.shownPaths)
    let total = words.short(evaluation.numbers.gradient(of: node, in: document.graph))
    var lines: [Line] = []
    for path in products.paths {
      let names =
        [words.name(document.output)]
        + path.map { words.name($0.operand) + words.operandNote($0) }
      lines.append(Line(" " + names.joined(separator: " ← "), .name))
      let factors = path.map { link in
        link.local.map { words.factor(Tensor($0)) }
          ?? "[\(document.graph.shape(of: link.gate)) by \(document.graph.shape(of: link.operand))]"
      }
      var line = Line("   " + (factors.isEmpty ? "1" : factors.joined(separator: " × ")))
      if let product = PathProducts.product(of: path) {
        line.append(" = ", .remark)
        line.append(words.text(Tensor(product)), .gradient)
      }
      lines.append(line)
    }
    if products.count == 0 {
      lines.append(Line(" no path leads there, so the gradient is 0"))
    } else {
      if products.count > Double(products.paths.count) {
        let more = NumberText.shortest(products.count - Double(products.paths.count))
        lines.append(Line(" and \(more) more", .remark))
      }
      lines.append(
        Line(products.count == 1 ? " the gradient: " : " their sum, the gradient: ", .remark)
          .appending(total, .gradient))
    }
    let count = NumberText.shortest(products.count)
    let paths = products.count == 1 ? "1 path" : "\(count) paths"
    self.init(heading: "\(words.gradientName(node)) along \(paths)", lines: lines)
  }
}

extension Wording {
  /// Which operand of its gate a link goes through, where the gate takes the node more than once.
  fileprivate func operandNote(_ link: PathProducts.Link) -> String {
    let unit = snapshot.plan.units.last { $0.output == link.gate }
    let operands = unit?.operands(in: document.graph) ?? []
    return operands.count { $0 == link.operand } > 1 ? " (operand \(link.slot + 1))" : ""
  }
}
