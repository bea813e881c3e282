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

extension Shape {
  /// The place, row by row, of the element with these indices, one for each axis.
  public func place(of indices: [Int]) -> Int {
    zip(indices, extents).reduce(0) { $0 * $1.1 + $1.0 }
  }

  /// The indices, one for each axis, of the element at a place, counted row by row.
  public func indices(of place: Int) -> [Int] {
    var rest = place
    var indices: [Int] = []
    for extent in extents.reversed() {
      indices.append(rest % max(1, extent))
      rest /= max(1, extent)
    }
    return indices.reversed()
  }

  /// The places here at which numpy's broadcasting puts the element that is at `place` in `shape`, which
  /// must fit: the inverse of `place(broadcastTo:_:)`.
  public func places(broadcastFrom shape: Shape, _ place: Int) -> [Int] {
    (0..<count).filter { shape.place(broadcastTo: self, $0) == place }
  }

  /// The place, row by row, of the element that numpy's broadcasting to `shape` puts at `place`
  /// there. This shape must fit.
  public func place(broadcastTo shape: Shape, _ place: Int) -> Int {
    var (rest, step, source) = (place, 1, 0)
    for (extent, own) in zip(shape.extents.reversed(), extents.reversed()) {
      if own != 1 { source += rest % max(1, extent) * step }
      rest /= max(1, extent)
      step *= own
    }
    return source
  }

  /// The axes of `shape` along which numpy's broadcasting repeats a tensor of this shape, which must fit.
  public func axesCopied(in shape: Shape) -> [Int] {
    let missing = shape.extents.count - extents.count
    return shape.extents.indices.filter {
      $0 < missing || extents[$0 - missing] == 1 && shape.extents[$0] != 1
    }
  }
}
