import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import GraphLayout
import Screen

/// The drawing of a graph from left to right: boxes, wires and where they stand.
package struct BoxPicture: Sendable {
  package let level: DetailLevel
  package let decimals: Int
  package private(set) var boxes: [PictureBox] = []
  /// The index of every drawn node in `boxes`.
  package private(set) var boxOfNode: [Node.ID: Int] = [:]
  package private(set) var layout = Layout(Diagram())
  /// Per box, the rows in which wires arrive, counted from its top.
  private(set) var arrivalRows: [[Int]] = []

  /// The frames around open calls, the outer ones first.
  private(set) var callFrames: [CallFrame] = []

  package init(
    of document: Document, _ plan: StepPlan, level: DetailLevel, decimals: Int,
    following earlier: BoxPicture? = nil
  ) {
    self.level = level
    self.decimals = decimals
    boxes = PictureBox.boxes(of: document, plan)
    boxOfNode = Dictionary(
      uniqueKeysWithValues: boxes.enumerated().map { ($0.element.node, $0.offset) })
    var diagram = Diagram()
    for box in boxes {
      diagram.append(
        box.box(level, decimals: decimals), operands: box.operands.compactMap { boxOfNode[$0] })
    }
    let rows = earlier.map { earlier in
      boxes.map { box in earlier.boxOfNode[box.node].map { earlier.layout.origins[$0].row } }
    }
    layout = Layout(
      diagram, preferring: LayoutPreferences(rows: rows ?? [], minimumGap: level.minimumGap))
    arrivalRows = Array(repeating: [Int](), count: boxes.count)
    for arrival in layout.wires.flatMap(\.arrivals) {
      arrivalRows[arrival.box].append(arrival.point.row - layout.origins[arrival.box].row)
    }
    if level != .overview {
      callFrames = CallFrame.frames(of: document, plan, boxes) {
        layout.region(of: $0)
      }
    }
  }
}

extension BoxPicture: Picture {
  package var form: PictureForm { .level(level) }
  package var size: Size { layout.size }
  package var nodes: [Node.ID] { boxes.map(\.node) }

  package func region(of node: Node.ID) -> Rectangle? { boxOfNode[node].map(layout.region) }

  package func node(at cell: Point) -> Node.ID? {
    let region = Rectangle(origin: cell, size: Size(columns: 1, rows: 1))
    return layout.boxes(meeting: region).first.map { boxes[$0].node }
  }

  package func cursor(of node: Node.ID) -> Point? {
    guard let index = boxOfNode[node] else { return nil }
    let origin = layout.origins[index]
    let box = boxes[index]
    return Point(
      column: origin.column + box.collectorWidth(level),
      row: origin.row + box.box(level, decimals: decimals).outputRow)
  }

  package func draw(
    _ debugger: Debugger, in viewport: Rectangle, offset: Point, into frame: inout Frame
  ) {
    frame =
      BoxPictureDrawing(self, of: debugger, in: viewport, offset: offset, over: frame).frame
  }
}
