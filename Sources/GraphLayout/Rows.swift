/// What the rows of the items must obey and what they should come close to.
///
/// Items of a layer follow each other from top to bottom without overlap. An edge is level if the
/// row in which it leaves its left item is the row in which it enters its right item.
struct RowProblem {
  let layering: Layering
  /// Per layer, its items from top to bottom.
  let layers: [[Int]]
  /// Per item, its rows; 1 for a dummy vertex.
  let height: [Int]
  /// Per item, the row from its top in which its wire leaves.
  let outputRow: [Int]
  /// Per edge, the row from the top of its right item in which it should enter.
  let inputRow: [Int]

  init(_ ordering: Ordering, of diagram: Diagram) {
    let layering = ordering.layering
    self.layering = layering
    layers = ordering.layers
    let dummies = layering.rank.count - layering.boxCount
    height = diagram.boxes.map(\.height) + Array(repeating: 1, count: dummies)
    outputRow = diagram.boxes.map(\.outputRow) + Array(repeating: 0, count: dummies)
    var inputRow = Array(repeating: 0, count: layering.edgeFrom.count)
    for (index, box) in diagram.boxes.enumerated() {
      let edges = layering.incoming(index)
      if edges.count <= 3 {
        for edge in edges { inputRow[edge] = box.middleInputRow }
      } else {
        let sorted =
          box.keepsOrder
          ? Array(edges)
          : edges.sorted {
            (ordering.position[layering.edgeFrom[$0]], $0)
              < (ordering.position[layering.edgeFrom[$1]], $1)
          }
        let first = (box.inputRows.count - edges.count) / 2
        for (place, edge) in sorted.enumerated() { inputRow[edge] = box.inputRows[first + place] }
      }
    }
    self.inputRow = inputRow
  }

  /// How much lower the left item of `edge` leaves than its right item is entered.
  func drop(_ edge: Int, _ tops: [Int]) -> Int {
    let from = layering.edgeFrom[edge]
    return tops[from] + outputRow[from] - tops[layering.edgeTo[edge]] - inputRow[edge]
  }

  /// Long wires are kept straight first: their bends are the ones that are seen.
  ///
  /// Wires of leaves give way to those between gates, so that a row of gates stays a row.
  func weight(_ edge: Int) -> Int {
    let from = layering.edgeFrom[edge]
    switch (layering.isBox(from), layering.isBox(layering.edgeTo[edge])) {
    case (false, false): return 32
    case (true, true): return layering.incoming(from).isEmpty ? 3 : 4
    default: return 8
    }
  }

  /// How far from a good picture `tops` is: rows, bends, and lengths of vertical wires.
  ///
  /// Among equals, outputs half way down are best.
  func cost(_ tops: [Int], _ diagram: Diagram) -> Int {
    var first = Int.max
    var last = 0
    for item in tops.indices {
      first = min(first, tops[item])
      last = max(last, tops[item] + height[item])
    }
    var cost = 4 * (last - first)
    for edge in layering.edgeFrom.indices {
      let distance = abs(drop(edge, tops))
      if distance == 0 { continue }
      let to = layering.edgeTo[edge]
      let turnsAtConnector = layering.isBox(to) && diagram.boxes[to].hasConnector
      let alone = layering.incoming(to).count == 1
      cost += distance + (turnsAtConnector ? 3 : alone ? 12 : 6)
      if distance <= 2, alone { cost += 4 }
    }
    var offCentre = 0
    for item in tops.indices where layering.outgoing(item).isEmpty {
      offCentre += abs(2 * (tops[item] + outputRow[item]) + 1 - first - last)
    }
    return cost * 1000 + min(offCentre, 999)
  }
}

/// Per item its upper row, in whole rows from the start; the uppermost is 0.
///
/// The rows come from balancing every layer between its neighbours. Small pictures then get their
/// straight lines pulled through in several ways, and the best way is kept.
func rows(_ problem: RowProblem, in diagram: Diagram, effort: Int) -> [Int] {
  let count = problem.layering.rank.count
  guard count > 0 else { return [] }
  var tops = balancedRows(problem, leaning: .up, sweeps: count > 50_000 ? 4 : 10)
  if diagram.boxes.count <= 150, count <= 1200, problem.layering.lane.allSatisfy(\.isEmpty) {
    var best = StraightRows(problem, diagram, near: tops, limit: .max)
    for leaning in [Leaning.up, .down] {
      let balanced = balancedRows(problem, leaning: leaning, sweeps: 10)
      for limit in [Int.max, 6, 0] {
        let other = StraightRows(problem, diagram, near: balanced, limit: limit)
        if other.cost < best.cost { best = other }
      }
    }
    best.improve(work: effort / 10)
    tops = best.tops
  }
  let top = problem.layers.joined().map { tops[$0] }.min() ?? 0
  tops = tops.map { $0 - top }
  layLanes(below: problem, tops: &tops)
  return tops
}

/// Puts the wires that run in lanes below everything else; lanes that do not meet share a row.
private func layLanes(below problem: RowProblem, tops: inout [Int]) {
  let layering = problem.layering
  let sources = (0..<layering.boxCount).filter { !layering.lane[$0].isEmpty }
    .sorted { (layering.rank[$0], $0) < (layering.rank[$1], $1) }
  if sources.isEmpty { return }
  let bottom = problem.layers.joined().map { tops[$0] + problem.height[$0] }.max() ?? 0
  // The rows in use, the one that ends first on top: its last rank and its number in one.
  var inUse = WeightedHeap()
  var rows = 0
  for source in sources {
    let lastRank = layering.lane[source].last.map { layering.rank[$0] } ?? 0
    var row = rows
    if let first = inUse.largest, -first / sources.count < layering.rank[source] {
      row = -first % sources.count
      _ = inUse.popLargest()
    } else {
      rows += 1
    }
    inUse.push((-(lastRank * sources.count + row), 1))
    for item in layering.lane[source] { tops[item] = bottom + row }
  }
}
