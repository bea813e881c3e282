import Backpropagation
import Cells
import ComputationGraph
import Debugging
import GraphLayout
import Screen
import Sentences

/// The page of a tape that a viewport shows.
struct TapeDrawing {
  let picture: TapePicture
  let debugger: Debugger
  let snapshot: Snapshot
  let emphasis: Emphasis
  let writing: Writing
  /// The question that is open; its answer must stay hidden.
  let question: Question?
  private let viewport: Rectangle
  private let offset: Point
  private let heavy: HeavyRails
  /// The frame, with the tape drawn over it.
  private(set) var frame: Frame

  var fields: TapeFields { picture.fields }
  private var rows: [RailRow] { picture.layout.rows }

  init(
    _ picture: TapePicture, of debugger: Debugger, in viewport: Rectangle, offset: Point,
    over frame: Frame
  ) {
    self.picture = picture
    self.debugger = debugger
    snapshot = debugger.snapshot
    emphasis = Emphasis(of: snapshot)
    writing = debugger.writing
    question = debugger.exercise.prediction?.question
    self.viewport = viewport
    self.offset = offset
    heavy = HeavyRails(emphasis, in: picture)
    self.frame = frame

    let (first, last) = (offset.row, offset.row + viewport.size.rows - 1)
    // Without room for headings, two edges and a row between them there are rows alone.
    let isTight = viewport.size.rows < 4 && picture.size.rows > viewport.size.rows
    let goesOnAbove = first > 0 && !isTight
    let goesOnBelow = last < picture.size.rows - 1 && !isTight
    let shown =
      first + (isTight || !picture.hasHeadings ? 0 : goesOnAbove ? 2 : 1)..<last
      + (goesOnBelow ? 0 : 1)
    for place in shown {
      guard let (row, line) = picture.place(ofRow: place) else { continue }
      draw(row: row, line: line, at: place)
    }
    guard !isTight, picture.hasHeadings else { return }
    drawHeadings(at: first)
    // Between two rows of the picture.
    if goesOnAbove { drawEdge(below: first + 1, at: first + 1, "↑") }
    if goesOnBelow { drawEdge(below: last - 1, at: last, "↓") }
  }

  // MARK: Rows

  private mutating func drawHeadings(at place: Int) {
    if let arrays = picture.arrays { return drawArrayHeadings(arrays, at: place) }
    if rows.contains(where: { $0.entry != nil }) {
      write("value│gradient", fields.leafBar - 5, place, .faint)
    }
    write("gate", fields.gateStart, place, .faint)
    write("value │ gradient", fields.valueEnd - 5, place, .faint)
  }

  private mutating func draw(row: Int, line: Int, at place: Int) {
    let isOfWork = emphasis.node.flatMap(picture.row) == row
    if isOfWork, line == 0 { write(PictureSign.pointer, 0, place, .currentGate) }
    if line == 0 { drawRails(row, at: place) } else { drawRails(below: row, at: place) }
    if let arrays = picture.arrays {
      guard let index = rows[row].gate ?? rows[row].entry?.value,
        line < arrays.content(picture.boxes[index].shape).rows
      else { return }
      drawArray(
        index, arrays, line: line, isReference: rows[row].entry?.isReference == true, at: place)
      return
    }
    if let entry = rows[row].entry {
      drawEntry(entry, row, at: place)
    } else if let gate = rows[row].gate {
      drawShares(of: picture.boxes[gate].node, at: place)
    }
    if let gate = rows[row].gate { drawGate(gate, at: place) }
  }

  func style(of node: Node.ID, idle: Style) -> Style {
    debugger.attention.focus == node
      ? .focus : emphasis.node == node ? .currentGate : idle
  }

  private mutating func drawGate(_ index: Int, at place: Int) {
    let box = picture.boxes[index]
    write(
      box.label.fitted(to: fields.gateName), fields.gateStart, place,
      style(of: box.node, idle: .gate))
    drawBreakpoint(of: box.node, fields.gateStart - 1, place)
    if fields.resultName > 0 {
      write(
        picture.results[index], fields.resultStart, place, box.wireName == nil ? .faint : .name)
    }
    write("│", fields.bar, place, .faint)
    if let value = value(of: box.node) {
      write(value.text, fields.valueEnd - value.text.columns, place, value.style)
    }
    if let gradient = gradient(of: box.node) {
      let text = gradient.mark + gradient.text
      write(text, fields.gradientEnd - text.columns, place, gradient.style)
      write(gradient.after, fields.gradientEnd, place, gradient.style)
    }
    if emphasis.receiver == box.node {
      let after = gradient(of: box.node)?.after.columns ?? 0
      write(PictureSign.received, fields.gradientEnd + after, place, .currentWire)
    }
  }

  private mutating func drawEntry(_ entry: RailRow.Entry, _ row: Int, at place: Int) {
    let box = picture.boxes[entry.value]
    if rows[row].gate != nil || picture.layout.bus(ofRow: row) != nil {
      let isHeavy = heavy.isHeavy(row, from: -1)
      let start = fields.leafBar + 2
      write(
        String(
          repeating: isHeavy ? "━" : "─", count: max(0, fields.railStart - start)), start, place,
        isHeavy ? .currentWire : .wire)
    }
    write("│", fields.leafBar, place, .faint)
    if let value = value(of: box.node) {
      write(
        value.text, fields.leafBar - value.text.columns, place,
        entry.isReference ? .faint : value.style)
    }
    if entry.isReference {
      let name = box.isLeaf ? picture.leaves[entry.value] : picture.results[entry.value]
      write("↑" + name.fitted(to: fields.leafName), fields.leafStart - 1, place, .faint)
      return
    }
    write(
      picture.leaves[entry.value], fields.leafStart, place, style(of: box.node, idle: .name))
    drawBreakpoint(of: box.node, fields.leafStart - 1, place)
    var end = fields.leafBar + 1
    if let gradient = gradient(of: box.node) {
      let mark = gradient.mark.isEmpty && !gradient.text.hasSign ? " " : gradient.mark
      write(mark + gradient.text + gradient.after, end, place, gradient.style)
      end += mark.columns + gradient.text.columns + gradient.after.columns
      write(" ", end, place, .plain)
    }
    if emphasis.receiver == box.node {
      write(PictureSign.received + " ", end, place, .currentWire)
    }
  }

  mutating func drawBreakpoint(of node: Node.ID, _ column: Int, _ place: Int) {
    guard debugger.breakpoints.nodes.contains(node) else { return }
    write(PictureSign.breakpoint, column, place, .title)
  }

  // MARK: Rails

  private mutating func drawRails(_ row: Int, at place: Int) {
    for column in 0..<picture.layout.columns {
      let cell = picture.layout.cell(row: row, column: column)
      let glyph = TapeGlyph(
        cell: cell,
        isHeavyAcross: heavy.isHeavy(row, from: column) || heavy.isHeavy(row, from: column - 1),
        isHeavyAbove: heavy.isHeavy(column, above: row),
        isHeavyBelow: heavy.isHeavy(column, above: row + 1),
        isAtWork: rows[row].gate.map { picture.boxes[$0].node == emphasis.node } ?? false)
      let style: Style =
        cell.sign == .gate
        ? style(of: picture.boxes[rows[row].gate ?? 0].node, idle: .gate)
        : glyph.isHeavy ? .currentWire : .wire
      if cell.sign != .blank {
        write(String(glyph.character), self.column(ofRail: column), place, style)
      }
      if cell.isOpenLeft, column > 0 {
        let isHeavy = heavy.isHeavy(row, from: column - 1)
        write(
          isHeavy ? "━" : "─", self.column(ofRail: column) - 1, place,
          isHeavy ? .currentWire : .wire)
      }
    }
  }

  private func column(ofRail rail: Int) -> Int { picture.railStart + 2 * rail }

  /// Draws the rails that go on below the first line of a row, and returns what they carry.
  @discardableResult
  private mutating func drawRails(below row: Int, at place: Int) -> [Int?] {
    var values: [Int?] = []
    for column in 0..<picture.layout.columns {
      let cell = picture.layout.cell(row: row, column: column)
      guard cell.goesDown, let rail = cell.rail else { continue }
      let isHeavy = heavy.isHeavy(column, above: row + 1)
      write(
        isHeavy ? "┃" : "│", self.column(ofRail: column), place,
        isHeavy ? .currentWire : .wire)
      values.append(picture.layout.value(ofRail: rail))
    }
    return values
  }

  /// Draws the rails that go on to another page, and their names in the order of the rails.
  private mutating func drawEdge(below row: Int, at place: Int, _ arrow: String) {
    guard let (row, _) = picture.place(ofRow: row) else { return }
    let names = drawRails(below: row, at: place).map { value in
      value.map { picture.boxes[$0].isLeaf ? picture.leaves[$0] : picture.results[$0] } ?? "+"
    }
    let all = arrow + " " + names.joined(separator: "  ")
    write(
      all.fitted(to: picture.size.columns - picture.gateStart), picture.gateStart, place, .faint)
  }

  /// Writes from a cell of the picture, clipped to the viewport; a number is written whole or not at
  /// all.
  mutating func write(_ text: String, _ column: Int, _ place: Int, _ style: Style) {
    let (column, row) = (column - offset.column, place - offset.row)
    guard row >= 0, row < viewport.size.rows else { return }
    let left = viewport.origin.column
    frame.write(
      text, at: Point(column: left + column, row: viewport.origin.row + row), style,
      clip: left..<left + viewport.size.columns)
  }
}

extension String {
  fileprivate var hasSign: Bool { first == "-" }
}
