import Backpropagation
import Cells
import ComputationGraph
import Debugging
import GraphLayout
import Screen
import Sentences

/// The part of a picture that a viewport shows; `offset` is the layout cell in its upper left
/// corner.
package struct BoxPictureDrawing {
  let picture: BoxPicture
  private let snapshot: Snapshot
  private let emphasis: Emphasis
  /// The node that the user has moved to, if it differs from the one at work.
  private let focus: Node.ID?
  /// The nodes that have breakpoints.
  private let breakpoints: Set<Node.ID>
  private let viewport: Rectangle
  private let offset: Point
  private let writing: Writing
  /// The question that is open; its answer must stay hidden.
  private let question: Question?
  /// The frame, with the picture drawn over it.
  package private(set) var frame: Frame

  /// Draws boxes, wires and numbers over a frame, clipped to the viewport.
  package init(
    _ picture: BoxPicture, of debugger: Debugger, in viewport: Rectangle, offset: Point,
    over frame: Frame
  ) {
    self.picture = picture
    snapshot = debugger.snapshot
    emphasis = Emphasis(of: snapshot)
    focus = debugger.attention.focus
    breakpoints = debugger.breakpoints.nodes
    self.viewport = viewport
    self.offset = offset
    writing = debugger.writing
    question = debugger.exercise.prediction?.question
    self.frame = frame

    let visible = Rectangle(origin: offset, size: viewport.size)
    let heavy = emphasis.heavyCells(in: picture)
    // The titles last, so that the frame below another one keeps its own.
    for frame in picture.callFrames { drawSides(of: frame) }
    for frame in picture.callFrames { drawTop(of: frame) }
    for box in picture.layout.boxes(meeting: visible) {
      draw(box, isHeavy: heavy.sources.contains(box))
    }
    drawWires(visible, heavy: heavy.cells)
  }

  // MARK: Boxes

  private mutating func draw(_ index: Int, isHeavy: Bool) {
    let box = picture.boxes[index]
    let region = picture.layout.region(of: index)
    let shape = box.box(picture.level, decimals: picture.decimals)
    let middle = region.origin.row + shape.outputRow
    let labelStart = region.origin.column + box.collectorWidth(picture.level)
    let fieldStart = labelStart + box.labelWidth(picture.level)
    let end = region.origin.column + region.size.columns

    if box.operands.count > 1, !shape.hasConnector { drawBar(index, region, shape) }
    drawLabel(box, column: labelStart, middle: middle, region)
    drawField(box, fieldStart..<end, row: middle, isHeavy: isHeavy)
    if breakpoints.contains(box.node) {
      // On the right side of a gate; a node without sides is marked where its wire begins.
      let hasSides = !box.isLeaf && picture.level != .overview
      write(PictureSign.breakpoint, hasSides ? fieldStart - 1 : fieldStart, middle, .title)
    }
    if picture.level.showsNumbers {
      let start = picture.level == .boxes && !box.isLeaf ? fieldStart : labelStart
      drawNumbers(box, start..<end, row: middle)
    }
  }

  private mutating func drawLabel(
    _ box: PictureBox, column: Int, middle: Int, _ region: Rectangle
  ) {
    let isCurrent = emphasis.node == box.node
    let style: Style =
      focus == box.node ? .focus : isCurrent ? .currentGate : box.isLeaf ? .name : .gate
    if box.isLeaf {
      write(box.label, column, middle, style)
      if isCurrent { write(PictureSign.received, column + box.label.columns, middle, .currentGate) }
    } else if picture.level == .overview {
      write(isCurrent ? "◆" : "•", column, middle, style)
    } else if picture.level == .boxes {
      drawBorder(box, column: column, region, isHeavy: isCurrent, style)
      write(box.label, column + 2, middle, style)
    } else {
      write(isCurrent ? "[\(box.label)]" : "(\(box.label))", column, middle, style)
    }
  }

  private mutating func drawBorder(
    _ box: PictureBox, column: Int, _ region: Rectangle, isHeavy: Bool, _ style: Style
  ) {
    let inside = box.label.columns + 2
    let line = String(repeating: isHeavy ? "━" : "─", count: inside)
    let top = region.origin.row
    let bottom = top + region.size.rows - 1
    let corners = isHeavy ? ["┏", "┓", "┗", "┛"] : ["┌", "┐", "└", "┘"]
    write(corners[0] + line + corners[1], column, top, style)
    write(corners[2] + line + corners[3], column, bottom, style)
    for row in top + 1..<bottom {
      write(isHeavy ? "┃" : "│", column, row, style)
      write(isHeavy ? "┃" : "│", column + inside + 1, row, style)
    }
  }

  /// Draws the bar left of a gate with more operands than one cell can collect.
  private mutating func drawBar(_ index: Int, _ region: Rectangle, _ shape: Diagram.Box) {
    let arrivals = picture.arrivalRows[index]
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
        region.origin.row + row, .gate)
    }
  }

  /// Draws the wire that leaves a box, with the name of the value it carries.
  private mutating func drawField(
    _ box: PictureBox, _ columns: Range<Int>, row: Int, isHeavy: Bool
  ) {
    let line: Character = isHeavy ? "━" : "─"
    let style: Style = isHeavy ? .currentWire : .wire
    let text = box.wireText(picture.level)
    if box.isEnd {
      guard !box.isLeaf else {
        write(text, columns.lowerBound, row, .faint)
        return
      }
      write(String(repeating: line, count: 2), columns.lowerBound, row, style)
      let end = box.wireName ?? ""
      write(end, columns.lowerBound + 3, row, .name)
      write(text, columns.lowerBound + 4 + end.columns, row, .faint)
      return
    }
    write(String(repeating: line, count: columns.count), columns.lowerBound, row, style)
    guard picture.level.showsNumbers else { return }
    write(text.fitted(to: columns.count - 2), columns.lowerBound + 1, row, .name)
  }

  // MARK: Numbers

  /// The cells for a value or a gradient: `columns`, and the rows of the form from `firstRow` on.
  private struct NumberField {
    let form: TensorForm
    let columns: Range<Int>
    let firstRow: Int
  }

  /// Draws the value above the wire and the gradient below it, at the right end of `columns`.
  private mutating func drawNumbers(_ box: PictureBox, _ columns: Range<Int>, row: Int) {
    let (node, graph) = (box.node, snapshot.graph)
    let above = NumberField(form: box.form, columns: columns, firstRow: row - box.form.shownRows)
    let valueState = snapshot.valueState(of: node)
    let valueStyle = emphasis.valueStyle(of: node, valueState)
    if let question, question.hidesValue(of: node) {
      drawUnknown(question, above)
    } else {
      draw(
        snapshot.numbers.value(of: node, in: graph), valueState, valueStyle, above,
        isHeld: snapshot.isHeld(node))
    }
    let below = NumberField(form: box.form, columns: columns, firstRow: row + 1)
    let gradientState = snapshot.gradientState(of: node)
    let gradientStyle = emphasis.gradientStyle(of: node, gradientState)
    if let question, question.hidesGradient(of: node, gradientState) {
      drawUnknown(question, below)
    } else {
      if let question, question.asksForMore(of: node, gradientState) {
        // After the sum so far, which stays visible.
        write("?", columns.upperBound, row + 1, .key)
      }
      draw(snapshot.numbers.gradient(of: node, in: graph), gradientState, gradientStyle, below)
    }
  }

  /// Draws a question mark in place of the number that is asked for.
  private mutating func drawUnknown(_ question: Question, _ field: NumberField) {
    let form = field.form
    let cell = form.content == .entries ? picture.decimals + 5 : 1
    for row in 0..<form.shownRows {
      for column in 0..<form.shownColumns
      where form.places(row: row, column: column).contains(question.entry) {
        let end = field.columns.upperBound - cell * (form.shownColumns - column - 1)
        write("?", end - 1, field.firstRow + row, .key)
      }
    }
  }

  /// Draws a tensor in its form, right-aligned.
  private mutating func draw(
    _ tensor: Tensor, _ state: Snapshot.NumberState, _ style: Style, _ field: NumberField,
    isHeld: Bool = false
  ) {
    guard state != .unknown else { return }
    let (form, end) = (field.form, field.columns.upperBound)
    // The width of a cell, and of the number in it.
    let (cell, width) =
      switch form.content {
      case .number: (1, field.columns.count - 1)
      case .entries: (picture.decimals + 5, picture.decimals + 4)
      case .heat: (1, 1)
      }
    let largest = form.content == .heat ? form.largestShade(of: tensor.elements) : 0
    for row in 0..<form.shownRows {
      for column in 0..<form.shownColumns {
        let entries = form.places(row: row, column: column).map { tensor.elements[$0] }
        let text =
          form.content == .heat
          ? writing.shown(String(TensorForm.shade(TensorForm.magnitude(of: entries), of: largest)))
          : written(entries.first ?? 0, state, isHeld: isHeld, width: width)
        write(
          text, end - cell * (form.shownColumns - column - 1) - text.columns,
          field.firstRow + row, entries.allSatisfy(\.isFinite) ? style : .error, isWhole: true)
      }
    }
  }

  /// The number with a mark for its state: `~` is out of date, `…` still collects gradients, `!` is
  /// held instead of computed.
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

  private mutating func drawWires(_ visible: Rectangle, heavy: Set<Point>) {
    let cells = Dictionary(grouping: picture.layout.wireCells(meeting: visible), by: \.point)
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
      write(String(character), place.column, place.row, isHeavy ? .currentWire : .wire)
    }
  }

  /// Writes from a cell of the layout, clipped to the viewport. Text that `isWhole`, such as a
  /// number with its mark, is left out unless all of it fits.
  mutating func write(
    _ text: String, _ column: Int, _ row: Int, _ style: Style, isWhole: Bool = false
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
