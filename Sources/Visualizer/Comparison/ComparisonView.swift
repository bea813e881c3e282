import Cells
import Learning
import Plots
import Screen
import Sentences
import Trainings

extension Comparison {
  /// The whole screen: the curves laid over each other, and the table below.
  package var view: Frame {
    var frame = Frame(size: size)
    let rows = size.rows
    guard rows > 0, size.columns > 0 else { return frame }
    let hint = rows >= 6 ? 1 : 0
    let header = rows >= 4 ? 1 : 0
    let lines = ComparisonTable(of: trainings, width: size.columns - 1) { "\(Plot.marker($0)) " }
      .lines
    let least = 6
    let tableRows = max(0, min(lines.count + 1, rows - header - hint - least))
    let plotRows = rows - header - hint - tableRows
    if header > 0 { drawHeader(into: &frame) }
    plot.draw(into: &frame, in: size.band(from: header, rows: plotRows))
    drawTable(lines, at: header + plotRows, rows: tableRows, into: &frame)
    if hint > 0 { frame.writeHints(hints) }
    reading?.draw(into: &frame)
    return frame
  }

  private var plot: Plot {
    let start = start
    return Plot(
      title: quantity.title
        + (trainings.startCount > 1 ? ", start \(start + 1) of \(trainings.startCount)" : ""),
      series: trainings.models.map { model in
        Plot.Series(name: model.name, model.curve(quantity, start: start))
      }, scale: scale, iterations: 0...max(1, trainings.iterations),
      emptyText: "nothing has been measured yet")
  }

  private func drawHeader(into frame: inout Frame) {
    let names =
      trainings.models.count == 1 ? trainings.models[0].name : "\(trainings.models.count) files"
    var line = StyledLine(" compare \(names)", .title)
    let state = trainings.isComplete ? "all trained" : isPaused ? "paused" : "training"
    line.append("   \(state)  ", .plain)
    line.append("\(Int(100 * trainings.progress)) % of \(trainings.iterations) updates", .plain)
    if trainings.startCount > 1 { line.append(" from \(trainings.startCount) starts", .plain) }
    let places = trainings.models.compactMap(\.batchPlace)
    if let place = places.first {
      let isOne = places.allSatisfy { ($0.epoch, $0.count) == (place.epoch, place.count) }
      line.append(isOne ? ", \(place.words)" : ", epochs \(epochs(places))", .plain)
    }
    frame.write(line, row: 0)
  }

  /// `9, 4, 4`, in the order of the files.
  private func epochs(_ places: [BatchPlace]) -> String {
    places.map { String($0.epoch) }.joined(separator: ", ")
  }

  private func drawTable(_ lines: [String], at top: Int, rows: Int, into frame: inout Frame) {
    guard rows > 1 else { return }
    frame.write(String(repeating: "─", count: size.columns), at: Point(column: 0, row: top), .faint)
    for (index, text) in lines.prefix(rows - 1).enumerated() {
      let point = Point(column: 1, row: top + 1 + index)
      if index == 0 {
        frame.write(StyledLine(text, .faint), at: point, width: size.columns - 1)
      } else {
        let line = StyledLine(String(text.prefix(1)), Plot.style(index - 1))
          .appending(String(text.dropFirst()))
        frame.write(line, at: point, width: size.columns - 1)
      }
    }
  }
}
