/// Rows in which chosen edges are level, near the rows `tops`; nil if they cannot all be.
///
/// After Brandes and Köpf (2001): every item is lined up with at most one item on either side, so
/// that the items fall into blocks that move as one. Unlike there, the edges to line up are chosen
/// by weight and by how level they are already, at most `limit` rows off, and the blocks are
/// then shifted to where the wires between them are short.
func straightenedRows(_ problem: RowProblem, near tops: [Int], limit: Int) -> [Int]? {
  var blocks = Blocks(problem, linedUp: levelEdges(problem, near: tops, limit: limit))
  guard blocks.compact() else { return nil }
  blocks.shortenWires()
  return blocks.tops
}

/// Chooses edges that do not cross each other, at most one on either side of an item.
private func levelEdges(_ problem: RowProblem, near tops: [Int], limit: Int) -> [Int] {
  let layering = problem.layering
  var position = Array(repeating: 0, count: layering.rank.count)
  for layer in problem.layers {
    for (place, item) in layer.enumerated() { position[item] = place }
  }
  let candidates = layering.edgeFrom.indices
    .map { (distance: abs(problem.drop($0, tops)), weight: problem.weight($0), edge: $0) }
    .filter { $0.distance <= limit }
    .sorted { ($1.weight, $0.distance, $0.edge) < ($0.weight, $1.distance, $1.edge) }
  var hasLeft = Array(repeating: false, count: layering.rank.count)
  var hasRight = hasLeft
  var chosenAfterRank = Array(repeating: [Int](), count: problem.layers.count)
  var chosen: [Int] = []
  for (_, _, edge) in candidates {
    let from = layering.edgeFrom[edge]
    let to = layering.edgeTo[edge]
    if hasRight[from] || hasLeft[to] { continue }
    let crosses = chosenAfterRank[layering.rank[from]].contains { other in
      (position[layering.edgeFrom[other]] < position[from])
        != (position[layering.edgeTo[other]] < position[to])
    }
    if crosses { continue }
    hasRight[from] = true
    hasLeft[to] = true
    chosenAfterRank[layering.rank[from]].append(edge)
    chosen.append(edge)
  }
  return chosen
}

/// Items that move up and down together.
private struct Blocks {
  private let problem: RowProblem
  /// Per item, its block and its row from the origin of the block.
  private var block: [Int]
  private var offset: [Int]
  /// Per block, its origin.
  private var origin: [Int] = []
  /// Per block, the blocks that must stay at least so many rows below or above it.
  private var below: [[(block: Int, distance: Int)]] = []
  private var above: [[(block: Int, distance: Int)]] = []
  /// Per block, its wires: the other end is level if its origin is `distance` rows further down.
  private var links: [[(block: Int, distance: Int, weight: Int)]] = []
  /// Per block, its highest and lowest row from its origin.
  private var extent: [(top: Int, bottom: Int)] = []

  var tops: [Int] { block.indices.map { origin[block[$0]] + offset[$0] } }

  init(_ problem: RowProblem, linedUp: [Int]) {
    self.problem = problem
    let layering = problem.layering
    let count = layering.rank.count
    block = Array(repeating: -1, count: count)
    offset = Array(repeating: 0, count: count)
    var edgeInto = Array(repeating: -1, count: count)
    for edge in linedUp { edgeInto[layering.edgeTo[edge]] = edge }
    for layer in problem.layers {
      for item in layer {
        let edge = edgeInto[item]
        if edge >= 0 {
          let from = layering.edgeFrom[edge]
          block[item] = block[from]
          offset[item] = offset[from] + problem.outputRow[from] - problem.inputRow[edge]
        } else {
          block[item] = origin.count
          origin.append(0)
        }
      }
    }
    below = Array(repeating: [], count: origin.count)
    above = below
    links = Array(repeating: [], count: origin.count)
    extent = Array(repeating: (Int.max, Int.min), count: origin.count)
    for item in 0..<count {
      let own = extent[block[item]]
      extent[block[item]] = (
        min(own.top, offset[item]), max(own.bottom, offset[item] + problem.height[item])
      )
    }
    for layer in problem.layers {
      for (upper, lower) in zip(layer, layer.dropFirst()) {
        let distance = offset[upper] + problem.height[upper] - offset[lower]
        below[block[upper]].append((block[lower], distance))
        above[block[lower]].append((block[upper], distance))
      }
    }
    for edge in layering.edgeFrom.indices {
      let from = layering.edgeFrom[edge]
      let to = layering.edgeTo[edge]
      guard block[from] != block[to] else { continue }
      let distance = offset[from] + problem.outputRow[from] - offset[to] - problem.inputRow[edge]
      links[block[from]].append((block[to], distance, 1))
      links[block[to]].append((block[from], -distance, 1))
    }
  }

  /// Moves every block as far up as it goes; false if the blocks contradict each other.
  mutating func compact() -> Bool {
    var open = above.map(\.count)
    for block in origin.indices { origin[block] = -extent[block].top }
    var ready = origin.indices.filter { open[$0] == 0 }
    var done = 0
    while let block = ready.popLast() {
      done += 1
      for next in below[block] {
        origin[next.block] = max(origin[next.block], origin[block] + next.distance)
        open[next.block] -= 1
        if open[next.block] == 0 { ready.append(next.block) }
      }
    }
    return done == origin.count
  }

  /// Shifts groups of blocks within the height of the picture while that shortens wires.
  mutating func shortenWires() {
    let height = origin.indices.map { origin[$0] + extent[$0].bottom }.max() ?? 0
    for _ in 0..<30 {
      var moved = false
      for block in origin.indices {
        for direction in [1, -1] {
          for takesLevel in [false, true] {
            while shift(block, direction, within: height, takingLevelWires: takesLevel) {
              moved = true
            }
          }
        }
      }
      if !moved { break }
    }
  }

  /// Shifts `block` with all that it pushes, until something else is in the way or level.
  private mutating func shift(
    _ seed: Int, _ direction: Int, within height: Int, takingLevelWires: Bool
  ) -> Bool {
    var isIn: Set<Int> = [seed]
    var group = [seed]
    var next = 0
    var step = height
    while next < group.count {
      let block = group[next]
      next += 1
      let room =
        direction > 0
        ? height - origin[block] - extent[block].bottom : origin[block] + extent[block].top
      if room <= 0 { return false }
      step = min(step, room)
      for other in direction > 0 ? below[block] : above[block] {
        if abs(origin[other.block] - origin[block]) <= other.distance,
          isIn.insert(other.block).inserted
        {
          group.append(other.block)
        }
      }
      if takingLevelWires {
        for link in links[block]
        where origin[block] + link.distance == origin[link.block]
          && isIn.insert(link.block).inserted
        {
          group.append(link.block)
        }
      }
    }
    var gain = 0
    for block in group {
      for other in direction > 0 ? below[block] : above[block] where !isIn.contains(other.block) {
        step = min(step, (origin[other.block] - origin[block]) * direction - other.distance)
      }
      for link in links[block] where !isIn.contains(link.block) {
        let ahead = (origin[link.block] - origin[block] - link.distance) * direction
        gain += ahead > 0 ? link.weight : -link.weight
        if ahead > 0 { step = min(step, ahead) }
      }
    }
    guard gain > 0, step > 0 else { return false }
    for block in group { origin[block] += step * direction }
    return true
  }
}
