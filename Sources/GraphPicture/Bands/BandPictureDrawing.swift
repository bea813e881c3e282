import Backpropagation
import Cells
import ComputationGraph
import Debugging
import GraphLayout
import Screen
import Sentences

/// The part of a picture in bands that a viewport shows; `offset` is the cell of the layout in its
/// upper left corner.
struct BandPictureDrawing {
  let picture: BandPicture
  let debugger: Debugger
  let snapshot: Snapshot
  let emphasis: Emphasis
  /// The question that is open; its answer must stay hidden.
  let question: Question?
  private let viewport: Rectangle
  private let offset: Point
  /// The frame, with the picture drawn over it.
  private(set) var frame: Frame

  init(
    _ picture: BandPicture, of debugger: Debugger, in viewport: Rectangle, offset: Point,
    over frame: Frame
  ) {
    self.picture = picture
    self.debugger = debugger
    snapshot = debugger.snapshot
    emphasis = Emphasis(of: snapshot)
    question = debugger.exercise.prediction?.question
    self.viewport = viewport
    self.offset = offset
    self.frame = frame
    let heavy = emphasis.heavyCells(in: picture)
    drawWires(heavy: heavy)
    for text in picture.layout.texts { draw(text, heavy: heavy) }
    for field in picture.layout.fields { draw(field) }
    for tally in picture.layout.tallies { draw(tally) }
  }

  // MARK: Texts

  private mutating func draw(_ text: BandLayout.Text, heavy: Set<Point>) {
    let index = text.content.node
    let box = picture.boxes[index]
    let start = text.columns.lowerBound
    switch text.content {
    case .gate:
      let isCurrent = emphasis.node == box.node
      write(
        isCurrent ? "[\(box.label)]" : "(\(box.label))", start, text.row,
        style(of: box.node, idle: .gate))
      if debugger.breakpoints.nodes.contains(box.node) {
        write(PictureSign.breakpoint, text.columns.upperBound - 1, text.row, .title)
      }
    case .leaf(_, let goesOn):
      write(
        picture.names[index] + (goesOn ? "▸" : ""), start, text.row,
        style(of: box.node, idle: .name))
      if debugger.breakpoints.nodes.contains(box.node) {
        write(PictureSign.breakpoint, text.columns.upperBound, text.row, .title)
      } else if emphasis.node == box.node {
        write(PictureSign.received, text.columns.upperBound, text.row, .currentGate)
      }
    case .wireName(_, let goesOn):
      write(
        (goesOn ? picture.stubNames[index] + "▸" : picture.names[index]), start, text.row, .name)
    case .end: write(picture.names[index], start, text.row, .name)
    case .continuation:
      let isHeavy = heavy.contains(Point(column: start - 1, row: text.row))
      write("▸", start, text.row, isHeavy ? .currentWire : .wire)
    case .stub: write("▸" + picture.stubNames[index], start, text.row, .faint)
    }
  }

  private func style(of node: Node.ID, idle: Style) -> Style {
    debugger.attention.focus == node
      ? .focus : emphasis.node == node ? .currentGate : idle
  }

  // MARK: Numbers

  private mutating func draw(_ field: BandLayout.Field) {
    guard let number = shown(field.number) else { return }
    let column =
      field.isLeftAligned
      ? field.columns.lowerBound : field.columns.upperBound - number.text.columns
    write(number.text, column, field.row, number.style)
  }

  /// Says how many parts of a gradient are in, while some are missing.
  private mutating func draw(_ tally: BandLayout.Tally) {
    let node = picture.boxes[tally.node].node
    let (made, total) = snapshot.arrivals(at: node)
    guard snapshot.gradientState(of: node) == .partial, question == nil else { return }
    let text = tally.isLong(total) ? "Σ \(made) of \(total)" : "\(made)/\(total)"
    write(text, tally.columns.upperBound - text.columns, tally.row, .faint)
  }

  // MARK: Wires

  private mutating func drawWires(heavy: Set<Point>) {
    let cells = Dictionary(grouping: picture.layout.wires, by: \.point)
    for (place, wires) in cells {
      let isHeavy = heavy.contains(place)
      let character: Character
      if wires.count > 1 {
        character = WireGlyph.crossing(isHeavy: isHeavy, isAcross: isHeavyAcross(place, heavy))
      } else {
        let sides = wires[0].directions
        character = sides.isFork ? WireGlyph.fork : WireGlyph.character(sides, isHeavy: isHeavy)
      }
      write(String(character), place.column, place.row, isHeavy ? .currentWire : .wire)
    }
  }

  /// Whether the heavy one of two wires that cross is the horizontal one.
  private func isHeavyAcross(_ place: Point, _ heavy: Set<Point>) -> Bool {
    heavy.contains(Point(column: place.column - 1, row: place.row))
      && heavy.contains(Point(column: place.column + 1, row: place.row))
  }

  /// Writes from a cell of the layout, clipped to the viewport.
  private mutating func write(_ text: String, _ column: Int, _ row: Int, _ style: Style) {
    let (column, row) = (column - offset.column, row - offset.row)
    guard row >= 0, row < viewport.size.rows else { return }
    let left = viewport.origin.column
    frame.write(
      text, at: Point(column: left + column, row: viewport.origin.row + row), style,
      clip: left..<left + viewport.size.columns)
  }
}

extension Emphasis {
  /// The cells that heavy wires run through, from the gate to where its operand comes from.
  fileprivate func heavyCells(in picture: BandPicture) -> Set<Point> {
    var cells: Set<Point> = []
    for wire in wires {
      guard let source = picture.boxOfNode[wire.source],
        let target = picture.boxOfNode[wire.target]
      else { continue }
      let box = picture.boxes[target]
      let drawn = box.operands.filter { picture.boxOfNode[$0] != nil }
      for slot in drawn.indices where drawn[slot] == picture.boxes[source].node {
        guard wire.slots.isEmpty || wire.slots.contains(box.slots[slot]) else { continue }
        let edge = BandEdge(source: source, consumer: target, slot: slot)
        cells.formUnion(picture.layout.paths[edge] ?? [])
      }
    }
    return cells
  }
}

extension Directions {
  /// Whether a wire forks that reaches these sides.
  fileprivate var isFork: Bool { rawValue.nonzeroBitCount > 2 }
}
