import Cells
import GraphLayout

/// What is wrong with a layout, one sentence per broken promise; empty if nothing is.
///
/// Looks at every cell, knows nothing of how the layout was made.
func brokenPromises(_ layout: Layout, of diagram: Diagram) -> [String] {
  var problems: [String] = []
  var boxAt: [Point: Int] = [:]
  for (box, shape) in diagram.boxes.enumerated() {
    let origin = layout.origins[box]
    if origin.column < 0 || origin.row < 0 || origin.column + shape.width > layout.size.columns
      || origin.row + shape.height > layout.size.rows
    {
      problems.append("box \(box) leaves the picture")
    }
    for row in origin.row..<origin.row + shape.height {
      for column in origin.column..<origin.column + shape.width {
        if let other = boxAt.updateValue(box, forKey: Point(column: column, row: row)) {
          problems.append("boxes \(other) and \(box) overlap")
        }
      }
    }
  }
  func collector(_ box: Int) -> Point? {
    guard diagram.boxes[box].hasConnector else { return nil }
    return Point(column: layout.origins[box].column, row: layout.origins[box].row + 1)
  }

  // Links between neighbouring cells of a wire, and its cells.
  var cellsOf: [Int: Set<Point>] = [:]
  var linksOf: [Int: [Point: Set<Point>]] = [:]
  var horizontal: [Point: Set<Int>] = [:]
  var vertical: [Point: Set<Int>] = [:]
  for wire in layout.wires {
    for segment in wire.segments {
      if segment.source != wire.source { problems.append("a segment of another source") }
      if segment.start.row != segment.end.row, segment.start.column != segment.end.column {
        problems.append("a slanted segment")
      }
      var before: Point?
      for row in segment.start.row...segment.end.row {
        for column in segment.start.column...segment.end.column {
          let place = Point(column: column, row: row)
          if column < 0 || row < 0 || column >= layout.size.columns || row >= layout.size.rows {
            problems.append("the wire of \(wire.source) leaves the picture")
          }
          cellsOf[wire.source, default: []].insert(place)
          if let before {
            linksOf[wire.source, default: [:]][before, default: []].insert(place)
            linksOf[wire.source, default: [:]][place, default: []].insert(before)
          }
          before = place
          if segment.isHorizontal {
            horizontal[place, default: []].insert(wire.source)
          } else {
            vertical[place, default: []].insert(wire.source)
          }
        }
      }
    }
  }

  // Different wires meet only where one runs straight across the other.
  var owners: [Point: Set<Int>] = [:]
  for (source, cells) in cellsOf { for cell in cells { owners[cell, default: []].insert(source) } }
  let collectors = Set(diagram.boxes.indices.compactMap(collector))
  var crossings = 0
  var directionsOf: [Int: [Point: Directions]] = [:]
  let everything = Rectangle(origin: Point(column: 0, row: 0), size: layout.size)
  for cell in layout.wireCells(meeting: everything) {
    directionsOf[cell.source, default: [:]][cell.point] = cell.directions
  }
  for (place, sources) in owners where sources.count > 1 && !collectors.contains(place) {
    crossings += 1
    let across = horizontal[place] ?? []
    let along = vertical[place] ?? []
    if across.count != 1 || along.count != 1 || across == along {
      problems.append("wires \(sources.sorted()) share \(place)")
    }
    for source in sources {
      let directions = directionsOf[source]?[place]
      if directions != [.left, .right], directions != [.up, .down] {
        problems.append("wire \(source) ends or turns on another at \(place)")
      }
    }
  }
  if crossings != layout.crossings {
    problems.append("\(layout.crossings) crossings stated, \(crossings) found")
  }

  // No wire runs over a box, except in the connector column of one that it feeds.
  for (source, cells) in cellsOf {
    for cell in cells {
      guard let box = boxAt[cell] else { continue }
      let isInOwnConnector =
        diagram.boxes[box].hasConnector && cell.column == layout.origins[box].column
        && diagram.operands[box].contains(source)
      if !isInOwnConnector { problems.append("wire \(source) runs over box \(box)") }
    }
  }

  // Every operand arrives, in a row of its own, connected to its source.
  var arrivals: [[Arrival?]] = diagram.operands.map { Array(repeating: nil, count: $0.count) }
  for wire in layout.wires {
    let start = wire.start
    let shape = diagram.boxes[wire.source]
    let origin = layout.origins[wire.source]
    if start != Point(column: origin.column + shape.width, row: origin.row + shape.outputRow) {
      problems.append("wire \(wire.source) does not start at its box")
    }
    var reached: Set<Point> = cellsOf[wire.source, default: []].contains(start) ? [start] : []
    var open = Array(reached)
    while let place = open.popLast() {
      for next in linksOf[wire.source]?[place] ?? [] where reached.insert(next).inserted {
        open.append(next)
      }
    }
    if reached.count != cellsOf[wire.source, default: []].count {
      problems.append("wire \(wire.source) is in pieces")
    }
    for arrival in wire.arrivals {
      if diagram.operands[arrival.box][arrival.slot] != wire.source {
        problems.append("wire \(wire.source) arrives at a slot of another")
      }
      if arrivals[arrival.box][arrival.slot] != nil { problems.append("a slot is fed twice") }
      arrivals[arrival.box][arrival.slot] = arrival
      let shape = diagram.boxes[arrival.box]
      let origin = layout.origins[arrival.box]
      let row = arrival.point.row - origin.row
      if arrival.point.column != origin.column || !shape.inputRows.contains(row) {
        problems.append("wire \(wire.source) misses the ports of box \(arrival.box)")
      }
      if let collector = collector(arrival.box) {
        let sides: [Arrival.Side] = [.above, .left, .below]
        if sides[row] != arrival.side || !reached.contains(collector)
          || !reached.contains(arrival.point)
        {
          problems.append("wire \(wire.source) does not reach the collector of \(arrival.box)")
        }
        if arrival.side != .left,
          linksOf[wire.source]?[arrival.point]?.contains(collector) != true
        {
          problems.append("wire \(wire.source) does not enter the collector of \(arrival.box)")
        }
      } else {
        let last = Point(column: arrival.point.column - 1, row: arrival.point.row)
        if arrival.side != .left || !(reached.contains(last) || start == arrival.point) {
          problems.append("wire \(wire.source) does not reach box \(arrival.box)")
        }
      }
    }
  }
  for (box, slots) in arrivals.enumerated() {
    let rows = slots.compactMap { $0?.point.row }
    if rows.count != slots.count { problems.append("an operand of box \(box) is missing") }
    if Set(rows).count != rows.count { problems.append("operands of box \(box) share a port") }
    if diagram.boxes[box].keepsOrder, rows != rows.sorted() {
      problems.append("the operands of box \(box) are out of order")
    }
  }

  // A window shows what is in it.
  let window = Rectangle(
    origin: Point(column: layout.size.columns / 3, row: layout.size.rows / 3),
    size: Size(columns: layout.size.columns / 4 + 1, rows: layout.size.rows / 4 + 1))
  let seen = layout.wireCells(meeting: window)
  if seen.contains(where: { owners[$0.point]?.contains($0.source) != true })
    || seen.count != owners.reduce(0, { $0 + (window.contains($1.key) ? $1.value.count : 0) })
  {
    problems.append("a window shows other wires than those in it")
  }
  if Set(layout.boxes(meeting: window))
    != Set(boxAt.filter { window.contains($0.key) }.map(\.value))
  {
    problems.append("a window shows other boxes than those in it")
  }
  return problems
}
