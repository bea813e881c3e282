import ComputationGraph
import Testing

/// The choices that mathematics leaves, one rule each.
@Suite struct ConventionTests {
  /// The value of a primitive, and the gradient of each operand where the upstream gradient is 1.
  private func gradients(
    _ primitive: Primitive, _ operands: [Tensor]
  ) throws -> (value: Double, [[Double]]) {
    var graph = Graph()
    var leaves: [Node.ID] = []
    for operand in operands {
      leaves.append(try graph.appendLeaf(operand.elements, shape: operand.shape, role: .parameter))
    }
    let gate = try graph.append(primitive, leaves)
    var numbers = Numbers(initialValuesOf: graph)
    let tape = Tape(of: graph, feeding: gate)
    tape.forward(in: &numbers)
    numbers[gradient: graph.places(of: gate).lowerBound] = 1
    tape.backward(in: &numbers)
    let found = leaves.map { Array(numbers.gradients(at: graph.places(of: $0))) }
    return (numbers[value: graph.places(of: gate).lowerBound], found)
  }

  @Test(arguments: [
    // From jax.numpy.power and torch.pow, which agree.
    (0.0, 0.0, 1.0, 0.0, 0.0), (0, 1, 0, 1, 0), (0, 2, 0, 0, 0), (0, 0.5, 0, .infinity, 0),
    (2, 0, 1, 0, 0.6931471805599453), (1, 0, 1, 0, 0),
  ])
  func `a power of 0 does not depend on an exponent that is not negative`(
    _ x: Double, _ y: Double, _ z: Double, _ dx: Double, _ dy: Double
  ) throws {
    let (value, found) = try gradients(.elementwise(.power), [Tensor(x), Tensor(y)])
    #expect(value == z && found == [[dx], [dy]])
  }

  @Test(arguments: [1e200, 1e-200, 3e307, .leastNonzeroMagnitude, 1, 1e150, 1e-160])
  func `a vector has a length however long or short it is`(_ unit: Double) throws {
    let vector = try Tensor([3 * unit, -4 * unit], shape: Shape([2]))
    let (value, found) = try gradients(.norm, [vector])
    #expect(abs(value / (5 * unit) - 1) < 1e-15)
    #expect(abs(found[0][0] - 0.6) < 1e-15 && abs(found[0][1] + 0.8) < 1e-15)
  }

  @Test func `a length of numbers in the middle keeps its bits, and what has none says so`() {
    var state = 1.0
    let numbers = (0..<1000).map { _ -> Double in
      state = (state * 1103.0 + 0.7).truncatingRemainder(dividingBy: 17)
      return state - 8
    }
    for count in [1, 2, 63, 64, 1000] {
      let plain = numbers[..<count]
      // A power of two moves the exponent and no digit.
      let large = plain.map { $0 * 0x1p600 }
      #expect(large.euclideanNorm == plain.euclideanNorm * 0x1p600)
      #expect(plain.map { $0 * 0x1p-600 }.euclideanNorm == plain.euclideanNorm * 0x1p-600)
    }
    #expect([0.0, -0.0].euclideanNorm == 0)
    #expect([1, .infinity].euclideanNorm == .infinity)
    #expect([1e300, .nan].euclideanNorm.isNaN)
    #expect([.infinity, Double.nan].euclideanNorm.isNaN)
    #expect([Double]().euclideanNorm == 0)
  }
}
