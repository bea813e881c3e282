/// Prefix sums that can be updated and read in O(log count).
package struct FenwickTree {
  private var sums: [Int]

  package init(count: Int) {
    sums = Array(repeating: 0, count: count + 1)
  }

  package mutating func add(_ amount: Int, at position: Int) {
    var node = position + 1
    while node < sums.count {
      sums[node] += amount
      node += node & -node
    }
  }

  /// The sum of the amounts at all positions up to `position`.
  package func sum(through position: Int) -> Int {
    var node = min(position + 1, sums.count - 1)
    var sum = 0
    while node > 0 {
      sum += sums[node]
      node -= node & -node
    }
    return sum
  }
}
