/// An operation with a known derivative: a gate that is not made of other gates.
public enum Primitive: Hashable, Sendable {
  /// One output element for each element of the operands, which are broadcast as in numpy.
  case elementwise(Elementwise)
  /// x @ y: of two matrices, of a matrix and a vector, or of two vectors (a number).
  case matrixProduct
  /// The axes in reverse order; a vector stays as it is.
  case transpose
  /// One number for all elements, or one for each place along the other axes. Axes that are kept have
  /// the extent 1, so that the result fits the elements it came from.
  case reduce(Reduction, axis: Int?, keeps: Bool = false)
  /// eˣ / Σ eˣ along the last axis.
  case softmax
  /// log(softmax) along the last axis.
  case logSoftmax
  /// The Euclidean length of all elements.
  case norm
  /// Multiclass hinge loss of scores (classes, or rows × classes) with a label for each row and a
  /// margin: Σ max(0, s − s_label + margin), as the mean over the rows.
  case hinge
  /// −log softmax(scores)[label], as the mean over the rows.
  case crossEntropy
  /// The same elements, row by row, in another shape.
  case reshape(Shape)
  /// Operands one after the other along an axis.
  case concatenate(axis: Int)
  /// A row of zeros with a one at the label, for each label; labels get no gradient.
  case oneHot(classes: Int)
  /// The elements with given places along the first axes.
  case select([Selection])

  /// The way in which a reduction makes one number of many.
  public enum Reduction: String, CaseIterable, Hashable, Sendable {
    case sum, mean
    case maximum = "max"
    case minimum = "min"
  }

  /// The part of one axis that is taken.
  public enum Selection: Hashable, Sendable {
    /// One place, counted from 0; the axis goes away.
    case at(Int)
    /// All places.
    case all
    /// `count` places from `first` on, each `step` after the one before it; a step below 0 goes
    /// backwards.
    case range(first: Int, count: Int, step: Int)

    /// The places along an axis of `extent`, in their order.
    package func places(of extent: Int) -> [Int] {
      switch self {
      case .at(let place): [place]
      case .all: Array(0..<extent)
      case .range(let first, let count, let step): (0..<count).map { first + $0 * step }
      }
    }
  }

  /// The number of operands; `nil` for any number from 1 on.
  public var arity: Int? {
    switch self {
    case .elementwise(let elementwise): elementwise.arity
    case .matrixProduct, .crossEntropy: 2
    case .hinge: 3
    case .transpose, .reduce, .softmax, .logSoftmax, .norm, .reshape, .oneHot, .select: 1
    case .concatenate: nil
    }
  }

  /// The elementwise primitive, if it is one.
  public var elementwise: Elementwise? {
    if case .elementwise(let elementwise) = self { elementwise } else { nil }
  }
}
