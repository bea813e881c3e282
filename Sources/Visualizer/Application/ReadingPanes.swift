import Backpropagation
import ComputationGraph
import Debugging
import Explanations
import ExpressionLanguage
import Screen

// Panes that are read over the picture.
extension TextPane {
  /// The breakpoints with their numbers.
  init(breakpointsOf debugger: Debugger) {
    let words = debugger.words
    let lines = debugger.breakpoints.entries.map {
      StyledLine("  \($0.number)  ", .key).appending($0.breakpoint.text(words))
    }
    let none = [StyledLine("  none: b sets one at a gate;"), StyledLine("  \(Breakpoint.usage)")]
    self.init(title: "Breakpoints", lines: lines.isEmpty ? none : lines)
  }

  /// The text of the file.
  init(sourceOf debugger: Debugger) {
    self.init(title: debugger.name, lines: debugger.source.styledLines)
  }

  /// The paths from the output to a node.
  init(pathsTo node: Node.ID, in debugger: Debugger) {
    let explanation = Explanation(pathsTo: node, in: debugger)
    self.init(title: explanation.heading, lines: explanation.lines.map(StyledLine.init))
  }
}

extension SourceText {
  /// The lines, with comments distinguished from the rest.
  var styledLines: [StyledLine] {
    (0..<lineCount).map { index in
      let text = line(index + 1)
      return StyledLine(text, text.hasPrefix("#") ? .faint : .plain)
    }
  }
}
