import Cells
import ComputationGraph
import GraphLayout

/// Moving from gate to gate with the arrow keys.
package enum FocusMovement: Hashable, Sendable {
  case left, right, up, down
  /// To the next or the previous node in the order of the graph.
  case next, previous

  /// The node reached from `node`, or the first drawn node if nothing has the focus.
  package func target(from node: Node.ID?, in picture: Picture) -> Node.ID? {
    guard let node, let index = picture.boxOfNode[node] else { return picture.boxes.first?.node }
    let count = picture.boxes.count
    switch self {
    case .next: return picture.boxes[(index + 1) % count].node
    case .previous: return picture.boxes[(index + count - 1) % count].node
    case .left, .right, .up, .down: return nearest(to: index, in: picture) ?? node
    }
  }

  /// The nearest box in the direction; distance to the side counts double.
  private func nearest(to index: Int, in picture: Picture) -> Node.ID? {
    let from = centre(of: index, in: picture)
    let candidates = picture.boxes.indices.compactMap { other -> (Int, Int)? in
      let to = centre(of: other, in: picture)
      // A row is about as high as two columns are wide.
      let across = to.column - from.column
      let down = 2 * (to.row - from.row)
      let (ahead, sideways) =
        switch self {
        case .left: (-across, down)
        case .right: (across, down)
        case .up: (-down, across)
        case .down, .next, .previous: (down, across)
        }
      return ahead > 0 ? (ahead + 2 * abs(sideways), other) : nil
    }
    return candidates.min { $0 < $1 }.map { picture.boxes[$0.1].node }
  }

  private func centre(of index: Int, in picture: Picture) -> Point {
    let region = picture.layout.region(of: index)
    return Point(
      column: region.origin.column + region.size.columns / 2,
      row: region.origin.row + region.size.rows / 2)
  }
}
