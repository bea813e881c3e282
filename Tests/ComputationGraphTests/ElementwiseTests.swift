import ComputationGraph
import Testing

/// Every primitive against what it must give, and its derivative against central differences.
@Suite struct ElementwiseTests {
  /// One output per primitive at (x, y), computed independently; operands the wrong way round
  /// would give another.
  static let outputs: [(Elementwise, Double, Double, Double)] = [
    (.add, 2, 5, 7), (.subtract, 2, 5, -3), (.multiply, 2, 5, 10), (.divide, 2, 5, 0.4),
    (.power, 2, 5, 32), (.negate, 2, 0, -2), (.square, -3, 0, 9), (.sqrt, 9, 0, 3),
    (.exp, -1, 0, 0.36787944117144233), (.log, 0.13, 0, -2.0402208285265546), (.abs, -2.5, 0, 2.5),
    (.sin, 0.5, 0, 0.479425538604203), (.cos, 0.5, 0, 0.8775825618903728),
    (.maximum, 2, -1, 2), (.minimum, 2, -1, -1), (.sigmoid, 1, 0, 0.7310585786300049),
    (.tanh, 0.8814, 0, 0.7071199874301227), (.relu, -2, 0, 0), (.leakyReLU, -2, 0.01, -0.02),
    (.elu, -5, 1, -0.9932620530009145), (.softplus, 0, 0, 0.6931471805599453),
    (.gelu, 1, 0, 0.8413447460685429), (.silu, 1, 0, 0.7310585786300049),
    (.stopGradient, -3, 0, -3),
  ]

  @Test func `every primitive has an expected output`() {
    #expect(Set(Self.outputs.map(\.0)) == Set(Elementwise.allCases))
  }

  @Test(arguments: outputs)
  func `the output is the one expected`(_ row: (Elementwise, Double, Double, Double)) {
    let (primitive, x, y, expected) = row
    #expect(abs(primitive.output(x, y) - expected) <= 1e-14 * max(1, abs(expected)))
  }

  /// Points on both sides of every kink and none on one.
  static let points = [-3.7, -2.0, -1.1, -0.4, 0.3, 0.9, 1.6, 2.5, 4.2]

  @Test func `a gate that stops gradients hands its operand on and sends 0 back`() throws {
    #expect(Elementwise.stopGradient.localGradients(5, 0, output: 5) == (0, 0))
    var graph = Graph()
    let x = try graph.appendLeaf([1, -2, 3], shape: Shape([3]), role: .parameter)
    let u = try graph.append(.stopGradient, graph.append(.square, x))
    let loss = try graph.append(.reduce(.sum, axis: nil), [graph.append(.multiply, u, x)])
    var numbers = Numbers(initialValuesOf: graph)
    let tape = Tape(of: graph)
    tape.forward(in: &numbers)
    numbers.setGradient(of: loss, to: Tensor(1), in: graph)
    tape.backward(in: &numbers)
    #expect(numbers.value(of: loss, in: graph) == Tensor(1 - 8 + 27))
    #expect(numbers.gradient(of: u, in: graph).elements == [1, -2, 3])
    #expect(numbers.gradient(of: x, in: graph).elements == [1, 4, 9])
  }

  /// Those whose local gradient is the derivative of their output: all but the one that stops it.
  private static let differentiable = Elementwise.allCases.filter { $0 != .stopGradient }

  @Test(arguments: differentiable)
  func `local gradients agree with central differences`(_ primitive: Elementwise) {
    let h = 1e-5
    var compared = 0
    for x in Self.points {
      for y in primitive.arity == 2 ? Self.points.map({ $0 + 0.05 }) : [0] {
        let local = primitive.localGradients(x, y, output: primitive.output(x, y))
        let numeric = [
          (primitive.output(x + h, y) - primitive.output(x - h, y)) / (2 * h),
          (primitive.output(x, y + h) - primitive.output(x, y - h)) / (2 * h),
        ]
        for (analytic, numeric) in zip([local.0, local.1], numeric).prefix(primitive.arity)
        where numeric.isFinite {
          #expect(
            abs(analytic - numeric) <= 1e-7 * max(1, abs(analytic)), "at x = \(x), y = \(y)")
          compared += 1
        }
      }
    }
    #expect(compared >= Self.points.count / 2)
  }

  @Test func `at kinks the conventions of the lecture hold`() {
    #expect(Elementwise.relu.localGradients(0, 0, output: 0) == (0, 0))
    #expect(Elementwise.abs.localGradients(0, 0, output: 0) == (0, 0))
    #expect(Elementwise.maximum.localGradients(2, 2, output: 2) == (0.5, 0.5))
    #expect(Elementwise.minimum.localGradients(2, 2, output: 2) == (0.5, 0.5))
    #expect(Elementwise.power.localGradients(0, 0, output: 1).0 == 0)
    #expect(Elementwise.power.localGradients(0, 2, output: 0) == (0, 0))
  }

  @Test func `not a number stays not a number through every primitive`() {
    for primitive in Elementwise.allCases where primitive != .power {
      #expect(primitive.output(.nan, 1).isNaN, "\(primitive)")
      if primitive.arity == 2, primitive != .leakyReLU, primitive != .elu {
        #expect(primitive.output(1, .nan).isNaN, "\(primitive)")
      }
    }
  }

  @Test func `saturating primitives do not overflow on the way`() {
    #expect(Elementwise.sigmoid.output(-800, 0) == 0)
    #expect(Elementwise.sigmoid.output(800, 0) == 1)
    #expect(Elementwise.softplus.output(800, 0) == 800)
    #expect(Elementwise.softplus.output(-800, 0) == 0)
    #expect(Elementwise.silu.localGradients(800, 0, output: 800).0 == 1)
  }
}
