/// Rows in which chosen edges are level.
///
/// After Brandes and Köpf (2001): every item is aligned with at most one item on either side, so
/// the items form blocks that move as one. Unlike there, the edges to align are chosen by weight
/// and by how level they already are, the blocks are shifted to shorten the wires between them, and
/// other choices are tried afterwards.
struct StraightRows {
  private let problem: RowProblem
  private let diagram: Diagram
  /// The edges that are level because they were chosen; they do not cross each other.
  private var linedUp: [Int] = []
  /// Per item, its upper row.
  private(set) var tops: [Int]
  private(set) var cost: Int

  /// Aligns edges that are at most `limit` rows from level in `tops`.
  init(_ problem: RowProblem, _ diagram: Diagram, near tops: [Int], limit: Int) {
    self.problem = problem
    self.diagram = diagram
    self.tops = tops
    cost = problem.cost(tops, diagram)

    let candidates = problem.layering.edgeFrom.indices
      .map { (distance: abs(problem.drop($0, tops)), weight: problem.weight($0), edge: $0) }
      .filter { $0.distance <= limit }
      .sorted { ($1.weight, $0.distance, $0.edge) < ($0.weight, $1.distance, $1.edge) }
    for (_, _, edge) in candidates where !linedUp.contains(where: { excludes($0, edge) }) {
      linedUp.append(edge)
    }
    var work = 100_000
    if let straight = rows(liningUp: linedUp, work: &work) {
      self.tops = straight
      cost = problem.cost(straight, diagram)
    }
  }

  /// Aligns one more edge at a time, giving up those it excludes, as long as the cost falls.
  mutating func improve(work: Int) {
    var work = work
    var improved = true
    while improved {
      improved = false
      for edge in problem.layering.edgeFrom.indices where problem.drop(edge, tops) != 0 {
        let other = linedUp.filter { !excludes($0, edge) } + [edge]
        work -= 4 * tops.count
        if work < 0 { return }
        guard let straight = rows(liningUp: other, work: &work) else { continue }
        let otherCost = problem.cost(straight, diagram)
        if otherCost < cost {
          (linedUp, tops, cost) = (other, straight, otherCost)
          improved = true
        }
      }
    }
  }

  /// Whether two edges cannot both be level: they share an end or cross.
  private func excludes(_ one: Int, _ other: Int) -> Bool {
    let (layering, position) = (problem.layering, problem.position)
    let from = (layering.edgeFrom[one], layering.edgeFrom[other])
    let to = (layering.edgeTo[one], layering.edgeTo[other])
    if layering.rank[from.0] != layering.rank[from.1] { return false }
    if from.0 == from.1 || to.0 == to.1 { return true }
    return (position[from.0] < position[from.1]) != (position[to.0] < position[to.1])
  }

  /// The rows with `edges` level, or nil if they cannot all be; subtracts its effort from `work`.
  private func rows(liningUp edges: [Int], work: inout Int) -> [Int]? {
    var blocks = Blocks(problem, linedUp: edges)
    guard blocks.compact() else { return nil }
    blocks.shortenWires(work: &work)
    return blocks.tops
  }
}

/// Items that move up and down together.
private struct Blocks {
  /// Per item, its block and its row from the origin of the block.
  private var block: [Int]
  private var offset: [Int]
  /// Per block, its origin.
  private var origin: [Int] = []
  /// Per block, the blocks that must stay below or above it, at least `distance` rows apart.
  private var below: [[(block: Int, distance: Int)]] = []
  private var above: [[(block: Int, distance: Int)]] = []
  /// Per block, its wires: the other end is level if its origin is `distance` rows further down.
  private var links: [[(block: Int, distance: Int)]] = []
  /// Per block, its highest and lowest row from its origin.
  private var extent: [(top: Int, bottom: Int)] = []

  /// The number of shifts tried, and per block the last one in which it took part.
  private var shifts = 0
  private var lastShift: [Int] = []

  var tops: [Int] { block.indices.map { origin[block[$0]] + offset[$0] } }

  init(_ problem: RowProblem, linedUp: [Int]) {
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
    lastShift = Array(repeating: 0, count: origin.count)
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
      links[block[from]].append((block[to], distance))
      links[block[to]].append((block[from], -distance))
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

  /// Shifts groups of blocks within the height of the picture as long as this shortens wires.
  mutating func shortenWires(work: inout Int) {
    let height = origin.indices.map { origin[$0] + extent[$0].bottom }.max() ?? 0
    for _ in 0..<30 {
      var moved = false
      for block in origin.indices {
        for (direction, takesLevel) in [(1, false), (1, true), (-1, false), (-1, true)] {
          while work > 0, shift(block, direction, height, takesLevel, work: &work) { moved = true }
        }
      }
      if !moved { break }
    }
  }

  /// Shifts a block within `height`, together with everything it pushes and, with `takesLevel`, the
  /// blocks at the other ends of its level wires, until it is blocked or an edge becomes level.
  private mutating func shift(
    _ seed: Int, _ direction: Int, _ height: Int, _ takesLevel: Bool, work: inout Int
  ) -> Bool {
    shifts += 1
    lastShift[seed] = shifts
    var group = [seed]
    var next = 0
    var step = height
    while next < group.count {
      let block = group[next]
      next += 1
      let room =
        direction > 0
        ? height - origin[block] - extent[block].bottom : origin[block] + extent[block].top
      if room <= 0 {
        work -= group.count
        return false
      }
      step = min(step, room)
      for other in direction > 0 ? below[block] : above[block] {
        if lastShift[other.block] != shifts,
          (origin[other.block] - origin[block]) * direction <= other.distance
        {
          lastShift[other.block] = shifts
          group.append(other.block)
        }
      }
      if takesLevel {
        for link in links[block]
        where lastShift[link.block] != shifts
          && origin[block] + link.distance == origin[link.block]
        {
          lastShift[link.block] = shifts
          group.append(link.block)
        }
      }
    }
    work -= 2 * group.count
    var gain = 0
    for block in group {
      for other in direction > 0 ? below[block] : above[block]
      where lastShift[other.block] != shifts {
        step = min(step, (origin[other.block] - origin[block]) * direction - other.distance)
      }
      for link in links[block] where lastShift[link.block] != shifts {
        let ahead = (origin[link.block] - origin[block] - link.distance) * direction
        gain += ahead > 0 ? 1 : -1
        if ahead > 0 { step = min(step, ahead) }
      }
    }
    guard gain > 0, step > 0 else { return false }
    for block in group { origin[block] += step * direction }
    return true
  }
}
