import ComputationGraph
import ExpressionLanguage
import LectureGraphs
import TestSupport
import Testing

/// The backward pass that one can read against the one that runs, on every example.
@Suite struct ExampleBackwardTests {
  @Test(arguments: LectureGraphs.all)
  func `both give an example the same gradients, bit for bit`(_ example: LectureGraph) throws {
    let document = try OpenedGraph(example).document
    let (graph, output) = (document.graph, document.output)
    var fast = Numbers(initialValuesOf: graph)
    Tape(of: graph).forward(in: &fast)
    var plain = fast
    for place in graph.places(of: output) { fast[gradient: place] = 1 }
    Tape(of: graph, feeding: output).backward(in: &fast)
    plain.backpropagate(from: output, in: graph)
    for node in graph.ids where graph.role(of: node) != .constant {
      let (a, b) = (plain.gradient(of: node, in: graph), fast.gradient(of: node, in: graph))
      #expect(a.elements.map(\.bitPattern) == b.elements.map(\.bitPattern))
    }
  }
}
