import Backpropagation
import ComputationGraph
import Testing

@Suite struct GradientCheckTests {
  @Test(arguments: 0..<30)
  func `gradients of random graphs agree with central differences`(_ seed: Int) throws {
    let random = try RandomGraph(seed: UInt64(seed), gates: 20)
    let check = GradientCheck(of: random.graph, output: random.output)
    let reaches = random.graph.ancestors(of: random.output)
    for node in random.graph.ids where reaches[Int(node.index)] {
      for comparison in check.compare(node) {
        #expect(
          comparison.agreement == .agrees || comparison.agreement == .kink, "\(node): \(comparison)"
        )
      }
    }
  }

  @Test func `a kink is called one, and not an error`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf(-1e-6, role: .parameter)
    let f = try graph.append(.relu, x)
    let comparison = try #require(GradientCheck(of: graph, output: f).compare(x).first)
    #expect(comparison.analytic == 0)
    #expect(comparison.agreement == .kink || comparison.agreement == .agrees)
    var atZero = Graph()
    let zero = try atZero.appendLeaf(0, role: .parameter)
    let g = try atZero.append(.relu, zero)
    #expect(GradientCheck(of: atZero, output: g).compare(zero).first?.agreement == .kink)
  }

  @Test func `where the loss is not a number there is nothing to compare`() throws {
    var graph = Graph()
    let x = try graph.appendLeaf(-1, role: .parameter)
    let f = try graph.append(.log, x)
    #expect(GradientCheck(of: graph, output: f).compare(x).first?.agreement == .undefined)
  }
}
