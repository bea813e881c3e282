import Cells
import ComputationGraph
import Debugging
import GraphLayout

extension Emphasis {
  /// The cells of the layout that heavy wires run through, and the boxes in which they start.
  func heavyCells(in picture: BoxPicture) -> (cells: Set<Point>, sources: Set<Int>) {
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
  /// The cells from the source to one arrival.
  func path(to arrival: Arrival) -> [Point] {
    let beside = Point(column: arrival.point.column - 1, row: arrival.point.row)
    guard let goal = [arrival.point, beside].first(where: isOnSegment) else {
      return [arrival.point]
    }
    return [arrival.point] + Junctions(of: self, and: [start, goal]).path(from: start, to: goal)
  }

  private func isOnSegment(_ point: Point) -> Bool {
    segments.contains { segment in
      (segment.start.column...segment.end.column).contains(point.column)
        && (segment.start.row...segment.end.row).contains(point.row)
    }
  }
}

/// The cells in which the segments of a wire begin, end and meet: few beside all cells of a wire that
/// goes to many boxes.
private struct Junctions {
  private var neighbours: [Point: [Point]] = [:]

  /// The junctions of a wire, and some of its other cells.
  init(of wire: Wire, and others: [Point]) {
    let points = Set(wire.segments.flatMap { [$0.start, $0.end] } + others)
    let inRow = Dictionary(grouping: points, by: \.row).mapValues { $0.map(\.column).sorted() }
    let inColumn = Dictionary(grouping: points, by: \.column).mapValues { $0.map(\.row).sorted() }
    for segment in wire.segments {
      let (start, end) = (segment.start, segment.end)
      if segment.isHorizontal {
        let columns = Self.places(start.column...end.column, in: inRow[start.row] ?? [])
        join(columns.map { Point(column: $0, row: start.row) })
      } else {
        let rows = Self.places(start.row...end.row, in: inColumn[start.column] ?? [])
        join(rows.map { Point(column: start.column, row: $0) })
      }
    }
  }

  /// The numbers of an ascending list within a range.
  private static func places(_ range: ClosedRange<Int>, in sorted: [Int]) -> ArraySlice<Int> {
    let first = sorted.indices.partitionPoint { sorted[$0] >= range.lowerBound }
    let end = sorted.indices.partitionPoint { sorted[$0] > range.upperBound }
    return sorted[first..<end]
  }

  private mutating func join(_ points: [Point]) {
    for point in points { neighbours[point, default: []] += [] }
    for (point, next) in zip(points, points.dropFirst()) {
      neighbours[point, default: []].append(next)
      neighbours[next, default: []].append(point)
    }
  }

  /// The cells from one junction to another; those at the goal alone where no way leads there.
  func path(from start: Point, to goal: Point) -> [Point] {
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
    var path: [Point] = []
    var cell = start
    while let towardsGoal = cameFrom[cell] {
      path += Self.cells(from: cell, to: towardsGoal)
      if towardsGoal == cell { break }
      cell = towardsGoal
    }
    return path
  }

  /// The cells of a row or a column from one to another, without the last; a cell alone to itself.
  private static func cells(from cell: Point, to other: Point) -> [Point] {
    if cell == other { return [cell] }
    let columns = (other.column - cell.column).signum()
    let rows = (other.row - cell.row).signum()
    let count = abs(other.column - cell.column) + abs(other.row - cell.row)
    return (0..<count).map {
      Point(column: cell.column + $0 * columns, row: cell.row + $0 * rows)
    }
  }
}
