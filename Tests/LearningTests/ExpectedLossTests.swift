import ComputationGraph
import Learning
import Testing

/// The first loss of a classifier, as CS231n recommends to check it.
@Suite struct ExpectedLossTests {
  private var graph = Graph()

  private mutating func scores(rows: Int, classes: Int) throws -> (Node.ID, labels: Node.ID) {
    let scores = try graph.appendLeaf(
      Array(repeating: 0, count: rows * classes), shape: Shape([rows, classes]), role: .parameter)
    let labels = try graph.appendLeaf(
      Array(repeating: 0, count: rows), shape: Shape([rows]), role: .leaf)
    return (scores, labels)
  }

  @Test mutating func `cross-entropy over ten classes begins at ln 10`() throws {
    let (s, y) = try scores(rows: 4, classes: 10)
    let loss = try graph.append(.crossEntropy, [s, y])
    let expected = try #require(ExpectedLoss(of: loss, in: graph))
    #expect(abs(expected.value - 2.302585092994046) < 1e-15)
    #expect(expected.formula == "ln 10")
    #expect(!expected.isLowerBound)
  }

  @Test mutating func `hinge over ten classes begins at nine margins`() throws {
    let (s, y) = try scores(rows: 4, classes: 10)
    for (margin, value, formula) in [(1.0, 9.0, "9"), (0.5, 4.5, "9 × 0.5")] {
      let m = try graph.appendLeaf(margin, role: .constant)
      let loss = try graph.append(.hinge, [s, y, m])
      let expected = try #require(ExpectedLoss(of: loss, in: graph))
      #expect(expected.value == value)
      #expect(expected.formula == formula)
    }
  }

  @Test mutating func `regularisation makes the real loss larger`() throws {
    let (s, y) = try scores(rows: 2, classes: 3)
    let one = try graph.appendLeaf(1, role: .constant)
    let data = try graph.append(.hinge, [s, y, one])
    let norm = try graph.append(.norm, [s])
    let loss = try graph.append(.add, data, norm)
    let expected = try #require(ExpectedLoss(of: loss, in: graph))
    #expect(expected.value == 2)
    #expect(expected.isLowerBound)
  }

  @Test mutating func `two losses are added, other things are not guessed at`() throws {
    let (s, y) = try scores(rows: 1, classes: 3)
    let one = try graph.appendLeaf(1, role: .constant)
    let soft = try graph.append(.crossEntropy, [s, y])
    let svm = try graph.append(.hinge, [s, y, one])
    let both = try graph.append(.add, soft, svm)
    #expect(try #require(ExpectedLoss(of: both, in: graph)).formula == "ln 3 + 2")
    let product = try graph.append(.multiply, soft, svm)
    #expect(ExpectedLoss(of: product, in: graph) == nil)
    #expect(ExpectedLoss(of: s, in: graph) == nil)
    let halved = try graph.append(.add, product, svm)
    #expect(ExpectedLoss(of: halved, in: graph) == nil)
  }
}
