import ComputationGraph

/// The effect of a small change of one value on the output, beside the one its gradient predicts.
///
/// This is the meaning of a gradient: the effect of the value on the output, told exactly for an
/// infinitely small change, well for a small one and badly for a large one.
public struct Nudge: Hashable, Sendable {
  /// One size of the change.
  public struct Row: Hashable, Sendable {
    /// The distance by which the value is moved.
    public let h: Double
    /// h × ∂L/∂ the value.
    public let predicted: Double
    /// L with the moved value − L.
    public let real: Double
    /// real − predicted.
    public var error: Double { real - predicted }
  }

  /// The node whose value is moved.
  public let node: Node.ID
  /// One of its elements, counted row by row; `nil` if all of them move by h.
  public let element: Int?
  /// ∂L/∂ the value; where all elements move, the sum of their gradients.
  public let gradient: Double
  /// The rows, in the order of their sizes.
  public let rows: [Row]

  /// Moves a value by each of some sizes.
  public init(_ node: Node.ID, element: Int? = nil, by sizes: [Double], in evaluation: Evaluation) {
    let places = evaluation.graph.places(of: node)
    let gradients = evaluation.numbers.gradients(at: places)
    let receives =
      evaluation.plan.reachesOutput[Int(node.index)]
      && evaluation.graph.role(of: node) != .constant
    let gradient =
      !receives
      ? 0 : element.map { gradients[gradients.startIndex + $0] } ?? gradients.reduce(0, +)
    let loss = evaluation.loss
    self.node = node
    self.element = element
    self.gradient = gradient
    rows = sizes.map { h in
      Row(
        h: h, predicted: h * gradient,
        real: evaluation.loss(moving: node, element: element, by: h) - loss)
    }
  }
}
