import ComputationGraph
import ExpressionLanguage
import Testing
import TestSupport

/// The promises of a file.
@Suite struct ExpectationTests {
  private func expectation(_ promise: String) throws -> ExpressionLanguage.Expectation {
    try #require(read("f = 1\nexpect \(promise)").expectations.first)
  }

  @Test(arguments: [
    // A number with decimals must agree when rounded to as many.
    ("f = 0.73", 0.7310585786300049, 0.7350001), ("f = -0.20", -0.19661193324148185, -0.2051),
    ("f = 0.5", 0.5499, 0.5501), ("f = 1e-3", 0.0014, 0.0016), ("f = 1.5e3", 1549, 1551),
    ("f = 1.5e-1_0", 1.54e-10, 1.56e-10),
    ("f = 0.1", 0.1, 0.151), ("f = 0.30000000000000000000000", 0.3, 0.3000000000000003),
    // A whole number, to 10⁻⁹.
    ("f = -12", -12.0000000009, -12.000000002), ("f = 3", 3, 3.1), ("f = 1e20", 1e20, 1.0001e20),
    ("f = 0", -0.0, 1e-8),
    // As far as the file says.
    ("f = 2 ± 0.5", 2.5, 2.6), ("f = 2 +- 0.5", 1.5, 1.4), ("f = 2.25 ± 0", 2.25, 2.2500001),
    // On one side.
    ("f < 0.01", 0.0099, 0.01), ("f > -1", -0.9, -1), ("f <= 2", 2, 2.1), ("f >= 2", 2, 1.9),
    ("f ≤ 2", 2, 2.1), ("f ≥ 2", 2, 1.9),
    // What is no number.
    ("f = inf", .infinity, 1e308), ("f = -inf", -.infinity, .infinity), ("f = nan", .nan, 0),
    ("f = 1", 1, .nan), ("f < 1", -.infinity, .nan), ("f > -inf", 0, .nan), ("f = 1", 1, .infinity),
    ("f = 1 ± 1e300", 1, .nan),
  ])
  func `a promise is kept by some numbers and broken by others`(
    _ promise: String, _ kept: Double, _ broken: Double
  ) throws {
    #expect(try expectation(promise).isKept(by: kept))
    #expect(try !expectation(promise).isKept(by: broken))
    #expect(try "\(expectation(promise))" == promise)
  }

  @Test func `a promise is about a value or a gradient, after some iterations`() throws {
    let document = try read(
      """
      expect grad x = -4.0
      expect f = 3 after 0
      x = 1
      grad = x*2
      f = x + grad + y
      expect f<1_0 after 1_000  # soon
      expect grad = 2
      expect y = 0
      """, inputs: ["y": 0])
    let promises = document.expectations
    #expect(promises.map(\.name) == ["x", "f", "f", "grad", "y"])
    #expect(promises.map(\.quantity) == [.gradient, .value, .value, .value, .value])
    #expect(promises.map(\.comparison) == [.equal, .equal, .less, .equal, .equal])
    #expect(promises.map(\.bounds) == [-4, 3, 10, 2, 0].map { Tensor($0) })
    #expect(promises.map(\.iterations) == [0, 0, 1000, 0, 0])
    #expect(promises.map(\.line) == [1, 2, 6, 7, 8])
    #expect(promises.map(\.text)[2] == "f<1_0 after 1_000")
    #expect(promises.map { Int($0.node.index) } == [1, 5, 5, 3, 0])
  }

  @Test func `a promise about an array is kept by every number as it is written`() throws {
    let document = try read(
      """
      A = [[1, 2], [3, 4]]
      expect A = [[1, 2.0], [3.00, 4e0]]
      expect grad A = [[1, -2],
        [inf, nan]] ± 0.5 after 3
      expect A > 0
      expect A <= [[1, 2], [3, 4]]
      """)
    let promises = document.expectations
    #expect(promises.map(\.bounds.shape.extents) == [[2, 2], [2, 2], [], [2, 2]])
    #expect(promises[1].iterations == 3)
    #expect(promises[1].quantity == .gradient)
    let shape = try Shape([2, 2])
    func isKept(_ promise: Int, by elements: [Double]) throws -> Bool {
      promises[promise].isKept(by: try Tensor(elements, shape: shape))
    }
    #expect(try isKept(0, by: [1, 2.04, 3.004, 4]))
    #expect(try !isKept(0, by: [1, 2.04, 3.006, 4]))
    #expect(try !isKept(0, by: [1, 2.06, 3, 4]))
    #expect(try !isKept(0, by: [1.01, 2, 3, 4]))
    #expect(!promises[0].isKept(by: 1))
    #expect(!promises[0].isKept(by: try Tensor([1, 2, 3, 4], shape: Shape([4]))))
    #expect(try isKept(1, by: [1.5, -2.5, .infinity, .nan]))
    #expect(try !isKept(1, by: [1.6, -2.5, .infinity, .nan]))
    #expect(try isKept(2, by: [1, 2, 3, 1e-9]))
    #expect(try !isKept(2, by: [1, 2, 3, 0]))
    #expect(try isKept(3, by: [1, 2, 3, 4]))
    #expect(try !isKept(3, by: [1, 2, 3, 4.1]))
  }
}
