/// The ways to give every box a rank, its step from left to right; operands come before their box.
enum Ranking: CaseIterable {
  /// Leaves in the first rank, gates where the wires are short.
  case leavesFirst
  /// Every box where the sum of the lengths of all wires is least.
  case shortWires
  /// Every box directly before its first consumer, so that neurons of one layer stagger.
  case late

  /// Per box, its rank.
  func ranks(of diagram: Diagram) -> [Int] {
    var ranks = earliestRanks(of: diagram)
    switch self {
    case .leavesFirst: shortenWires(of: diagram, ranks: &ranks, movingLeaves: false)
    case .shortWires: shortenWires(of: diagram, ranks: &ranks, movingLeaves: true)
    case .late:
      var firstConsumer = Array(repeating: Int.max, count: ranks.count)
      for box in diagram.boxes.indices.reversed() {
        if firstConsumer[box] < .max { ranks[box] = firstConsumer[box] - 1 }
        for source in diagram.operands[box] {
          firstConsumer[source] = min(firstConsumer[source], ranks[box])
        }
      }
    }
    return ranks
  }
}

/// The rankings worth trying, each different from those before.
///
/// Rankings that stretch wires over far too many ranks are left out.
func rankings(of diagram: Diagram) -> [[Int]] {
  var candidates: [(ranks: [Int], dummies: Int)] = []
  for ranking in Ranking.allCases {
    let ranks = ranking.ranks(of: diagram)
    if !candidates.contains(where: { $0.ranks == ranks }) {
      candidates.append((ranks, Layering.dummyCount(of: diagram, ranks: ranks)))
    }
  }
  let fewest = candidates.map(\.dummies).min() ?? 0
  let limit = max(fewest, 10 * diagram.boxes.count + 2000)
  return candidates.filter { $0.dummies <= limit }.map(\.ranks)
}

private func earliestRanks(of diagram: Diagram) -> [Int] {
  var ranks = Array(repeating: 0, count: diagram.boxes.count)
  for box in diagram.boxes.indices {
    ranks[box] = 1 + (diagram.operands[box].map { ranks[$0] }.max() ?? -1)
  }
  return ranks
}

/// Moves boxes to the right as long as the total length of all wires does not grow.
///
/// A wire reaches from its source to its last consumer. Moving a box right shortens its own wire
/// and lengthens that of each operand for which it is, or becomes, the last consumer.
private func shortenWires(of diagram: Diagram, ranks: inout [Int], movingLeaves: Bool) {
  let count = diagram.boxes.count
  for _ in 0..<8 {
    var last = Array(repeating: -1, count: count)
    var consumersAtLast = Array(repeating: 0, count: count)
    func reach(_ source: Int, _ rank: Int) {
      if rank > last[source] {
        last[source] = rank
        consumersAtLast[source] = 1
      } else if rank == last[source] {
        consumersAtLast[source] += 1
      }
    }
    for box in 0..<count {
      for source in Set(diagram.operands[box]) { reach(source, ranks[box]) }
    }
    var first = Array(repeating: Int.max, count: count)
    var moved = false
    for box in (0..<count).reversed() {
      let sources = Set(diagram.operands[box])
      if first[box] < .max, movingLeaves || !sources.isEmpty {
        // The wire of an operand starts to grow after this rank.
        let rank = ranks[box]
        let growsAfter = sources.map { source in
          last[source] == rank && consumersAtLast[source] == 1 ? rank : last[source]
        }
        let target = max(rank, min(first[box] - 1, growsAfter.min() ?? .max))
        if target > rank {
          ranks[box] = target
          moved = true
          for source in sources { reach(source, target) }
        }
      }
      for source in sources { first[source] = min(first[source], ranks[box]) }
    }
    if !moved { break }
  }
}
