import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage
import Screen
import Sentences

extension Session {
  /// What the pane says: about the node that has the focus, else about the step.
  var explanation: Explanation {
    if let prediction { return Explanation(prediction, words: words) }
    switch study {
    case .nudge(let nudge): return Explanation(nudge, words: words)
    case .why(let why): return Explanation(why, words: words)
    case nil: break
    }
    if let focus { return Explanation(of: focus, words: words) }
    if let whatIf { return Explanation(whatIf, words: words) }
    return Explanation(ofStep: words)
  }

  /// Where the first number came from that is not finite, in a line.
  private var warning: Line? {
    switch snapshot.nonFiniteOrigin {
    case nil: return nil
    case .leaf(let node):
      let cause = snapshot.iteration == 0 ? "was given" : "was moved by an update to"
      return Line(" \(words.name(node)) \(cause) a value that is not finite", .error)
    case .value(let node):
      return Line(
        " \(words.text(words.value(node))) begins at \(words.name(node)): its operands are finite",
        .error)
    case .gradient(let gate, let operand):
      return Line(
        " \(words.text(words.gradient(operand))) begins on the way back from \(words.name(gate)) to "
          + words.name(operand), .error)
    }
  }

  /// Draws the first line; `beyond` are arrows for the sides on which the picture goes on.
  func drawHeader(
    _ row: Int, _ notes: [StyledLine], beyond: String, into frame: inout Frame
  ) {
    var status = StyledLine()
    if score.count > 0, prediction != nil || quiz != nil { status.append("\(score.text)   ", .key) }
    if whatIf != nil {
      status.append("what if", .title)
    } else if let step = snapshot.step {
      status.append("\(step.action.phase.name)", .title)
      if let count = timeline.plan.count(at: position) {
        status.append(" \(count.step) of \(count.of)")
      }
    } else {
      status.append("ready", .title)
    }
    // The iteration that begins anew with an edit is the one to come.
    let iteration = whatIf == nil ? snapshot.iteration : iterationToCome
    status.append("   iteration \(iteration)   ")
    // Beside a score there is less room.
    status.append(score.count > 0 && (prediction != nil || quiz != nil) ? "lr " : "learning rate ")
    status.append(NumberText.brief(learningRate))
    status.append(" ")

    var room = max(8, frame.size.columns - status.columns - 2)
    let arrows = beyond.isEmpty ? 0 : beyond.columns + 1
    let note = notes.first { name.columns + $0.columns + arrows + 3 <= room } ?? notes.last
    if let note { room = max(8, room - note.columns - 2) }
    var line = StyledLine(" " + name.fitted(to: room - 1 - arrows), .title)
    if let note {
      line.append("  ")
      for span in note.spans { line.append(span.text, span.style) }
      room += note.columns + 2
    }
    if !beyond.isEmpty {
      let hint = "   more \(beyond)"
      line.append(line.columns + hint.columns <= room ? hint : " \(beyond)", .faint)
    }
    line.pad(to: max(line.columns + 2, frame.size.columns - status.columns))
    for span in status.spans { line.append(span.text, span.style) }
    frame.write(line, at: Point(column: 0, row: row), width: frame.size.columns)
  }

  /// The lines of the introduction decide how high the pane is at the beginning: it lies over the
  /// picture, of which nothing has been computed yet.
  private func paneRectangle(_ rectangle: Rectangle, lineCount: Int) -> Rectangle {
    let isBeginning = position == .beginning && focus == nil
    let more = isBeginning ? min(rectangle.origin.row - 1, lineCount + 1 - rectangle.size.rows) : 0
    guard more > 0 else { return rectangle }
    return Rectangle(
      origin: Point(column: rectangle.origin.column, row: rectangle.origin.row - more),
      size: Size(columns: rectangle.size.columns, rows: rectangle.size.rows + more))
  }

  /// Draws the pane below the picture.
  func drawExplanation(_ pane: Rectangle, into frame: inout Frame) {
    let explanation = explanation
    let rectangle = paneRectangle(pane, lineCount: explanation.lines.count)
    if rectangle != pane { frame.fill(rectangle, with: " ", .plain) }
    let width = rectangle.size.columns
    let narration = narration(width: width)
    let roomForLines = rectangle.size.rows - 1 - (warning == nil ? 0 : 1)
    let narrationRoom = roomForLines - explanation.lines.count
    let remark = explanation.remark.isEmpty ? "" : " \(explanation.remark) "
    let heading = "── " + explanation.heading.fitted(to: max(0, width - remark.columns - 9)) + " "
    var ruleWidth = max(0, width - heading.columns - remark.columns - 2)
    var comment = StyledLine()
    if narrationRoom < 1, let first = narration.first, ruleWidth > 12 {
      // Where the step needs all lines, the rule has room for a comment.
      comment.append("─", .faint)
      comment.append(first.text.fitted(to: ruleWidth - 4) + " ", .plain)
      ruleWidth -= comment.columns
    }
    let rule = String(repeating: "─", count: ruleWidth)
    frame.write(
      StyledLine("── ", .faint)
        .appending(String(heading.dropFirst(3)), .title)
        .appending(comment.spans.first?.text ?? "", .faint)
        .appending(comment.spans.last?.text ?? "", .plain)
        .appending(rule, .faint).appending(remark, .plain).appending("──", .faint),
      at: rectangle.origin, width: width)
    var room = rectangle.size.rows - 1
    if let warning, room > 1 {
      room -= 1
      frame.write(
        warning, at: Point(column: 0, row: rectangle.origin.row + rectangle.size.rows - 1),
        width: width)
    }
    let lines = explanation.lines + narration.prefix(max(0, narrationRoom))
    for (index, line) in lines.prefix(room).enumerated() {
      frame.write(
        line, at: Point(column: 0, row: rectangle.origin.row + 1 + index), width: width)
    }
  }
}
