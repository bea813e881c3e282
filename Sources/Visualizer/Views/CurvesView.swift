import Backpropagation
import Cells
import Debugging
import Plots
import Screen
import Sentences

/// Learning curves filling the screen: loss, reports, parameters and gradients over the iterations.
package struct CurvesView: View {
  /// The index of the topic shown; any integer, because topics wrap around.
  private var chosen = 0
  private var scale = PlotScale.linear

  /// A view of the loss.
  package init() {}

  package static let heading = "Learning curves"
  package static let rows: [KeyRow<CurvesView>] = [
    KeyRow(
      "j", "l", .down, .right, .tab,
      help: "what is shown: the loss, each report, each parameter, each gradient",
      hint: Hint("j k", "what is shown")
    ) { $0.chosen += 1 },
    KeyRow("k", "h", .up, .left, .backTab, help: "back") { $0.chosen -= 1 },
    KeyRow("y", help: "linear or logarithmic", hint: Hint("y", "log scale")) {
      $0.scale = $0.scale == .linear ? .logarithmic : .linear
    },
    KeyRow(
      "K", help: "keeps the curves of this run", hint: Hint("K", "keep"),
      answers: { _ in
        .asks(
          .change { (debugger) throws(Refusal) in
            try debugger.keptRuns.keep(debugger.timeline.training.history, as: debugger.runName)
          })
      }),
    KeyRow(
      "X", help: "forgets all that were kept", hint: Hint("X", "forget"),
      answers: { _ in
        .asks(.change { (debugger) throws(Refusal) in try debugger.keptRuns.forget() })
      }),
    goingOn(.iteration, .play, meaning: "go on"),
    closing("L", .enter),
  ]

  package func remade(for new: Debugger, after old: Debugger?) -> (any Layer)? {
    old == nil ? nil : self
  }

  /// Plays a script in which all keys are for the view.
  package mutating func press(_ script: KeyScript) {
    for key in script.keys { _ = Self.rows.answer(to: key, for: &self) }
  }

  package func draw(_ debugger: Debugger, into frame: inout Frame) {
    draw(LearningCurves(of: debugger), into: &frame)
  }

  /// Draws the view over a frame except its last line, which is for hints.
  package func draw(_ curves: LearningCurves, into frame: inout Frame) {
    let size = frame.size
    let topics = curves.topics
    let place = (chosen % topics.count + topics.count) % topics.count
    let rows = size.rows - (Panes(size).hint == nil ? 0 : 1)
    var words: [StyledLine] = []
    if rows >= 10 {
      var sentences = Array(curves.behaviours.prefix(rows >= 20 ? 4 : 1))
      if let line = curves.firstLoss, topics[place] == .loss { sentences.append(line) }
      words = sentences.flatMap { sentence in
        // A plot of few rows needs the space more than the end of a sentence does.
        rows < 16 ? [sentence] : sentence.wrapped(to: max(20, size.columns - 2))
      }.map { StyledLine(" " + $0) }
    }
    let top = rows >= 8 ? 1 : 0
    if top > 0 {
      drawStrip(topics.map(curves.name), place, into: &frame)
    }
    let height = max(0, rows - top - words.count)
    curves.plot(of: topics[place], scale: scale).draw(
      into: &frame, in: size.band(from: top, rows: height))
    frame.write(words, from: top + height)
  }

  /// As many topic names as fit, with the chosen one among them.
  private func drawStrip(_ names: [String], _ place: Int, into frame: inout Frame) {
    var line = StyledLine(" learning curves ", .title)
    let room = frame.size.columns - line.columns - 4
    let names = names.map { $0.fitted(to: max(1, room)) }
    var first = place
    var width = names[place].columns
    while first > 0, width + names[first - 1].columns + 3 <= room * 2 / 3 {
      first -= 1
      width += names[first].columns + 3
    }
    if first > 0 { line.append("◂", .faint) }
    for index in first..<names.count {
      line.append(index == first ? " " : "   ")
      if line.columns + names[index].columns + 2 > frame.size.columns {
        line.append("▸", .faint)
        break
      }
      line.append(names[index], index == place ? .selection : .plain)
    }
    frame.write(line, row: 0)
  }
}
