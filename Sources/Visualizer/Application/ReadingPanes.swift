import Backpropagation
import ComputationGraph
import Debugging
import Explanations
import ExpressionLanguage
import Learning
import Screen
import Sentences

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

  /// The text of the file, below the notes on it.
  init(sourceOf debugger: Debugger) {
    let notes = debugger.file.notes
    var lines: [StyledLine] = []
    if !notes.isEmpty {
      let text = DiagnosticList(notes).text(file: debugger.name, source: debugger.source)
      lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
        StyledLine(String($0), .title)
      }
      lines.append(StyledLine())
    }
    self.init(title: debugger.name, lines: lines + debugger.source.styledLines)
  }

  /// What is understood of the file of rows that `data` names.
  init(dataOf debugger: Debugger) throws(Refusal) {
    guard let (path, overview) = debugger.document.dataOverview,
      let data = debugger.document.feed?.data
    else { throw Refusal("the file has no line 'data d = csv(…)', so there are no rows") }
    var lines = [StyledLine(overview.summary), StyledLine("")]
    lines += overview.lines.enumerated().map { StyledLine($1, $0 == 0 ? .title : .plain) }
    lines += [StyledLine("")] + data.lines.map { StyledLine($0) }
    lines += debugger.document.fileNotes.map { StyledLine("note: \($0.sentence)") }
    self.init(title: path, lines: lines)
  }

  /// The paths from the output to a node.
  init(pathsTo node: Node.ID, in debugger: Debugger) {
    let explanation = Explanation(pathsTo: node, in: debugger)
    self.init(title: explanation.heading, lines: explanation.lines.map(StyledLine.init))
  }
}

extension Document {
  /// The first note on the file, and how many there are, in one line.
  var noteOnOpening: String? {
    let notes = notes
    guard let first = notes.first else { return nil }
    let place = first.span.map { "line \(source.line(at: $0.start)): " } ?? ""
    let others = notes.count == 1 ? "t shows it" : "t shows this and \(notes.count - 1) more"
    return "\(place)\(first.sentence); \(others)"
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
