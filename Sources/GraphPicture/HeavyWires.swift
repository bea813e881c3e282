import Cells
import Debugging
import GraphLayout

extension Emphasis {
  /// The cells of the layout that heavy wires run through, and the boxes in which they start.
  func heavyCells(in picture: Picture) -> (cells: Set<Point>, sources: Set<Int>) {
    var cells: Set<Point> = []
    var sources: Set<Int> = []
    for wire in wires {
      guard let source = picture.boxOfNode[wire.source],
        let target = picture.boxOfNode[wire.target],
        let drawn = picture.layout.wires.first(where: { $0.source == source })
      else { continue }
      sources.insert(source)
      for arrival in drawn.arrivals where arrival.box == target {
        let slot = picture.boxes[target].slots[arrival.slot]
        guard wire.slots.isEmpty || wire.slots.contains(slot) else { continue }
        cells.formUnion(drawn.path(to: arrival))
      }
    }
    return (cells, sources)
  }
}

extension Wire {
  /// The cells from the source to one arrival, found by a breadth-first search along the wire.
  func path(to arrival: Arrival) -> [Point] {
    var neighbours: [Point: [Point]] = [:]
    for segment in segments {
      var cell = segment.start
      neighbours[cell, default: []] += []
      while cell != segment.end {
        let next =
          segment.isHorizontal
          ? Point(column: cell.column + 1, row: cell.row)
          : Point(column: cell.column, row: cell.row + 1)
        neighbours[cell, default: []].append(next)
        neighbours[next, default: []].append(cell)
        cell = next
      }
    }
    let beside = Point(column: arrival.point.column - 1, row: arrival.point.row)
    guard let goal = [arrival.point, beside].first(where: { neighbours[$0] != nil }) else {
      return [arrival.point]
    }
    var cameFrom: [Point: Point] = [goal: goal]
    var queue = [goal]
    var next = 0
    while next < queue.count, cameFrom[start] == nil {
      for neighbour in neighbours[queue[next]] ?? [] where cameFrom[neighbour] == nil {
        cameFrom[neighbour] = queue[next]
        queue.append(neighbour)
      }
      next += 1
    }
    var path = [arrival.point]
    var cell = start
    while let towardsGoal = cameFrom[cell] {
      path.append(cell)
      if towardsGoal == cell { break }
      cell = towardsGoal
    }
    return path
  }
}
