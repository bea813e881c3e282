/// The upper row of each item; the uppermost is 0.
///
/// Every layer is balanced between its neighbours. In small pictures, wires are then straightened
/// in several ways, and the best result is kept.
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

/// Puts the wires that run in lanes below everything else; lanes that do not overlap share a row.
private func layLanes(below problem: RowProblem, tops: inout [Int]) {
  let layering = problem.layering
  let sources = (0..<layering.boxCount).filter { !layering.lane[$0].isEmpty }
    .sorted { (layering.rank[$0], $0) < (layering.rank[$1], $1) }
  if sources.isEmpty { return }
  let bottom = problem.layers.joined().map { tops[$0] + problem.height[$0] }.max() ?? 0
  // The rows in use, with the lane that ends first on top: its last rank and row as one number.
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
