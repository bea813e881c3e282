/// The way in which an operand enters its box, chosen once the rows are known.
struct Port {
  /// The cell row in which the wire enters the first column of the box.
  var row: Int
  var side: Arrival.Side
  /// The row in which the wire reaches the column of a connector, where it turns up or down.
  ///
  /// Equal to `row` if the wire comes from the left or turns in the box itself.
  var entryRow: Int
}

/// The port of each edge into a box; nil for edges into dummy vertices.
func ports(of problem: RowProblem, tops: [Int], in diagram: Diagram) -> [Port?] {
  let layering = problem.layering
  var ports = [Port?](repeating: nil, count: layering.edgeFrom.count)
  func leaving(_ edge: Int) -> Int { problem.leavingRow(layering.edgeFrom[edge], tops) }

  for box in diagram.boxes.indices {
    let edges = layering.incoming(box)
    if edges.isEmpty { continue }
    let sorted =
      diagram.boxes[box].keepsOrder
      ? Array(edges)
      : edges.sorted { (leaving($0), $0) < (leaving($1), $1) }
    let wanted = sorted.map { leaving($0) - tops[box] }
    let rows = inputRows(of: diagram.boxes[box], wanted: wanted)
    for (edge, row) in zip(sorted, rows) {
      let side: Arrival.Side =
        !diagram.boxes[box].hasConnector || row == 1 ? .left : row == 0 ? .above : .below
      ports[edge] = Port(row: tops[box] + row, side: side, entryRow: tops[box] + row)
    }
  }
  for layer in problem.layers.indices.dropFirst() {
    turnAtConnectors(problem, tops: tops, layer: layer, in: diagram, ports: &ports)
  }
  return ports
}

/// Chooses ascending input rows with the fewest bends, then the shortest way to `wanted`.
private func inputRows(of box: Diagram.Box, wanted: [Int]) -> [Int] {
  let rows = box.inputRows
  // A box with as many input rows as operands leaves no choice.
  if rows.count == wanted.count { return rows }
  if wanted.count == 1 { return [rows.contains(wanted[0]) ? wanted[0] : box.middleInputRow] }
  if rows.count * wanted.count > 100_000 { return Array(rows.prefix(wanted.count)) }
  if box.hasConnector, rows.count == 3, wanted.count == 2 {
    // If two wires come from the same side, the farther one turns in the column of the collector.
    if wanted[0] < 1 && wanted[1] > 1 { return [rows[0], rows[2]] }
    let firstIsAbove = wanted[0] < 1 || wanted[0] > 1 && wanted[1] == 1
    return firstIsAbove ? [rows[0], rows[1]] : [rows[1], rows[2]]
  }
  // best[k][r]: the least cost of the first k wires using only the first r rows.
  var best = Array(
    repeating: Array(repeating: Int.max / 2, count: rows.count + 1), count: wanted.count + 1)
  best[0] = Array(repeating: 0, count: rows.count + 1)
  func cost(_ wire: Int, _ row: Int) -> Int {
    let distance = abs(rows[row] - wanted[wire])
    return distance == 0 ? 0 : distance + 100
  }
  for wire in wanted.indices {
    for row in rows.indices {
      best[wire + 1][row + 1] = min(best[wire + 1][row], best[wire][row] + cost(wire, row))
    }
  }
  var chosen: [Int] = []
  var row = rows.count
  for wire in wanted.indices.reversed() {
    while best[wire + 1][row - 1] == best[wire + 1][row], row - 1 > wire { row -= 1 }
    row -= 1
    chosen.append(rows[row])
  }
  return chosen.reversed()
}

/// Lets wires run vertically in the column of the collector if nothing is in their way.
///
/// Such a wire needs no track of its own, so the ranks can touch. Leaves stand to the right of the
/// column and are never in the way.
private func turnAtConnectors(
  _ problem: RowProblem, tops: [Int], layer: Int, in diagram: Diagram, ports: inout [Port?]
) {
  let layering = problem.layering
  let items = problem.layers[layer]
  func isInColumn(_ item: Int) -> Bool { layering.isBox(item) && !diagram.operands[item].isEmpty }
  // The last row, from above, that a box or a wire occupies in the column.
  var takenThrough = -1
  for (index, box) in items.enumerated() where isInColumn(box) {
    let bottom = tops[box] + problem.height[box] - 1
    var taken = bottom
    for edge in layering.incoming(box) {
      guard var port = ports[edge], port.side != .left else { continue }
      let from = layering.edgeFrom[edge]
      let start = problem.leavingRow(from, tops)
      let step = port.side == .above ? -1 : 1
      // The dummy vertices between this box and the next one in that direction.
      var ownRow: Int?
      var isBlocked = false
      var limit = step < 0 ? takenThrough : Int.max
      for other in stride(from: index + step, to: step < 0 ? -1 : items.count, by: step) {
        let item = items[other]
        if isInColumn(item) {
          if step > 0 { limit = tops[item] }
          break
        }
        if layering.isBox(item) { continue }
        if layering.source[item] == layering.source[from] {
          ownRow = ownRow ?? tops[item]
        } else if tops[item] == start {
          isBlocked = true
        }
      }
      func isFree(_ row: Int) -> Bool {
        step < 0 ? row > limit && row <= port.row : row < limit && row >= port.row
      }
      if let ownRow, isFree(ownRow) {
        port.entryRow = ownRow
      } else if !isBlocked, isFree(start) {
        port.entryRow = start
      }
      ports[edge] = port
      if step > 0 { taken = max(taken, port.entryRow) }
    }
    takenThrough = taken
  }
}
