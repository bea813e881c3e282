import ComputationGraph
import Testing

@Suite struct PartitionPointTests {
  @Test func `the first number that fulfils a condition is found wherever it is`() {
    for count in 0...9 {
      for first in 0...count {
        #expect((3..<3 + count).partitionPoint { $0 >= 3 + first } == 3 + first)
      }
    }
  }
}
