import ComputationGraph
import ExpressionLanguage

/// A matrix of parameters seen as units, each with a weight for every input.
package struct WeightMatrix: Hashable, Sendable {
  package let node: Node.ID
  package let unitCount: Int
  package let inputCount: Int
  /// Whether each column belongs to a unit, as in `x @ W`; else each row does, as in `W @ x`.
  package let isByColumn: Bool
  /// The size of the picture formed by the weights of a unit; `nil` if the file does not say that
  /// they form one.
  package let picture: PictureSize?
  /// The product in which the graph uses the matrix; `nil` if there is none.
  package let use: Use?
  /// Whether the inputs are computed with other parameters, which makes them hidden units.
  package let isDeeper: Bool

  /// A height and a width in pixels.
  package struct PictureSize: Hashable, Sendable {
    package let height: Int
    package let width: Int
  }

  /// A matrix product with the weights.
  package struct Use: Hashable, Sendable {
    let input: Node.ID
    let product: Node.ID
    /// Whether each row of the input is an example; otherwise each column is, or the whole input.
    let inputIsLeft: Bool
    /// The node added to the product, and the sum.
    let bias: Node.ID?
    let sum: Node.ID?
  }

  /// The place of a weight in the matrix, counted row by row.
  func place(unit: Int, input: Int) -> Int {
    isByColumn ? input * unitCount + unit : unit * inputCount + input
  }

  /// The weights of one unit, taken from those of all units.
  func weights(of unit: Int, in elements: [Double]) -> [Double] {
    (0..<inputCount).map { elements[place(unit: unit, input: $0)] }
  }

  /// The weight matrices of a document: first those that a `show` statement declares to be
  /// pictures, then all other parameters that are matrices.
  package static func all(in document: Document) -> [WeightMatrix] {
    let graph = document.graph
    let uses = Uses(in: graph)
    let shown = document.templates.map { template in
      uses.matrix(
        template.node, isByColumn: template.isByColumn,
        picture: PictureSize(height: template.height, width: template.width))
    }
    let others = graph.ids.filter { node in
      graph.role(of: node) == .parameter && graph.shape(of: node).extents.count == 2
        && graph.shape(of: node).count > 0 && !shown.contains { $0.node == node }
    }
    return shown + others.map { uses.matrix($0, isByColumn: nil, picture: nil) }
  }
}

/// The matrix products of a graph.
private struct Uses {
  private let graph: Graph
  private var products: [Node.ID] = []
  private var sums: [Node.ID: (sum: Node.ID, other: Node.ID)] = [:]
  /// Per node, whether it is a parameter or computed with one.
  private var isLearned: [Bool]

  init(in graph: Graph) {
    self.graph = graph
    isLearned = Array(repeating: false, count: graph.count)
    for node in graph.ids {
      let operands = graph.operands(of: node)
      isLearned[Int(node.index)] =
        graph.role(of: node) == .parameter || operands.contains { isLearned[Int($0.index)] }
      switch graph.primitive(of: node) {
      case .matrixProduct: products.append(node)
      case .elementwise(.add):
        for (one, other) in [(operands[0], operands[1]), (operands[1], operands[0])]
        where sums[one] == nil && graph.shape(of: node) == graph.shape(of: one) {
          sums[one] = (node, other)
        }
      default: break
      }
    }
  }

  func matrix(
    _ node: Node.ID, isByColumn: Bool?, picture: WeightMatrix.PictureSize?
  ) -> WeightMatrix {
    let extents = graph.shape(of: node).extents
    let found = use(of: node, isByColumn: isByColumn)
    let isByColumn = isByColumn ?? found?.isByColumn ?? true
    let (rows, columns) = (extents[0], extents.count > 1 ? extents[1] : 1)
    return WeightMatrix(
      node: node, unitCount: isByColumn ? columns : rows, inputCount: isByColumn ? rows : columns,
      isByColumn: isByColumn, picture: picture, use: found?.use,
      isDeeper: found.map { isLearned[Int($0.use.input.index)] } ?? false)
  }

  /// The first product with the weights, or with their transpose.
  private func use(
    of weight: Node.ID, isByColumn wanted: Bool?
  ) -> (use: WeightMatrix.Use, isByColumn: Bool)? {
    for product in products {
      let operands = graph.operands(of: product)
      for (place, other) in [(1, 0), (0, 1)] {
        guard let isTransposed = isTransposed(operands[place], from: weight) else { continue }
        let isByColumn = (place == 1) != isTransposed
        guard wanted ?? isByColumn == isByColumn else { continue }
        let bias = sums[product].flatMap { graph.role(of: $0.other) == .parameter ? $0 : nil }
        let use = WeightMatrix.Use(
          input: operands[other], product: product, inputIsLeft: other == 0, bias: bias?.other,
          sum: bias?.sum)
        return (use, isByColumn)
      }
    }
    return nil
  }

  /// Whether a node is the transpose of the weights; `nil` if it is neither that nor the weights.
  private func isTransposed(_ node: Node.ID, from weight: Node.ID) -> Bool? {
    if node == weight { return false }
    guard graph.primitive(of: node) == .transpose, graph.operands(of: node)[0] == weight
    else { return nil }
    return true
  }
}
