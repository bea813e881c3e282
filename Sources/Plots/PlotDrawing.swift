import Cells
import Screen
import Sentences

extension Plot {
  /// Draws the plot. The smaller the rectangle, the more of title, remarks, legend and axes is left
  /// out.
  package func draw(into frame: inout Frame, in rectangle: Rectangle) {
    guard rectangle.size.columns > 0, rectangle.size.rows > 0 else { return }
    PlotDrawing(plot: self, rectangle: rectangle).draw(into: &frame)
  }
}

/// The arrangement of a plot in a rectangle.
private struct PlotDrawing {
  let plot: Plot
  let rectangle: Rectangle
  private let legend: [StyledLine]
  private let remarks: [StyledLine]
  /// The cells in which the curves are drawn.
  private let area: Rectangle
  private let values: PlotAxis?
  private let iterations: PlotAxis

  private var hasTitle: Bool { rectangle.size.rows >= 6 }
  private var hasAxes: Bool { rectangle.size.rows >= 4 }

  init(plot: Plot, rectangle: Rectangle) {
    self.plot = plot
    self.rectangle = rectangle
    let (columns, rows) = (rectangle.size.columns, rectangle.size.rows)
    legend = rows < 5 ? [] : Self.legend(of: plot, columns: columns, rows: max(1, rows / 8))
    remarks =
      rows < 8
      ? [] : plot.omissions.prefix(rows < 20 ? 1 : 3).map { StyledLine(" " + $0, .error) }
    let top = rows >= 6 ? 1 : 0
    let height = max(1, rows - top - (rows >= 4 ? 2 : 0) - legend.count - remarks.count)
    values = plot.valueRange.map {
      PlotAxis(
        plot.scale, from: $0.lowerBound, through: $0.upperBound, tickCount: max(1, height / 4))
    }
    let labels = values?.ticks.map(\.label.count).max() ?? 0
    let left = columns < 16 ? 0 : min(labels + 2, columns / 2)
    let width = max(1, columns - left - 3)
    area = Rectangle(
      origin: Point(column: rectangle.origin.column + left, row: rectangle.origin.row + top),
      size: Size(columns: width, rows: height))
    iterations = PlotAxis(iterations: plot.iterations, tickCount: max(2, width / 12))
  }

  func draw(into frame: inout Frame) {
    frame.fill(rectangle, with: " ", .plain)
    if hasTitle { drawTitle(into: &frame) }
    if let values {
      if hasAxes { drawAxes(values, into: &frame) }
      drawCurrentIteration(into: &frame)
      drawCurves(values, into: &frame)
    } else {
      let text = plot.emptyText.fitted(to: rectangle.size.columns)
      frame.write(
        text,
        at: Point(
          column: rectangle.origin.column + (rectangle.size.columns - text.columns) / 2,
          row: area.origin.row + area.size.rows / 2), .plain)
    }
    let below = rectangle.origin.row + rectangle.size.rows - legend.count - remarks.count
    for (index, line) in (legend + remarks).enumerated() {
      frame.write(
        line, at: Point(column: rectangle.origin.column, row: below + index),
        width: rectangle.size.columns)
    }
  }

  // MARK: Text

  private func drawTitle(into frame: inout Frame) {
    var line = StyledLine(" " + plot.title, .title)
    if plot.scale == .logarithmic { line.append("   logarithmic", .faint) }
    if let current = plot.currentIteration {
      line.append("   ▴ iteration \(current)" + (plot.batch.map { ", \($0.words)" } ?? ""), .faint)
    }
    frame.write(line, at: rectangle.origin, width: rectangle.size.columns)
  }

  /// The letter, name and last value of each curve, in as few lines as possible.
  private static func legend(of plot: Plot, columns: Int, rows: Int) -> [StyledLine] {
    var lines: [StyledLine] = []
    for (index, series) in plot.series.enumerated() {
      let last = series.samples.last.map { " " + NumberText.significant($0.value, digits: 4) } ?? ""
      let name = series.name.fitted(to: max(1, columns - last.columns - 3))
      let width = 3 + name.columns + last.columns
      if lines.isEmpty || lines[lines.count - 1].columns + 2 + width > columns {
        lines.append(StyledLine())
      } else {
        lines[lines.count - 1].append("  ")
      }
      lines[lines.count - 1].append(" \(Plot.marker(index)) ", Plot.style(index))
      lines[lines.count - 1].append(name)
      lines[lines.count - 1].append(last, Plot.style(index))
    }
    guard lines.count > rows else { return lines }
    return lines.prefix(rows - 1) + [lines[rows - 1].appending(" …")]
  }

  // MARK: Axes

  private func drawAxes(_ values: PlotAxis, into frame: inout Frame) {
    let axis = area.origin.column - 1
    let bottom = area.origin.row + area.size.rows
    let isLabelled = area.origin.column > rectangle.origin.column
    if isLabelled {
      for row in area.origin.row..<bottom {
        frame.write("│", at: Point(column: axis, row: row), .faint)
      }
      var used: Set<Int> = []
      for tick in values.ticks {
        let row = area.origin.row + dotRow(tick.fraction) / 4
        guard used.insert(row).inserted else { continue }
        let label = tick.label.fitted(to: axis - rectangle.origin.column)
        frame.write("┤", at: Point(column: axis, row: row), .faint)
        frame.write(label, at: Point(column: axis - label.count, row: row), .plain)
      }
      frame.write("╰", at: Point(column: axis, row: bottom), .faint)
    }
    frame.fill(
      Rectangle(
        origin: Point(column: area.origin.column, row: bottom),
        size: Size(columns: area.size.columns, rows: 1)), with: "─", .faint)
    drawIterations(below: bottom, into: &frame)
  }

  /// Draws the iteration numbers, and the name of the axis at its right end.
  private func drawIterations(below axis: Int, into frame: inout Frame) {
    var end = rectangle.origin.column
    var limit = rectangle.origin.column + rectangle.size.columns
    let name = "iteration"
    if rectangle.size.columns >= 40 {
      limit -= name.count + 1
      frame.write(name, at: Point(column: limit + 1, row: axis + 1), .faint)
    }
    for tick in iterations.ticks {
      let column = area.origin.column + dotColumn(tick.fraction) / 2
      frame.write("┬", at: Point(column: column, row: axis), .faint)
      let start = max(end, column - tick.label.count / 2)
      guard start + tick.label.count <= limit else { continue }
      frame.write(tick.label, at: Point(column: start, row: axis + 1), .plain)
      end = start + tick.label.count + 1
    }
  }

  private func drawCurrentIteration(into frame: inout Frame) {
    guard let current = plot.currentIteration, plot.iterations.contains(current) else { return }
    let column = area.origin.column + dotColumn(iterations.fraction(of: Double(current))) / 2
    for row in area.origin.row..<area.origin.row + area.size.rows {
      frame.write("┊", at: Point(column: column, row: row), .faint)
    }
    guard hasAxes else { return }
    frame.write("▴", at: Point(column: column, row: area.origin.row + area.size.rows), .key)
  }

  // MARK: Curves

  private func dotColumn(_ fraction: Double) -> Int {
    Int((fraction * Double(2 * area.size.columns - 1)).rounded())
  }

  private func dotRow(_ fraction: Double) -> Int {
    Int(((1 - fraction) * Double(4 * area.size.rows - 1)).rounded())
  }

  /// Draws the curves, the first one last so that it lies over the others, and then all letters.
  private func drawCurves(_ values: PlotAxis, into frame: inout Frame) {
    var canvas = BrailleCanvas(size: area.size)
    var ends: [BrailleCanvas.Dot?] = []
    for index in plot.series.indices.reversed() {
      ends.append(draw(plot.series[index], values, Plot.style(index), on: &canvas))
    }
    canvas.draw(into: &frame, at: area.origin)
    var taken: Set<Point> = []
    for (index, end) in ends.reversed().enumerated() {
      guard let end else { continue }
      let point = place(besides: end, taken)
      taken.insert(point)
      guard rectangle.contains(point) else { continue }
      frame.write(String(Plot.marker(index)), at: point, Plot.style(index))
    }
  }

  /// Draws a curve and returns its last dot.
  ///
  /// In each column of dots everything from the least to the greatest sample is covered, so that no
  /// spike is lost. A value that cannot be shown interrupts the curve.
  private func draw(
    _ series: Plot.Series, _ values: PlotAxis, _ style: Style, on canvas: inout BrailleCanvas
  ) -> BrailleCanvas.Dot? {
    var last: BrailleCanvas.Dot?
    var end: BrailleCanvas.Dot?
    var column: Range<Int>?
    for sample in series.samples where plot.iterations.contains(sample.iteration) {
      guard plot.shows(sample.value) else {
        last = nil
        continue
      }
      let dot = BrailleCanvas.Dot(
        x: dotColumn(iterations.fraction(of: Double(sample.iteration))),
        y: dotRow(values.fraction(of: sample.value)))
      let drawn = last?.x == dot.x ? column : nil
      if drawn?.contains(dot.y) != true { canvas.line(from: last ?? dot, to: dot, style) }
      let known = drawn ?? dot.y..<dot.y + 1
      column = min(known.lowerBound, dot.y)..<max(known.upperBound, dot.y + 1)
      last = dot
      end = dot
    }
    return end
  }

  /// The cell for the letter of a curve that ends at `dot`: the free cell nearest to its right.
  private func place(besides dot: BrailleCanvas.Dot, _ taken: Set<Point>) -> Point {
    let point = Point(column: area.origin.column + dot.x / 2 + 1, row: area.origin.row + dot.y / 4)
    for distance in 0..<area.size.rows {
      for row in [point.row - distance, point.row + distance]
      where row >= area.origin.row && row < area.origin.row + area.size.rows {
        for column in [point.column, point.column + 1] {
          let place = Point(column: column, row: row)
          if !taken.contains(place) { return place }
        }
      }
    }
    return point
  }
}
