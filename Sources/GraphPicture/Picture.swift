import Backpropagation
import Cells
import ComputationGraph
import ExpressionLanguage
import GraphLayout

/// The drawing of a graph: boxes, wires and where they stand.
///
/// A picture depends on the structure, the open gates, the level of detail and the number of
/// decimals shown, but never on the numbers, so nothing moves when numbers change.
package struct Picture: Sendable {
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

  /// An empty picture, to be shown before the first one is made.
  package init(nothingAt level: DetailLevel, decimals: Int) {
    self.level = level
    self.decimals = decimals
  }

  package init(
    of document: Document, _ plan: StepPlan, level: DetailLevel, decimals: Int,
    following earlier: Picture? = nil
  ) {
    self.init(nothingAt: level, decimals: decimals)
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

  /// The size in columns and rows.
  package var size: Size { layout.size }

  /// The cells of a node's box; `nil` if the node is not drawn.
  package func region(of node: Node.ID) -> Rectangle? { boxOfNode[node].map(layout.region) }
}
