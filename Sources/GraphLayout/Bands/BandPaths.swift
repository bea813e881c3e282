import Cells

// What is found in a canvas when all wires are drawn.
extension BandCanvas {
  /// The cells of the wire of an edge, from the gate that takes the value to where it comes from.
  func path(of edge: BandEdge) -> [Point] {
    let wire = plan.wire(of: edge)
    let (entrance, _) = entrance(of: edge)
    guard let start = grid.cell(entrance.column, entrance.row) else { return [] }
    let isLane = plan.isLane(edge.consumer, edge.slot)
    let source =
      isLane ? grid.cell(columns.textEnd(edge.source), rows.rows[edge.source] + top) : nil
    var before = [start: start]
    var queue = [start]
    var next = 0
    while next < queue.count, queue[next] != source {
      let cell = queue[next]
      next += 1
      for side in Directions.all where grid.sides(of: wire, in: cell).contains(side) {
        if let other = grid.neighbour(cell, side), before[other] == nil,
          grid.sides(of: wire, in: other).contains(side.opposite)
        {
          before[other] = cell
          queue.append(other)
        }
      }
    }
    // The wire of a leaf at its gate is straight, and ends at its name.
    guard isLane else { return queue.map(grid.point) }
    var path: [Point] = []
    var cell = source.flatMap { before[$0] == nil ? nil : $0 }
    while let place = cell {
      path.append(grid.point(place))
      cell = place == start ? nil : before[place]
    }
    return path.reversed()
  }

  /// Places, for every value that goes to several gates, how many parts of its gradient are in:
  /// below the sum, or beside it, or nowhere if something else is there.
  mutating func placeTallies() {
    for node in plan.diagram.nodes.indices where plan.isFork(node) {
      let (start, end, row) = (columns.starts[node], columns.fieldEnd(node), row(node))
      let sumStart = end - plan.diagram.numberWidth
      let long = BandLayout.Tally.longWidth(plan.uses[node].count)
      let short = BandLayout.Tally.shortWidth(plan.uses[node].count)
      let below = stride(from: end - long, through: max(0, start - 2), by: -1).map {
        ($0, long, row + 2)
      }
      let beside = [(sumStart - short - 1, short, row + 1), (end - short, short, row + 2)]
      let places = below + beside
      guard let (column, width, row) = places.first(where: { isFree($0.0, $0.1, row: $0.2) }) else {
        continue
      }
      tallies.append(
        BandLayout.Tally(node: node, columns: column..<column + width, row: row))
      _ = grid.take(column..<column + width, row: row)
    }
  }

  /// Whether nothing is in some cells, nor directly left and right of them.
  private func isFree(_ column: Int, _ width: Int, row: Int) -> Bool {
    guard column >= 0, column + width <= grid.size.columns else { return false }
    let isEmpty = (column..<column + width).allSatisfy { column in
      grid.cell(column, row).map { !grid.isSolid[$0] && grid.net[$0] < 0 } ?? false
    }
    let sides = [column - 1, column + width].compactMap { grid.cell($0, row) }
    return isEmpty && sides.allSatisfy { !grid.isSolid[$0] && grid.net[$0] < 0 }
  }
}

extension BandLayout.Tally {
  /// The columns of `Σ 1 of 2`.
  static func longWidth(_ count: Int) -> Int { 6 + 2 * "\(count)".count }

  /// The columns of `1/2`.
  static func shortWidth(_ count: Int) -> Int { 1 + 2 * "\(count)".count }

  /// Whether there is room for `Σ 1 of 2`, and not only for `1/2`.
  public func isLong(_ count: Int) -> Bool { columns.count >= Self.longWidth(count) }
}
