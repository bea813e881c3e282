import Cells

// The wires of a canvas: those of lanes are straight, all others are sought.
extension BandCanvas {
  /// The cell next to a gate in which a wire enters a port, and the side of it that the gate is on.
  func entrance(of edge: BandEdge) -> (point: Point, side: Directions) {
    let (start, port) = (columns.starts[edge.consumer], columns.port(edge.consumer))
    let row = row(edge.consumer)
    return switch plan.ports[edge.consumer][edge.slot] {
    case .left: (Point(column: start - 1, row: row), .right)
    case .top: (Point(column: port, row: row - 1), .down)
    case .bottom: (Point(column: port, row: row + 1), .up)
    }
  }

  /// The cell at which a wire of another lane begins its last, straight run into a port.
  func approach(of edge: BandEdge) -> Point {
    let kept = plan.keptRows(of: edge)
    let (point, side) = entrance(of: edge)
    return switch side {
    case .right: Point(column: plan.column(of: edge, columns), row: point.row)
    case .down: Point(column: point.column, row: point.row - kept + 1)
    default: Point(column: point.column, row: point.row + kept - 1)
    }
  }

  /// Draws the wire behind a node as far as it goes straight, and into the lane that it leads to.
  mutating func drawWire(of node: Int) -> Bool {
    let start = Point(column: columns.textEnd(node), row: row(node))
    let isLeaf = plan.diagram.nodes[node].isLeaf
    func end(_ column: Int) -> Point { Point(column: column, row: start.row) }
    if plan.isEnd(node) {
      let name = plan.diagram.nodes[node].nameWidth
      let last = end(columns.fieldEnd(node) - name - (name > 0 ? 2 : 1))
      return isLeaf || grid.draw(node, from: start, to: last) && grid.reach(node, start, .left)
    }
    if !isLeaf, !grid.reach(node, start, .left) { return false }
    var isDrawn = true
    if let next = plan.next[node] {
      let last = end(columns.starts[next] - 1)
      isDrawn = grid.draw(node, from: start, to: last) && grid.reach(node, last, .right)
    } else if let edge = rows.tree[node] {
      let corner = end(plan.column(of: edge, columns))
      let approach = approach(of: edge)
      isDrawn =
        grid.draw(node, from: start, to: corner) && grid.draw(node, from: corner, to: approach)
    } else {
      let last = end(columns.fieldEnd(node) - 1)
      isDrawn = grid.draw(node, from: start, to: last) && grid.reach(node, last, .right)
    }
    grid.forbidForks(start.column..<columns.fieldEnd(node), row: start.row)
    for edge in plan.usesInBand(of: node) where plan.next[node] != edge.consumer || !isLevel(edge) {
      let (point, side) = entrance(of: edge)
      isDrawn =
        isDrawn && grid.draw(node, from: approach(of: edge), to: point)
        && grid.reach(node, point, side)
    }
    return isDrawn
  }

  /// Whether an edge is the straight wire to the next gate of a lane.
  func isLevel(_ edge: BandEdge) -> Bool {
    plan.next[edge.source] == edge.consumer && plan.ports[edge.consumer][edge.slot] == .left
      && plan.ports[edge.consumer].firstIndex(of: .left) == edge.slot
  }

  /// The edges of which the wire has to be sought, the short ones first.
  var edgesToSeek: [BandEdge] {
    let edges = plan.diagram.nodes.indices.flatMap { node in
      plan.isLeafAtGate(node)
        ? [] : plan.usesInBand(of: node).filter { !isLevel($0) && rows.tree[node] != $0 }
    }
    func length(_ edge: BandEdge) -> Int {
      let goal = approach(of: edge)
      return abs(goal.column - columns.fieldEnd(edge.source)) + 2 * abs(goal.row - row(edge.source))
    }
    return edges.sorted { (length($0), $0.source) < (length($1), $1.source) }
  }

  /// Seeks a way for every wire that is not straight; `nil` if one of them has none.
  func routed() -> BandCanvas? {
    var edges = edgesToSeek
    // A wire for which there is no way comes before the others in the next attempt.
    for _ in 0..<4 {
      var canvas = self
      guard let failed = edges.first(where: { !canvas.seek($0) }) else {
        return canvas.isSound ? canvas : nil
      }
      if edges[0] == failed { return nil }
      edges.removeAll { $0 == failed }
      edges.insert(failed, at: 0)
    }
    return nil
  }

  private mutating func seek(_ edge: BandEdge) -> Bool {
    let source = Point(column: columns.textEnd(edge.source), row: row(edge.source))
    let (_, side) = entrance(of: edge)
    guard let from = grid.cell(source.column, source.row),
      case let goal = approach(of: edge), let to = grid.cell(goal.column, goal.row)
    else { return false }
    let search = BandSearch(grid, wire: edge.source, from: from)
    guard let way = search.way(to: to, entering: side) else { return false }
    return grid.draw(edge.source, along: way)
  }

  /// Whether no two forks are side by side, and wires meet only in crossings.
  private var isSound: Bool { grid.soundCrossings != nil && !grid.hasForksSideBySide }

  /// How hard the picture is to follow: less is better.
  var cost: Int {
    let cells = grid.net.count { $0 >= 0 }
    return 200 * bandCount + 12 * grid.crossings + 3 * grid.bends + cells / 4 + 2 * rows.height
  }
}

extension BandPlan {
  /// The number of a wire: that of its source, but the stubs of a value are wires of their own.
  func wire(of edge: BandEdge) -> Int {
    let count = diagram.nodes.count
    return isLeafAtGate(edge.source) || isLane(edge.consumer, edge.slot)
      ? edge.source : edge.source + count * (1 + 3 * edge.consumer + edge.slot)
  }
}
