import Cells

/// Counts the cells in which a wire runs straight across a wire of another source.
///
/// A sweep over the columns keeps the horizontal runs that are open there: O(runs · log runs).
func crossingCells(of wires: [Wire]) -> Int {
  let all = crossingRuns(wires.flatMap(\.segments))
  let own = wires.reduce(0) { $0 + ($1.segments.count > 1 ? crossingRuns($1.segments) : 0) }
  return all - own - meetingsInCollectors(of: wires)
}

/// Pairs of a horizontal and a vertical run with a common cell.
private func crossingRuns(_ segments: [Segment]) -> Int {
  let rows = Set(segments.filter(\.isHorizontal).map(\.start.row)).sorted()
  func firstIndex(from row: Int) -> Int {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      if rows[middle] < row { low = middle + 1 } else { high = middle }
    }
    return low
  }
  // Within a column, runs open before the verticals are examined and close after.
  var events: [(column: Int, phase: Int, segment: Int)] = []
  for (number, segment) in segments.enumerated() {
    if segment.isHorizontal {
      events.append((segment.start.column, 0, number))
      events.append((segment.end.column, 2, number))
    } else {
      events.append((segment.start.column, 1, number))
    }
  }
  events.sort { ($0.column, $0.phase) < ($1.column, $1.phase) }
  var open = FenwickTree(count: rows.count)
  var count = 0
  for event in events {
    let segment = segments[event.segment]
    switch event.phase {
    case 0: open.add(1, at: firstIndex(from: segment.start.row))
    case 2: open.add(-1, at: firstIndex(from: segment.start.row))
    default:
      count += open.sum(through: firstIndex(from: segment.end.row + 1) - 1)
      count -= open.sum(through: firstIndex(from: segment.start.row) - 1)
    }
  }
  return count
}

/// Pairs of a wire from the left and one from above or below, of different sources, that end in
/// the same collector; they meet there but do not cross.
private func meetingsInCollectors(of wires: [Wire]) -> Int {
  var fromLeft: [Int: Int] = [:]
  for wire in wires {
    for arrival in wire.arrivals where arrival.side == .left { fromLeft[arrival.box] = wire.source }
  }
  var meetings = 0
  for wire in wires {
    // A wire that enters from above and from below is one run through the collector.
    let boxes = Set(wire.arrivals.filter { $0.side != .left }.map(\.box))
    for box in boxes {
      if let source = fromLeft[box], source != wire.source { meetings += 1 }
    }
  }
  return meetings
}
