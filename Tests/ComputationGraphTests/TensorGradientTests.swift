import ComputationGraph
import Testing

/// The gradient of every primitive on every kind of shape, computed in more than one way.
@Suite struct TensorGradientTests {
  @Test(arguments: TensorCase.all.filter { $0.primitive != .elementwise(.stopGradient) })
  func `gradients agree with central differences`(_ tensorCase: TensorCase) throws {
    let built = try CaseGraph(tensorCase)
    let graph = built.graph
    let tape = Tape(of: graph)
    let reference = built.numbersAfterBothPasses()
    func loss(moving place: Int, by h: Double) -> Double {
      var numbers = reference
      numbers[value: place] += h
      tape.forward(in: &numbers)
      return numbers[value: graph.places(of: built.loss).lowerBound]
    }
    for (slot, operand) in built.operands.enumerated() {
      for place in graph.places(of: operand) {
        let analytic = reference[gradient: place]
        guard tensorCase.primitive.sendsGradient(to: slot) else {
          #expect(analytic == 0)
          continue
        }
        let h = 1e-5
        let numeric = (loss(moving: place, by: h) - loss(moving: place, by: -h)) / (2 * h)
        #expect(
          abs(analytic - numeric) <= 1e-6 * max(1, abs(analytic)), "slot \(slot), place \(place)")
      }
    }
  }

  @Test(arguments: TensorCase.all)
  func `gate by gate and slot by slot give the same bits as the whole`(_ tensorCase: TensorCase)
    throws
  {
    let built = try CaseGraph(tensorCase)
    let graph = built.graph
    let tape = Tape(of: graph)
    let whole = built.numbersAfterBothPasses()

    var parts = Numbers(initialValuesOf: graph)
    for gate in 0..<tape.count { tape.forward(gate..<gate + 1, in: &parts) }
    var slots = parts
    parts.setGradient(of: built.loss, to: Tensor(1), in: graph)
    slots.setGradient(of: built.loss, to: Tensor(1), in: graph)
    for gate in (0..<tape.count).reversed() { tape.backward(gate..<gate + 1, in: &parts) }
    for node in graph.ids.reversed() {
      for (slot, operand) in graph.operands(of: node).enumerated()
      where graph.role(of: operand) != .constant {
        slots.sendGradient(of: node, to: slot, in: graph)
      }
    }
    for node in graph.ids where graph.role(of: node) != .constant {
      for place in graph.places(of: node) {
        #expect(whole[value: place].bitPattern == parts[value: place].bitPattern)
        #expect(whole[gradient: place].bitPattern == parts[gradient: place].bitPattern)
        #expect(whole[gradient: place].bitPattern == slots[gradient: place].bitPattern)
      }
    }
  }

  @Test(arguments: TensorCase.all.filter { $0.primitive.elementwise != nil && !$0.isRepeated })
  func `a sum of upstream × local is what an operand gets`(_ tensorCase: TensorCase) throws {
    let built = try CaseGraph(tensorCase)
    let numbers = built.numbersAfterBothPasses()
    let upstream = numbers.gradient(of: built.gate, in: built.graph)
    for (slot, operand) in built.operands.enumerated() {
      let local = try #require(
        built.graph.localGradient(of: built.gate, slot: slot, at: numbers))
      #expect(local.shape == upstream.shape)
      let expected = zip(upstream.elements, local.elements).reduce(0) { $0 + $1.0 * $1.1 }
      let gradient = numbers.gradient(of: operand, in: built.graph).elements.reduce(0, +)
      #expect(abs(gradient - expected) <= 1e-11 * max(1, abs(expected)))
    }
  }

  @Test func `only elementwise gates have a local gradient for each element`() throws {
    let built = try CaseGraph(TensorCase(primitive: .matrixProduct, shapes: [[2, 3], [3]]))
    let numbers = built.numbersAfterBothPasses()
    #expect(built.graph.localGradient(of: built.gate, slot: 0, at: numbers) == nil)
  }
}
