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
