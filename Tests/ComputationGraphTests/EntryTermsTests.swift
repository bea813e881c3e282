import ComputationGraph
import Testing

/// The terms of the chain rule at one entry, for every primitive.
@Suite struct EntryTermsTests {
  @Test(arguments: TensorCase.all)
  func `upstream × local over its terms is what a gate sends to an entry`(
    _ tensorCase: TensorCase
  ) throws {
    let built = try CaseGraph(tensorCase)
    let graph = built.graph
    var numbers = built.numbersAfterBothPasses()
    let upstream = numbers.gradient(of: built.gate, in: graph).elements
    for (slot, operand) in graph.operands(of: built.gate).enumerated() {
      let shape = graph.shape(of: operand)
      numbers.setGradient(of: operand, to: Tensor(shape: shape) { _ in 0 }, in: graph)
      numbers.sendGradient(of: built.gate, to: slot, in: graph)
      let sent = numbers.gradient(of: operand, in: graph).elements
      // Of a large array some entries stand for all.
      for entry in stride(from: 0, to: shape.count, by: max(1, shape.count / 40)) {
        let terms = graph.entryTerms(of: built.gate, slot: slot, entry: entry, at: numbers)
        let sum = terms.reduce(0) { $0 + upstream[$1.output] * $1.local }
        #expect(
          abs(sum - sent[entry]) <= 1e-12 * max(1, abs(sum)), "slot \(slot), entry \(entry)")
        #expect(Set(terms.map(\.output)).count == terms.count)
      }
    }
  }
}
