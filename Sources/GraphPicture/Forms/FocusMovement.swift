import Cells
import ComputationGraph

/// Moving from gate to gate with the arrow keys.
package enum FocusMovement: Hashable, Sendable {
  case left, right, up, down
  /// To the next or the previous node in the order of the graph.
  case next, previous
}

// Where the keys lead in a picture whose gates stand in the plane.
extension Picture {
  package func target(of movement: FocusMovement, from node: Node.ID?) -> Node.ID? {
    guard let node, let region = region(of: node) else { return nodes.first }
    switch movement {
    case .next: return neighbour(of: node, by: 1)
    case .previous: return neighbour(of: node, by: -1)
    case .left, .right, .up, .down: return nearest(to: region.middle, movement) ?? node
    }
  }

  /// The node so many places further in the order of the graph, which has no end.
  func neighbour(of node: Node.ID, by count: Int) -> Node.ID? {
    nodes.firstIndex(of: node).map { nodes[($0 + count + nodes.count) % nodes.count] }
  }

  /// The nearest node in the direction; distance to the side counts double.
  private func nearest(to from: Point, _ movement: FocusMovement) -> Node.ID? {
    let candidates = nodes.enumerated().compactMap { index, node -> (Int, Int)? in
      guard let to = region(of: node)?.middle else { return nil }
      // A row is about as high as two columns are wide.
      let across = to.column - from.column
      let down = 2 * (to.row - from.row)
      let (ahead, sideways) =
        switch movement {
        case .left: (-across, down)
        case .right: (across, down)
        case .up: (-down, across)
        case .down, .next, .previous: (down, across)
        }
      return ahead > 0 ? (ahead + 2 * abs(sideways), index) : nil
    }
    return candidates.min { $0 < $1 }.map { nodes[$0.1] }
  }
}

extension Rectangle {
  fileprivate var middle: Point {
    Point(column: origin.column + size.columns / 2, row: origin.row + size.rows / 2)
  }
}
