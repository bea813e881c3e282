import Cells
import ComputationGraph
import Debugging
import Screen

/// The drawing of a graph in one of its forms: which nodes it has, and where they stand.
///
/// A picture depends on the structure, the open gates, its form, the number of decimals shown and, in
/// some forms, the size of the screen, but never on the numbers, so nothing moves when numbers change.
package protocol Picture: Sendable {
  /// The form in which it is drawn.
  var form: PictureForm { get }
  /// The size in columns and rows.
  var size: Size { get }
  /// The drawn nodes, in the order of the graph.
  var nodes: [Node.ID] { get }
  /// The cells of a node; `nil` if it is not drawn.
  func region(of node: Node.ID) -> Rectangle?
  /// The node that is drawn in a cell.
  func node(at cell: Point) -> Node.ID?
  /// The cell where the name of a node begins, to which the cursor of the terminal goes.
  func cursor(of node: Node.ID) -> Point?
  /// The cell of the picture in the upper left corner of a viewport that shows `target`.
  func offset(in viewport: Size, showing target: Rectangle?) -> Point
  /// The node that an arrow key leads to from `node`; the first one if there is none.
  func target(of movement: FocusMovement, from node: Node.ID?) -> Node.ID?
  /// Draws it over a frame, clipped to the viewport; `offset` is its cell in the upper left corner.
  func draw(_ debugger: Debugger, in viewport: Rectangle, offset: Point, into frame: inout Frame)
}

extension Picture {
  /// Whether a viewport shows the whole.
  package func fits(in viewport: Size) -> Bool {
    size.columns <= viewport.columns && size.rows <= viewport.rows
  }
}

/// The picture before the first one is made.
package struct EmptyPicture: Picture {
  package let form: PictureForm
  package let size = Size(columns: 0, rows: 0)
  package let nodes: [Node.ID] = []

  package init(_ form: PictureForm) { self.form = form }

  package func region(of node: Node.ID) -> Rectangle? { nil }
  package func node(at cell: Point) -> Node.ID? { nil }
  package func cursor(of node: Node.ID) -> Point? { nil }
  package func draw(
    _ debugger: Debugger, in viewport: Rectangle, offset: Point, into frame: inout Frame
  ) {}
}
