/// Counts the crossings of edges between two layers, in O(edges · log positions).
///
/// An edge goes from a position in the left layer to one in the right layer. Two edges cross if
/// their order on the left is the opposite of that on the right (Barth, Jünger, Mutzel 2002).
public func crossingCount(of edges: [(from: Int, to: Int)]) -> Int {
  let edges = edges.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
  var seen = FenwickTree(count: (edges.map(\.to).max() ?? -1) + 1)
  var crossings = 0
  for (number, edge) in edges.enumerated() {
    crossings += number - seen.sum(through: edge.to)
    seen.add(1, at: edge.to)
  }
  return crossings
}

/// Prefix sums that can be updated and read in O(log count).
struct FenwickTree {
  private var sums: [Int]

  init(count: Int) {
    sums = Array(repeating: 0, count: count + 1)
  }

  mutating func add(_ amount: Int, at position: Int) {
    var node = position + 1
    while node < sums.count {
      sums[node] += amount
      node += node & -node
    }
  }

  /// The sum of the amounts at all positions up to `position`.
  func sum(through position: Int) -> Int {
    var node = min(position + 1, sums.count - 1)
    var sum = 0
    while node > 0 {
      sum += sums[node]
      node -= node & -node
    }
    return sum
  }
}
