import ComputationGraph

/// `show W1 as images(8, 8)`: a first-layer weight whose rows or columns are shown as pictures.
public struct Template: Hashable, Sendable {
  /// The weight.
  public let node: Node.ID
  /// The height and the width of each picture in cells.
  public let height: Int, width: Int
  /// Whether each column of the weight is a picture, as in `x @ W`; otherwise each row is, as in
  /// `W @ x`.
  public let isByColumn: Bool
}
