import GraphLayout
import Learning
import Testing

@Suite struct CrossingCountTests {
  @Test func `two edges cross if they end in the opposite order`() {
    #expect(crossingCount(of: [(0, 1), (1, 0)]) == 1)
    #expect(crossingCount(of: [(0, 0), (1, 1)]) == 0)
  }

  @Test func `edges with a common end do not cross`() {
    #expect(crossingCount(of: [(0, 0), (0, 1), (1, 1)]) == 0)
    #expect(crossingCount(of: []) == 0)
  }

  @Test func `the fast count is that of looking at every pair`() {
    var generator = RandomNumbers(seed: 7)
    for _ in 0..<300 {
      let edges = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        (
          from: Int.random(in: 0..<12, using: &generator),
          to: Int.random(in: 0..<12, using: &generator)
        )
      }
      var pairs = 0
      for (number, one) in edges.enumerated() {
        for other in edges[..<number] where (one.from - other.from) * (one.to - other.to) < 0 {
          pairs += 1
        }
      }
      #expect(crossingCount(of: edges) == pairs)
    }
  }
}

/// Counts the crossings of edges between two layers, in O(edges · log positions).
///
/// An edge goes from a position in the left layer to one in the right layer. Two edges cross if
/// their order on the left is the opposite of that on the right (Barth, Jünger, Mutzel 2002).
private func crossingCount(of edges: [(from: Int, to: Int)]) -> Int {
  let edges = edges.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
  var seen = FenwickTree(count: (edges.map(\.to).max() ?? -1) + 1)
  var crossings = 0
  for (number, edge) in edges.enumerated() {
    crossings += number - seen.sum(through: edge.to)
    seen.add(1, at: edge.to)
  }
  return crossings
}
