import Screen

extension Application {
  /// The whole screen.
  package var view: Frame {
    var frame = Frame(size: size, hasTints: hasTints)
    switch scene {
    case .menu(let menu): menu.draw(into: &frame)
    case .inputs(let form): form.draw(into: &frame)
    case .session(let session):
      session.draw(into: &frame)
      fullView?.draw(session, into: &frame)
    }
    drawHint(into: &frame)
    reading?.draw(into: &frame)
    if let cursor = frame.cursor, !frame.contains(cursor) { frame.cursor = nil }
    return frame
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
    // What was wrong with a value is read before it is typed again.
    if let line = typed, editLine == nil || message == nil {
      frame.fill(
        Rectangle(origin: point, size: Size(columns: size.columns, rows: 1)), with: " ", .plain)
      frame.write(line, at: point, width: size.columns)
      frame.cursor = Point(column: min(line.columns, max(0, size.columns - 1)), row: row)
      return
    }
    if let message {
      let first = message.split(separator: "\n").first.map(String.init) ?? ""
      frame.write(StyledLine(" " + first, .selection), at: point, width: size.columns)
      return
    }
    if case .session(let session) = scene, let run = session.run {
      frame.write(run.line(width: size.columns), at: point, width: size.columns)
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

  private var hints: [(String, String)] {
    switch scene {
    case .menu:
      [("Enter", "opens"), ("j k", "move"), ("q", "quits")]
    case .inputs:
      [
        ("Enter", "takes the number"), ("↑", "the one before"),
        ("Esc", menuPlace == nil ? "quits" : "list"),
      ]
    case .session:
      [
        ("s", "step"), ("n", "gate"), ("c", "phase"), ("i", "iteration"), ("S N C I", "back"),
        ("Enter", "open"), ("?", "help"), ("q", menuPlace == nil ? "quit" : "list"),
      ]
    }
  }
}
