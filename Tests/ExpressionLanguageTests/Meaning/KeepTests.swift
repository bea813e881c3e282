import ComputationGraph
import ExpressionLanguage
import TestSupport
import Testing

/// Axes that a reduction keeps. The numbers are those of numpy's `keepdims = True`.
@Suite struct KeepTests {
  private static let leaves = "A = [[1, 5, 2], [7, 3, 5]]\nx = [1, -2]\n"

  private static let rows: [(String, [Int], [Double])] = [
    ("sum(A, axis = 1, keep = true)", [2, 1], [8, 15]),
    ("sum(A, axis = 0, keep = true)", [1, 3], [8, 8, 7]),
    ("mean(A, axis = -1, keep = true)", [2, 1], [8.0 / 3, 5]),
    ("max(A, keep = true, axis = 0)", [1, 3], [7, 5, 5]),
    ("min(A, axis = 1, keep = true)", [2, 1], [1, 3]),
    ("sum(A, keep = true)", [1, 1], [23]), ("sum(x, keep = true)", [1], [-1]),
    ("sum(A, axis = 1, keep = false)", [2], [8, 15]), ("sum(3, keep = true)", [], [3]),
    ("A - max(A, axis = 1, keep = true)", [2, 3], [-4, 0, -3, 0, -4, -2]),
  ]

  @Test(arguments: rows.indices)
  func `an axis that is kept has size 1`(_ row: Int) throws {
    let (expression, extents, elements) = Self.rows[row]
    let tensor = try read(Self.leaves + "f = \(expression)").tensor("f")
    #expect(tensor.shape.extents == extents)
    #expect(zip(tensor.elements, elements).allSatisfy { abs($0 - $1) < 1e-15 })
  }

  /// The reference is `jax.grad` of jnp.sum(softmax by hand · weights).
  @Test func `a softmax by hand has the gradient of softmax`() throws {
    let document = try read(
      """
      A = [[1, 5, 2], [7, 3, 5]]
      e = exp(A - max(A, axis = 1, keep = true))
      byHand = e / sum(e, axis = 1, keep = true)
      loss = sum(byHand * [[1, 2, 3], [4, 5, 6]])
      """)
    let other = try read(
      "A = [[1, 5, 2], [7, 3, 5]]\nloss = sum(softmax(A) * [[1, 2, 3], [4, 5, 6]])")
    func gradient(_ document: Document) throws -> [Double] {
      var numbers = document.numbers
      numbers.backpropagate(from: document.output, in: document.graph)
      return numbers.gradient(of: try #require(document.node(named: "A")), in: document.graph)
        .elements
    }
    for (own, reference) in zip(try gradient(document), try gradient(other)) {
      #expect(abs(own - reference) < 1e-14)
    }
  }

  @Test func `a name called true stays a name`() throws {
    let document = try read("true = 3\nf = leaky_relu(-2, slope = true) + true")
    #expect(document.result == -3)
  }

  @Test(arguments: [
    ("sum(A, keep = True)", "expected true or false for 'keep' and found 'True'", "keep = true)"),
    ("sum(A, keep = 1)", "expected true or false for 'keep' and found '1'", "keep = true)"),
    ("sum(A, keep = x)", "expected true or false for 'keep' and found 'x'", ""),
    (
      "mean(A, axis = 1, keepdims = true)", "'mean' has no argument that is named 'keepdims'",
      "did you mean 'keep'?\n  write f = mean(A, axis = 1, keep = true)"
    ),
    ("softmax(A, keep = true)", "'softmax' has no argument that is named 'keep'", ""),
    ("max(A, 0, keep = true)", "'max(…, keep = …)' takes 1 argument and is given 2", ""),
    ("sum(A, 1, true)", "'sum' takes 1 argument and is given 3", ""),
  ])
  func `what keep takes is said`(_ expression: String, _ sentence: String, _ note: String) {
    let all = messages(Self.leaves + "f = \(expression)")
    #expect(all.contains("error: \(sentence)\n") && all.hasSuffix(note), "\(all)")
  }
}
