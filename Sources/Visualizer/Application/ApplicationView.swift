import Cells
import Screen
import Sentences

extension Application {
  /// The whole screen.
  package var view: Frame {
    var frame = Frame(size: size, hasTints: hasTints)
    switch scene {
    case .menu(let menu): menu.draw(into: &frame)
    case .inputs(let form): form.draw(into: &frame)
    case .session(let session):
      if presentation != nil, fullView == nil {
        graphView.present(session, into: &frame)
        session.presentQuestion(into: &frame)
      } else {
        graphView.draw(session, into: &frame, notes: headerNotes)
        fullView?.draw(session, into: &frame)
      }
    }
    if presentation == nil || fullView != nil || hasSomethingToSay { drawHint(into: &frame) }
    reading?.draw(into: &frame)
    pointer?.draw(into: &frame)
    if let cursor = frame.cursor, !frame.contains(cursor) { frame.cursor = nil }
    if case .session(let session) = scene { return withBugBanner(frame, session) }
    return frame
  }

  /// Whether the last line is needed for more than hints.
  private var hasSomethingToSay: Bool {
    editLine != nil || commandLine != nil || session?.prediction != nil || message != nil
      || count != nil || session?.run != nil
      || live?.problem != nil
  }

  /// The last line: what is typed, what there is to say, or which keys work here.
  private func drawHint(into frame: inout Frame) {
    let typed = editLine?.drawn ?? commandLine.map { StyledLine(":", .key).appending($0.text) }
    let isTyping = typed != nil || session?.prediction != nil
    guard let row = Panes(size).hint ?? (isTyping ? size.rows - 1 : nil) else { return }
    let point = Point(column: 0, row: row)
    if let session, let prediction = session.prediction {
      drawPrompt(prediction, session.words, into: &frame)
      return
    }
    if presentation != nil {
      frame.fill(
        Rectangle(origin: point, size: Size(columns: size.columns, rows: 1)), with: " ", .plain)
    }
    // What was wrong with a value is read before it is typed again.
    if let line = typed, editLine == nil || message == nil {
      frame.fill(
        Rectangle(origin: point, size: Size(columns: size.columns, rows: 1)), with: " ", .plain)
      frame.write(line, at: point, width: size.columns)
      frame.cursor = Point(column: min(line.columns, max(0, size.columns - 1)), row: row)
      return
    }
    if let message {
      draw(message, endingIn: row, into: &frame)
      return
    }
    if let replay {
      let line = StyledLine(replay.words, .key).appending("   Space plays it   Esc ends the replay")
      frame.write(line, at: point, width: size.columns)
      return
    }
    if case .session(let session) = scene, let run = session.run {
      frame.write(run.line(width: size.columns), at: point, width: size.columns)
      return
    }
    if case .session = scene, let hint = live?.hint {
      frame.write(StyledLine(" " + hint, .error), at: point, width: size.columns)
      return
    }
    var line = StyledLine()
    let hints = fullView?.hints ?? hints
    for (key, meaning) in hints {
      line.append(" \(key)", .key)
      line.append(" \(meaning) ", .faint)
    }
    if let count { line = StyledLine(" \(count)", .key) }
    frame.write(line, at: point, width: size.columns)
  }

  /// The first line of a message, on as many rows as it needs.
  private func draw(_ message: String, endingIn row: Int, into frame: inout Frame) {
    let sentence = message.split(separator: "\n").first.map(String.init) ?? ""
    let fits = sentence.columns < size.columns || size.columns < 20
    let lines = fits ? [sentence] : sentence.wrapped(to: size.columns - 1)
    let shown = lines.prefix(max(1, row / 2))
    for (index, line) in shown.enumerated() {
      let point = Point(column: 0, row: row - shown.count + 1 + index)
      frame.fill(
        Rectangle(origin: point, size: Size(columns: size.columns, rows: 1)), with: " ", .plain)
      frame.write(StyledLine(" " + line, .selection), at: point, width: size.columns)
    }
  }

  /// What stands behind the name in the first line, shorter and shorter.
  private var headerNotes: [StyledLine] {
    if let live, live.problem != nil { return live.marks.map { StyledLine($0, .error) } }
    return course.map { [StyledLine($0.words, .faint), StyledLine($0.numbers, .faint)] } ?? []
  }

  private var hints: [(String, String)] {
    switch scene {
    case .menu:
      [("Enter", "opens"), ("j k", "move"), ("q", "quits")]
    case .inputs:
      [
        ("Enter", "takes the number"), ("↑", "the one before"),
        ("Esc", menuPlace == nil ? "quits" : "list"),
      ]
    case .session(let session):
      [
        ("s", "step"), ("n", "gate"), ("c", "phase"), ("i", "iteration"), ("S N C I", "back"),
        offersNextLesson(in: session) ? ("}", "next lesson") : ("Enter", "open"), ("?", "help"),
        ("q", menuPlace == nil ? "quit" : "list"),
      ]
    }
  }
}
