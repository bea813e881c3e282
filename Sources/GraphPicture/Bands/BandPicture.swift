import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import GraphLayout
import Screen
import Sentences

/// The drawing of a graph of numbers in bands below each other, as on the slides: a leaf that is used
/// once stands at its gate, and every number at its wire.
package struct BandPicture: Sendable {
  let boxes: [PictureBox]
  let boxOfNode: [Node.ID: Int]
  let layout: BandLayout
  let decimals: Int
  /// Per box, the name of a leaf or the name on the wire of a gate; empty if it has none.
  let names: [String]
  /// Per box, what it is called where its wire goes on in another band.
  let stubNames: [String]

  /// `nil` if a node is an array, or if not everything has room in the viewport.
  package init?(of document: Document, _ plan: StepPlan, decimals: Int, in viewport: Size) {
    let boxes = PictureBox.boxes(of: document, plan)
    guard boxes.allSatisfy({ $0.shape.count == 1 }) else { return nil }
    self.boxes = boxes
    self.decimals = decimals
    boxOfNode = Dictionary(
      uniqueKeysWithValues: boxes.enumerated().map { ($0.element.node, $0.offset) })
    let places = boxOfNode
    for longest in [ShortNames.columns, 10, 7] {
      let names = boxes.map { box in
        let name = box.isLeaf ? document.shortNames[box.label] : box.wireName ?? ""
        return name.fittedInTheMiddle(to: longest)
      }
      let known = names.filter { !$0.isEmpty }
      guard longest == ShortNames.columns || Set(known).count == known.count else { continue }
      var diagram = BandDiagram(numberWidth: Self.numberWidth(decimals: decimals))
      for (box, name) in zip(boxes, names) {
        diagram.nodes.append(
          box.isLeaf
            ? .leaf(width: name.columns)
            : .gate(
              width: box.label.columns + 2, nameWidth: name.columns,
              operands: box.operands.compactMap { places[$0] }, keepsOrder: box.keepsOrder))
      }
      guard let layout = BandLayout(diagram, in: viewport) else { continue }
      self.layout = layout
      self.names = names
      var unnamed = 0
      stubNames = names.enumerated().map { index, name in
        if !name.isEmpty || !layout.goesOn(index) { return name }
        unnamed += 1
        return "\(unnamed)"
      }
      return
    }
    return nil
  }

  /// The columns that a number has: seven for two decimals, `-123.45`.
  static func numberWidth(decimals: Int) -> Int { decimals + 5 }
}

extension BandPicture: Picture {
  package var form: PictureForm { .bands }
  package var size: Size { layout.size }
  package var nodes: [Node.ID] { boxes.map(\.node) }

  package func region(of node: Node.ID) -> Rectangle? { boxOfNode[node].map { layout.regions[$0] } }

  package func node(at cell: Point) -> Node.ID? {
    if let text = layout.texts.first(where: {
      $0.row == cell.row && $0.columns.contains(cell.column)
    }) {
      return boxes[text.content.node].node
    }
    let field = layout.fields.first { $0.row == cell.row && $0.columns.contains(cell.column) }
    return field.map { boxes[$0.number.node].node }
  }

  package func cursor(of node: Node.ID) -> Point? { region(of: node)?.origin }

  package func draw(
    _ debugger: Debugger, in viewport: Rectangle, offset: Point, into frame: inout Frame
  ) {
    frame =
      BandPictureDrawing(self, of: debugger, in: viewport, offset: offset, over: frame).frame
  }
}
