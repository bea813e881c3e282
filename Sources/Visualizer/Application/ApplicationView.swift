import Cells
import Debugging
import Screen

// Layers are drawn from the bottom.
extension Application {
  private var panes: Panes { Panes(screen, hasBanner: debugger?.exercise.hunt != nil) }

  /// The size of the content: the screen without the line of the bug lab.
  var size: Size { panes.size }

  /// The whole screen.
  package var view: Frame {
    let panes = panes
    var frame = Frame(size: panes.size, hasTints: hasTints)
    let first = layers.lastIndex(where: \.fillsScreen) ?? 0
    for index in layers.indices[first...] {
      let layer = layers[index]
      layer.draw(debugger, context(ofLayer: index), into: &frame)
      if index == first { drawLastLine(over: layer, into: &frame) }
    }
    if let cursor = frame.cursor, !frame.contains(cursor) { frame.cursor = nil }
    guard let debugger, let hunt = debugger.exercise.hunt, let banner = panes.banner else {
      return frame
    }
    return frame.withBanner(of: hunt, debugger, in: banner)
  }

  /// The last line: a message, or the keys that work here, unless a layer above writes there.
  private func drawLastLine(over layer: any Layer, into frame: inout Frame) {
    guard Panes(size).hint != nil, layers.last?.hasLastLine != true else { return }
    let hints = layer.hints(context(ofLayer: 0))
    let isSaying = message != nil || count != nil || debugger?.run != nil || live?.problem != nil
    guard isSaying || hints != nil else { return }
    if hints == nil { frame.clear(rows: 1, from: size.rows - 1) }
    let row = size.rows - 1
    if let message {
      frame.writeMessage(message)
    } else if let replay {
      let line = StyledLine(replay.words, .key)
        .appending("   Space plays it   Esc ends the replay")
      frame.write(line, row: row)
    } else if let run = debugger?.run {
      frame.write(run.line(width: size.columns), row: row)
    } else if debugger != nil, let hint = live?.hint {
      frame.write(StyledLine(" " + hint, .error), row: row)
    } else if let count {
      frame.write(StyledLine(" \(count)", .key), row: row)
    } else if let hints {
      frame.writeHints(hints)
    }
  }

  /// The notes after the name in the first line, ever shorter.
  var headerNotes: [StyledLine] {
    if let live, live.problem != nil { return live.marks.map { StyledLine($0, .error) } }
    guard let course else { return [] }
    return [StyledLine(course.words, .faint), StyledLine(course.numbers, .faint)]
  }
}
