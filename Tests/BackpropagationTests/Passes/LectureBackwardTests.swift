import ComputationGraph
import Testing

/// The backward pass that one can read against the one that runs.
@Suite struct LectureBackwardTests {
  private func expectSameBits(_ graph: Graph, _ output: Node.ID) {
    var fast = Numbers(initialValuesOf: graph)
    Tape(of: graph).forward(in: &fast)
    var plain = fast
    fast.setGradient(
      of: output, to: Tensor(shape: graph.shape(of: output)) { _ in 1 }, in: graph)
    Tape(of: graph, feeding: output).backward(in: &fast)
    plain.backpropagate(from: output, in: graph)
    for node in graph.ids where graph.role(of: node) != .constant {
      for place in graph.places(of: node) {
        #expect(plain[gradient: place].bitPattern == fast[gradient: place].bitPattern)
      }
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `both give the same bits on random graphs of scalars`(_ seed: UInt64) throws {
    let random = try RandomGraph(seed: seed, gates: 60)
    expectSameBits(random.graph, random.output)
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `both give the same bits on random graphs of tensors`(_ seed: UInt64) throws {
    let random = try RandomTensorGraph(seed: seed, gates: 40)
    expectSameBits(random.graph, random.output)
  }
}
