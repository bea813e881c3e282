import Backpropagation
import Cells
import ComputationGraph
import Debugging
import GraphLayout
import Screen
import Sentences

/// Draws what a viewport shows of a picture: `offset` is the cell of the layout in its upper left.
package struct PictureDrawing {
  package let picture: Picture
  let snapshot: Snapshot
  let emphasis: Emphasis
  /// The node that the person has moved to, if it is another than the one at work.
  package let focus: Node.ID?
  /// The nodes that breakpoints are about.
  package let breakpoints: Set<Node.ID>
  let viewport: Rectangle
  package let offset: Point
  let writing: Writing
  /// What is being predicted and must not be seen.
  var question: Question?

  package init(
    picture: Picture, snapshot: Snapshot, emphasis: Emphasis, focus: Node.ID?,
    breakpoints: Set<Node.ID>, viewport: Rectangle, offset: Point, writing: Writing,
    question: Question? = nil
  ) {
    self.picture = picture
    self.snapshot = snapshot
    self.emphasis = emphasis
    self.focus = focus
    self.breakpoints = breakpoints
    self.viewport = viewport
    self.offset = offset
    self.writing = writing
    self.question = question
  }

  /// Draws boxes, wires and numbers into `frame`, clipped to the viewport.
  package func draw(into frame: inout Frame) {
    let visible = Rectangle(
      origin: offset,
      size: Size(columns: viewport.size.columns, rows: viewport.size.rows))
    let heavy = emphasis.heavyCells(in: picture)
    for box in picture.layout.boxes(meeting: visible) {
      draw(box, isHeavy: heavy.sources.contains(box), into: &frame)
    }
    drawWires(visible, heavy: heavy.cells, into: &frame)
  }

  // MARK: Boxes

  private func draw(_ index: Int, isHeavy: Bool, into frame: inout Frame) {
    let box = picture.boxes[index]
    let region = picture.layout.region(of: index)
    let shape = box.box(picture.level, decimals: picture.decimals)
    let middle = region.origin.row + shape.outputRow
    let labelStart = region.origin.column + box.collectorWidth(picture.level)
    let fieldStart = labelStart + box.labelWidth(picture.level)
    let end = region.origin.column + region.size.columns

    if box.operands.count > 1, !shape.hasConnector { drawBar(index, region, shape, into: &frame) }
    drawLabel(box, column: labelStart, middle: middle, region, into: &frame)
    drawField(box, fieldStart..<end, row: middle, isHeavy: isHeavy, into: &frame)
    if breakpoints.contains(box.node) {
      // On the right side of the gate; what has no sides is marked where its wire begins.
      let hasSides = !box.isLeaf && picture.level != .overview
      write("●", hasSides ? fieldStart - 1 : fieldStart, middle, .title, into: &frame)
    }
    if picture.level.showsNumbers {
      let start = picture.level == .boxes && !box.isLeaf ? fieldStart : labelStart
      drawNumbers(box, start..<end, row: middle, into: &frame)
    }
  }

  private func drawLabel(
    _ box: PictureBox, column: Int, middle: Int, _ region: Rectangle, into frame: inout Frame
  ) {
    let isCurrent = emphasis.node == box.node
    let style: Style =
      focus == box.node ? .focus : isCurrent ? .currentGate : box.isLeaf ? .name : .gate
    if box.isLeaf {
      write(box.label, column, middle, style, into: &frame)
      if isCurrent { write("◂", column + box.label.columns, middle, .currentGate, into: &frame) }
    } else if picture.level == .overview {
      write(isCurrent ? "◆" : "•", column, middle, style, into: &frame)
    } else if picture.level == .boxes {
      drawBorder(box, column: column, region, isHeavy: isCurrent, style, into: &frame)
      write(box.label, column + 2, middle, style, into: &frame)
    } else {
      write(
        isCurrent ? "[\(box.label)]" : "(\(box.label))", column, middle, style, into: &frame)
    }
  }

  private func drawBorder(
    _ box: PictureBox, column: Int, _ region: Rectangle, isHeavy: Bool, _ style: Style,
    into frame: inout Frame
  ) {
    let inside = box.label.columns + 2
    let line = String(repeating: isHeavy ? "━" : "─", count: inside)
    let top = region.origin.row
    let bottom = top + region.size.rows - 1
    let corners = isHeavy ? ["┏", "┓", "┗", "┛"] : ["┌", "┐", "└", "┘"]
    write(corners[0] + line + corners[1], column, top, style, into: &frame)
    write(corners[2] + line + corners[3], column, bottom, style, into: &frame)
    for row in top + 1..<bottom {
      write(isHeavy ? "┃" : "│", column, row, style, into: &frame)
      write(isHeavy ? "┃" : "│", column + inside + 1, row, style, into: &frame)
    }
  }

  /// Collects more operands than a single cell can, left of the gate.
  private func drawBar(
    _ index: Int, _ region: Rectangle, _ shape: Diagram.Box, into frame: inout Frame
  ) {
    let arrivals = picture.arrivalRows(of: index)
    guard picture.level != .boxes, let first = arrivals.min(), let last = arrivals.max() else {
      return
    }
    let rows = min(first, shape.outputRow)...max(last, shape.outputRow)
    for row in rows {
      var sides: Directions = []
      if row > rows.lowerBound { sides.insert(.up) }
      if row < rows.upperBound { sides.insert(.down) }
      if arrivals.contains(row) { sides.insert(.left) }
      if row == shape.outputRow { sides.insert(.right) }
      write(
        String(WireGlyph.character(sides, isHeavy: false)), region.origin.column,
        region.origin.row + row, .gate, into: &frame)
    }
  }

  /// The wire behind a box, with the name of what it carries.
  private func drawField(
    _ box: PictureBox, _ columns: Range<Int>, row: Int, isHeavy: Bool, into frame: inout Frame
  ) {
    let line: Character = isHeavy ? "━" : "─"
    let style: Style = isHeavy ? .currentWire : .wire
    let text = box.wireText(picture.level)
    if box.isEnd {
      guard !box.isLeaf else {
        write(text, columns.lowerBound, row, .faint, into: &frame)
        return
      }
      write(String(repeating: line, count: 2), columns.lowerBound, row, style, into: &frame)
      let end = box.wireName ?? ""
      write(end, columns.lowerBound + 3, row, .name, into: &frame)
      write(text, columns.lowerBound + 4 + end.columns, row, .faint, into: &frame)
      return
    }
    write(
      String(repeating: line, count: columns.count), columns.lowerBound, row, style, into: &frame)
    guard picture.level.showsNumbers else { return }
    write(text.fitted(to: columns.count - 2), columns.lowerBound + 1, row, .name, into: &frame)
  }

  // MARK: Numbers

  /// The value above the wire and the gradient below it, at the right end of `columns`.
  private func drawNumbers(
    _ box: PictureBox, _ columns: Range<Int>, row: Int, into frame: inout Frame
  ) {
    let graph = snapshot.graph
    let valueState = snapshot.valueState(of: box.node)
    let valueStyle: Style =
      valueState == .stale
      ? .staleValue : emphasis.changedValues.contains(box.node) ? .newValue : .value
    if let question, question.hidesValue(of: box.node) {
      drawUnknown(question, box.form, columns, row - box.form.shownRows, into: &frame)
    } else {
      draw(
        snapshot.numbers.value(of: box.node, in: graph), valueState, valueStyle, box.form, columns,
        firstRow: row - box.form.shownRows, isHeld: snapshot.isHeld(box.node), into: &frame)
    }
    let gradientState = snapshot.gradientState(of: box.node)
    let gradientStyle: Style =
      gradientState == .stale
      ? .staleGradient : emphasis.changedGradients.contains(box.node) ? .newGradient : .gradient
    if let question, question.hidesGradient(of: box.node, gradientState) {
      drawUnknown(question, box.form, columns, row + 1, into: &frame)
    } else {
      if let question, question.asksForMore(of: box.node, gradientState) {
        // Behind what has arrived at the wire, which stays to be seen.
        write("?", columns.upperBound, row + 1, .key, into: &frame)
      }
      draw(
        snapshot.numbers.gradient(of: box.node, in: graph), gradientState, gradientStyle, box.form,
        columns, firstRow: row + 1, into: &frame)
    }
  }

  /// A question mark in the place of the number that is asked for.
  private func drawUnknown(
    _ question: Question, _ form: TensorForm, _ columns: Range<Int>, _ firstRow: Int,
    into frame: inout Frame
  ) {
    let cell = form.content == .entries ? picture.decimals + 5 : 1
    for row in 0..<form.shownRows {
      for column in 0..<form.shownColumns
      where form.content != .number
        && form.places(row: row, column: column).contains(question.entry)
      {
        let end = columns.upperBound - cell * (form.shownColumns - column - 1)
        write("?", end - 1, firstRow + row, .key, into: &frame)
      }
    }
    if form.content == .number { write("?", columns.upperBound - 1, firstRow, .key, into: &frame) }
  }

  /// A tensor in its form, its rows from `firstRow` on, right-aligned.
  private func draw(
    _ tensor: Tensor, _ state: Snapshot.NumberState, _ style: Style, _ form: TensorForm,
    _ columns: Range<Int>, firstRow: Int, isHeld: Bool = false, into frame: inout Frame
  ) {
    guard state != .unknown else { return }
    if form.content == .number, let number = tensor.scalar {
      let text = written(number, state, isHeld: isHeld, width: columns.count - 1)
      write(
        text, columns.upperBound - text.columns, firstRow, number.isFinite ? style : .error,
        isWhole: true, into: &frame)
      return
    }
    let cell = form.content == .entries ? picture.decimals + 5 : 1
    let start = columns.upperBound - cell * form.shownColumns
    let largest = form.content == .heat ? form.largestShade(of: tensor.elements) : 0
    for row in 0..<form.shownRows {
      for column in 0..<form.shownColumns {
        let entries = form.places(row: row, column: column).map { tensor.elements[$0] }
        let isFinite = entries.allSatisfy(\.isFinite)
        let text =
          form.content == .entries
          ? written(entries.first ?? 0, state, isHeld: isHeld, width: cell - 1)
          : writing.shown(
            String(TensorForm.shade(TensorForm.magnitude(of: entries), of: largest)))
        write(
          text, start + (column + 1) * cell - text.columns, firstRow + row,
          isFinite ? style : .error, isWhole: true, into: &frame)
      }
    }
  }

  /// The number with a mark for what it is not: `~` is out of date, `…` has not collected all yet,
  /// `!` is not computed but held.
  private func written(
    _ number: Double, _ state: Snapshot.NumberState, isHeld: Bool, width: Int
  ) -> String {
    let mark =
      switch state {
      case .unknown, .fresh: isHeld ? "!" : ""
      case .partial: "…"
      case .stale: "~"
      }
    return writing.shown(
      mark
        + NumberText.fitted(
          number, decimals: picture.decimals, width: max(1, width - mark.columns)))
  }

  // MARK: Wires

  private func drawWires(_ visible: Rectangle, heavy: Set<Point>, into frame: inout Frame) {
    var cells: [Point: [WireCell]] = [:]
    for cell in picture.layout.wireCells(meeting: visible) {
      cells[cell.point, default: []].append(cell)
    }
    for (place, wires) in cells {
      let isHeavy = heavy.contains(place)
      let isCrossing =
        wires.count == 2
        && wires.contains { $0.directions == [.left, .right] }
        && wires.contains { $0.directions == [.up, .down] }
      let character =
        isCrossing
        ? WireGlyph.crossing
        : WireGlyph.character(
          wires.reduce(into: []) { $0.formUnion($1.directions) }, isHeavy: isHeavy)
      write(
        String(character), place.column, place.row, isHeavy ? .currentWire : .wire, into: &frame)
    }
  }

  /// Writes at a cell of the layout; what lies outside of the viewport is not drawn, and where
  /// something `isWhole`, such as a number with its mark, nothing of it if any of it does.
  private func write(
    _ text: String, _ column: Int, _ row: Int, _ style: Style, isWhole: Bool = false,
    into frame: inout Frame
  ) {
    let (column, row) = (column - offset.column, row - offset.row)
    guard row >= 0, row < viewport.size.rows else { return }
    if isWhole, column < 0 || column + text.columns > viewport.size.columns { return }
    let left = viewport.origin.column
    frame.write(
      text, at: Point(column: left + column, row: viewport.origin.row + row), style,
      clip: left..<left + viewport.size.columns)
  }
}
