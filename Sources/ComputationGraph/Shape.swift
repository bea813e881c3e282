/// The extents of a tensor, outermost first: `[]` is a scalar, `[3]` a vector, `[2, 3]` a matrix.
public struct Shape: Hashable, Sendable {
  /// The number of elements along each axis.
  public let extents: [Int]

  /// A shape whose element count fits an `Int`; throws `GraphError.tooLarge` otherwise.
  public init(_ extents: [Int]) throws(GraphError) {
    var count = 1
    for extent in extents {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard extent >= 0, !overflow else { throw .tooLarge }
      count = product
    }
    self.extents = extents
  }

  private init() { extents = [] }

  /// The shape of a single number.
  public static let scalar = Shape()

  /// The number of elements: the product of the extents, 1 for a scalar.
  public var count: Int { extents.reduce(1, *) }

  /// Whether this is the shape of a single number without axes.
  public var isScalar: Bool { extents.isEmpty }
}

extension Shape: CustomStringConvertible {
  /// `scalar`, `3` or `2×3`.
  public var description: String {
    isScalar ? "scalar" : extents.map(String.init).joined(separator: "×")
  }
}
