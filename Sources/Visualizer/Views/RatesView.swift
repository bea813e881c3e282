import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import Screen
import Sentences

/// One state, updated with several learning rates, side by side.
struct RatesView: View {
  static let rates = [1, 0.1, 0.01, 0.001]
  /// The first parameter that is shown.
  private(set) var top = 0

  static let heading = "Learning rates"
  static let rows: [KeyRow<RatesView>] = [
    KeyRow("k", .up, help: "scrolls up", hint: Hint("j k", "scroll")) {
      $0.top = max(0, $0.top - 1)
    },
    KeyRow("j", .down, help: "scrolls down") { $0.top += 1 },
    goingOn(.lowerLearningRate, .raiseLearningRate, meaning: "the current rate"),
    closing(.enter, "a"),
  ]

  /// Draws the effect of the next update with each learning rate.
  func draw(_ debugger: Debugger, into frame: inout Frame) {
    let size = frame.size
    let (cursor, document, words) = (debugger.cursor, debugger.document, debugger.words)
    let learningRate = cursor.learningRate
    let rates = Self.rates + (Self.rates.contains(learningRate) ? [] : [learningRate])
    let iteration = cursor.iterationToCome
    let trials = cursor.timeline.trials(of: rates, inIteration: iteration)
    let cell = max(10, min(16, (size.columns - 22) / max(1, rates.count)))
    var row = 0
    func write(_ name: String, _ cells: [(String, Style)], _ style: Style = .plain) {
      var line = StyledLine(" " + name.fitted(to: 19), style)
      for (index, (text, style)) in cells.enumerated() {
        line.pad(to: 21 + (index + 1) * cell - text.columns)
        line.append(text, style)
      }
      frame.write(line, row: row)
      row += 1
    }
    func number(_ number: Double) -> String {
      debugger.writing.fitted(number, more: 2, width: cell - 2)
    }
    let output = words.name(document.output)
    frame.write(
      " learning rates side by side: the update of iteration \(iteration), on the same state",
      at: Point(column: 0, row: 0), .title)
    row += 2
    write("learning rate", trials.map { (NumberText.shortest($0.rate), .title) }, .faint)
    write("\(output) before", trials.map { (number($0.lossBefore), .staleValue) }, .faint)
    write("\(output) after", trials.map { (number($0.lossAfter), .value) }, .faint)
    write("change", trials.map { (number($0.lossAfter - $0.lossBefore), .plain) }, .faint)
    if trials.allSatisfy({ $0.lossAfterTen != nil }) {
      write("\(output) after ten", trials.map { (number($0.lossAfterTen ?? 0), .value) }, .faint)
    }
    write("", trials.map { ($0.verdict.words, $0.verdict.isFine ? Style.plain : .error) })
    row += 1
    let parameters = cursor.timeline.training.parameters.map(cursor.timeline.shown)
    var first: [Int] = [0]
    for node in parameters {
      first.append(first[first.count - 1] + document.graph.shape(of: node).count)
    }
    let shown = max(0, size.rows - 1 - row)
    let top = max(0, min(top, parameters.count - shown))
    for index in parameters.indices.dropFirst(top).prefix(shown) {
      let range = first[index]..<first[index + 1]
      let isScalar = range.count == 1
      write(
        isScalar ? words.name(parameters[index]) : "‖\(words.name(parameters[index]))‖",
        trials.map { trial in
          let elements = trial.parameters[range]
          let norm = elements.euclideanNorm
          return (number(isScalar ? elements[range.lowerBound] : norm), .value)
        }, .name)
    }
  }
}
