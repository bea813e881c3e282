import Backpropagation
import Cells
import Debugging
import Exercises
import Explanations
import ExpressionLanguage
import Learning
import Screen
import Sentences

extension Explanation {
  /// The lines of the pane: about the node with the focus, else about the step.
  init(of debugger: Debugger) {
    let words = debugger.words
    if let prediction = debugger.exercise.prediction {
      self.init(prediction, words: words)
      return
    }
    switch debugger.attention.study {
    case .nudge(let nudge): self.init(nudge, words: words)
    case .why(let why): self.init(why, words: words)
    case nil:
      if let focus = debugger.attention.focus {
        self.init(of: focus, words: words)
      } else if let whatIf = debugger.cursor.whatIf {
        self.init(whatIf, words: words)
      } else {
        self.init(ofStep: words)
      }
    }
  }
}

extension GraphView {
  /// The origin of the first number that is not finite, in a line.
  private func warning(_ debugger: Debugger) -> Line? {
    NonFiniteSentence(debugger.snapshot, debugger.document).map {
      Line(" " + $0.place, .error)
    }
  }

  /// Draws the first line; `beyond` are arrows for the sides on which the picture continues.
  func drawHeader(
    of debugger: Debugger, _ row: Int, _ notes: [StyledLine], beyond: String,
    into frame: inout Frame
  ) {
    let (cursor, snapshot, score) = (debugger.cursor, debugger.snapshot, debugger.score)
    let exercise = debugger.exercise
    let isScored = score.count > 0 && (exercise.prediction != nil || exercise.quiz != nil)
    var status = StyledLine()
    if isScored { status.append("\(score.text)   ", .key) }
    if cursor.whatIf != nil {
      status.append("what if", .title)
    } else if let step = snapshot.step {
      status.append("\(step.action.phase.name)", .title)
      if let count = cursor.plan.count(at: cursor.position) {
        status.append(" \(count.step) of \(count.of)")
      }
    } else {
      status.append("ready", .title)
    }
    // The iteration that an edit restarts is the next one.
    let iteration = cursor.whatIf == nil ? snapshot.iteration : cursor.iterationToCome
    status.append("   iteration \(iteration)")
    let batch = debugger.document.feed?.data.batchPlace(ofIteration: iteration)
    if let batch { status.append(", \(frame.size.columns < 76 ? batch.shortWords : batch.words)") }
    // Beside a score or a batch there is less room.
    status.append(isScored || batch != nil ? "   lr " : "   learning rate ")
    status.append(NumberText.brief(cursor.learningRate))
    status.append(" ")

    var room = max(8, frame.size.columns - status.columns - 2)
    let arrows = beyond.isEmpty ? 0 : beyond.columns + 1
    let note = notes.first { debugger.name.columns + $0.columns + arrows + 3 <= room } ?? notes.last
    if let note { room = max(8, room - note.columns - 2) }
    var line = StyledLine(" " + debugger.name.fitted(to: room - 1 - arrows), .title)
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
    frame.write(line, row: row)
  }

  /// The lines of the introduction decide how high the pane is at the beginning: it lies over the
  /// picture, of which nothing has been computed yet.
  private func paneRectangle(
    _ rectangle: Rectangle, lineCount: Int, of debugger: Debugger
  ) -> Rectangle {
    let isBeginning = debugger.position.isBeginning && debugger.attention.focus == nil
    let more = isBeginning ? min(rectangle.origin.row - 1, lineCount + 1 - rectangle.size.rows) : 0
    guard more > 0 else { return rectangle }
    return rectangle.size.band(from: rectangle.origin.row - more, rows: rectangle.size.rows + more)
  }

  /// Draws the pane below the picture.
  func drawExplanation(of debugger: Debugger, _ pane: Rectangle, into frame: inout Frame) {
    let explanation = Explanation(of: debugger)
    let warning = warning(debugger)
    let rectangle = paneRectangle(pane, lineCount: explanation.lines.count, of: debugger)
    if rectangle != pane { frame.fill(rectangle, with: " ", .plain) }
    let width = rectangle.size.columns
    let narration = Explanation.narration(of: debugger, width: width)
    let roomForLines = rectangle.size.rows - 1 - (warning == nil ? 0 : 1)
    let narrationRoom = roomForLines - explanation.lines.count
    let remark = explanation.remark.isEmpty ? "" : " \(explanation.remark) "
    let heading = "── " + explanation.heading.fitted(to: max(0, width - remark.columns - 9)) + " "
    var ruleWidth = max(0, width - heading.columns - remark.columns - 2)
    var comment = StyledLine()
    if narrationRoom < 1, let first = narration.first, ruleWidth > 12 {
      // Where the step needs all lines, a comment goes on the rule.
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
      frame.write(StyledLine(warning), row: rectangle.origin.row + rectangle.size.rows - 1)
    }
    let lines = explanation.lines + narration.prefix(max(0, narrationRoom))
    frame.write(lines.prefix(room).map(StyledLine.init), from: rectangle.origin.row + 1)
  }
}
