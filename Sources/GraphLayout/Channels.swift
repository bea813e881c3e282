/// A piece of one wire between two ranks: from one row on the left to several on the right.
struct ChannelNet {
  /// The item that the wire leaves.
  let from: Int
  let left: Int
  /// Ascending, without repetition.
  let right: [Int]

  var isStraight: Bool { right == [left] }
}

/// A vertical run in a channel, with the rows in which the wire enters and leaves it.
struct Trunk {
  /// The index of its net.
  let net: Int
  let left: Int
  let right: [Int]
  /// The track, counted from the left.
  var track = 0

  var top: Int { min(left, right.first ?? left) }
  var bottom: Int { max(left, right.last ?? left) }
}

/// Gives every bent wire between two ranks a track: the leftmost that avoids the wires before it.
///
/// Where one wire leaves on the left in a row in which another arrives on the right, the first must
/// turn before the second. Subject to that, wires are ordered so that few cross (as in ELK's
/// orthogonal router). Wires that would each have to turn before the other are split into two
/// trunks, joined in a free row.
func trunks(of nets: [ChannelNet], work: inout Int) -> [Trunk] {
  var trunks = nets.enumerated().filter { !$0.element.isStraight }
    .map { Trunk(net: $0.offset, left: $0.element.left, right: $0.element.right) }
  if trunks.isEmpty { return [] }
  var usedRows = Set(nets.flatMap { [$0.left] + $0.right })
  var order = TrunkOrder(trunks)
  while let cyclic = order.trunkInCycle {
    let trunk = trunks[cyclic]
    let row = freeRow(near: trunk, used: usedRows)
    usedRows.insert(row)
    trunks[cyclic] = Trunk(net: trunk.net, left: trunk.left, right: [row])
    trunks.append(Trunk(net: trunk.net, left: row, right: trunk.right))
    order = TrunkOrder(trunks)
  }
  let sequence = refined(order.sequence, of: trunks, work: &work)

  // The leftmost track to the right of all earlier trunks that share a row with it.
  let first = trunks.map(\.top).min() ?? 0
  var tracks = RangeMaximum(count: (trunks.map(\.bottom).max() ?? 0) - first + 1)
  for number in sequence {
    let rows = trunks[number].top - first...trunks[number].bottom - first
    trunks[number].track = tracks.maximum(in: rows)
    tracks.raise(rows, to: trunks[number].track + 1)
  }
  return trunks
}

/// The first unused row from the top of `trunk` down.
private func freeRow(near trunk: Trunk, used: Set<Int>) -> Int {
  var row = trunk.top
  while used.contains(row) { row += 1 }
  return row
}

/// The order in which trunks must turn.
private struct TrunkOrder {
  /// The trunks in an order in which each follows those that must turn before it; there is no
  /// cycle.
  var sequence: [Int] = []
  /// A trunk that would, by way of others, have to turn before itself.
  var trunkInCycle: Int?

  init(_ trunks: [Trunk]) {
    var after = Array(repeating: [Int](), count: trunks.count)
    var open = Array(repeating: 0, count: trunks.count)
    let edges = hardOrder(of: trunks)
    for (first, second) in edges {
      after[first].append(second)
      open[second] += 1
    }
    // Among wires that go down the lower ones turn first, among those that go up the upper ones.
    func key(_ trunk: Trunk) -> Int {
      (trunk.right.last ?? 0) > trunk.left ? -trunk.left : trunk.left
    }
    let byKey = trunks.indices.sorted { (key(trunks[$0]), $0) < (key(trunks[$1]), $1) }
    var orderByKey = open
    for (index, trunk) in byKey.enumerated() { orderByKey[trunk] = index }
    var isDone = Array(repeating: false, count: trunks.count)
    var ready = WeightedHeap()
    for trunk in trunks.indices where open[trunk] == 0 { ready.push((-orderByKey[trunk], 1)) }
    while let index = ready.popLargest() {
      let trunk = byKey[-index]
      isDone[trunk] = true
      sequence.append(trunk)
      for next in after[trunk] {
        open[next] -= 1
        if open[next] == 0 { ready.push((-orderByKey[next], 1)) }
      }
    }
    if sequence.count == trunks.count { return }
    // The remaining trunks depend on a cycle: walk back until a trunk is met again.
    var before = Array(repeating: -1, count: trunks.count)
    for (first, second) in edges where !isDone[first] && !isDone[second] { before[second] = first }
    var isSeen = Array(repeating: false, count: trunks.count)
    var trunk = isDone.firstIndex(of: false) ?? 0
    while !isSeen[trunk], before[trunk] >= 0 {
      isSeen[trunk] = true
      trunk = before[trunk]
    }
    // Take the trunk of the cycle with the fewest ends, which suffers least from being split.
    var best = trunk
    var other = before[trunk]
    while other != trunk, other >= 0 {
      if trunks[other].right.count < trunks[best].right.count { best = other }
      other = before[other]
    }
    trunkInCycle = best
  }
}

/// The pairs of trunks in which the first must turn before the second.
private func hardOrder(of trunks: [Trunk]) -> [(Int, Int)] {
  var leaving: [Int: [Int]] = [:]
  for (number, trunk) in trunks.enumerated() { leaving[trunk.left, default: []].append(number) }
  var pairs: [(Int, Int)] = []
  for (number, trunk) in trunks.enumerated() {
    for row in trunk.right {
      for other in leaving[row] ?? [] where other != number {
        // The two halves of a split wire meet in that row; the first half comes first.
        if trunks[other].net == trunk.net, trunks[other].left == row, trunk.right == [row] {
          pairs.append((number, other))
        } else {
          pairs.append((other, number))
        }
      }
    }
  }
  return pairs
}

/// Moves trunks within the sequence as long as that removes crossings.
private func refined(_ sequence: [Int], of trunks: [Trunk], work: inout Int) -> [Int] {
  let count = sequence.count
  guard count > 1, count <= 200, work > count * count else { return sequence }
  work -= count * count
  // cost[a][b]: the crossings if a turns before b.
  var cost = Array(repeating: Array(repeating: 0, count: count), count: count)
  for first in 0..<count {
    for second in 0..<count where first != second {
      let a = trunks[first]
      let b = trunks[second]
      guard a.top <= b.bottom, b.top <= a.bottom else { continue }
      let crossed = a.right.filter { $0 >= b.top && $0 <= b.bottom }.count
      cost[first][second] = crossed + (b.left >= a.top && b.left <= a.bottom ? 1 : 0)
    }
  }
  let forbidden = 1_000_000
  for (first, second) in hardOrder(of: trunks) { cost[second][first] += forbidden }
  var sequence = sequence
  var improved = true
  while improved, work > 0 {
    improved = false
    for trunk in 0..<count {
      guard let index = sequence.firstIndex(of: trunk) else { continue }
      work -= count
      var best = (gain: 0, index: index)
      for direction in [-1, 1] {
        var gain = 0
        var other = index + direction
        while sequence.indices.contains(other) {
          let neighbour = sequence[other]
          let change = cost[trunk][neighbour] - cost[neighbour][trunk]
          gain += direction < 0 ? -change : change
          if gain > best.gain { best = (gain, other) }
          other += direction
        }
      }
      if best.gain > 0 {
        sequence.remove(at: index)
        sequence.insert(trunk, at: best.index)
        improved = true
      }
    }
  }
  return sequence
}

/// Numbers, initially 0, whose ranges can be raised to a value and queried for their maximum.
private struct RangeMaximum {
  private let leaves: Int
  /// The maximum in the subtree of each node.
  private var maximum: [Int]
  /// The value to which the whole range of each node was raised.
  private var raised: [Int]

  init(count: Int) {
    var leaves = 1
    while leaves < count { leaves *= 2 }
    self.leaves = leaves
    maximum = Array(repeating: 0, count: 2 * leaves)
    raised = maximum
  }

  mutating func raise(_ range: ClosedRange<Int>, to value: Int) {
    for node in nodes(covering: range) {
      raised[node] = max(raised[node], value)
      var node = node
      while node > 0 {
        maximum[node] = max(maximum[node], value)
        node /= 2
      }
    }
  }

  func maximum(in range: ClosedRange<Int>) -> Int {
    var result = 0
    for node in nodes(covering: range) {
      result = max(result, maximum[node])
      var above = node / 2
      while above > 0 {
        result = max(result, raised[above])
        above /= 2
      }
    }
    return result
  }

  private func nodes(covering range: ClosedRange<Int>) -> [Int] {
    var low = range.lowerBound + leaves
    var high = range.upperBound + leaves + 1
    var nodes: [Int] = []
    while low < high {
      if low % 2 == 1 {
        nodes.append(low)
        low += 1
      }
      if high % 2 == 1 {
        high -= 1
        nodes.append(high)
      }
      low /= 2
      high /= 2
    }
    return nodes
  }
}
