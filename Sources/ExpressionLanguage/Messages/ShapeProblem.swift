import ComputationGraph

/// A problem with the shapes of operands, or with numbers that select elements.
public enum ShapeProblem: Hashable, Sendable {
  /// `x @ y`.
  case product(Shape, Shape)
  /// Two operands whose shapes neither agree nor can be broadcast.
  case elementwise(Elementwise, Shape, Shape)
  /// `dot` of anything but two vectors of equal length.
  case dot(Shape, Shape)
  /// `mse` of two different shapes.
  case meanSquare(Shape, Shape)
  /// A function of several numbers applied to a single one.
  case needsMany(function: String)
  /// `max` or `min` of a single number.
  case needsSeveral(function: String)
  /// An axis that the shape does not have.
  case axis(Int, Shape)
  /// An index that an axis of the shape does not have.
  case index(Int, axis: Int, Shape)
  /// A range that goes beyond an axis of the shape, and the one to write instead, if there is any.
  case rangeBeyond(String, axis: Int, Shape, instead: String?)
  /// A range without places.
  case emptyRange(String, axis: Int, Shape)
  /// More indices than axes.
  case indices(Int, Shape)
  /// A `reshape` to another number of elements.
  case reshape(Shape, Shape)
  /// Operands of `concat` that differ along another axis.
  case concatenation(Shape, Shape, axis: Int)
  /// Scores that are neither a vector nor a matrix.
  case scores(function: String, Shape)
  /// Labels that are not one per row of scores.
  case labels(Shape, scores: Shape)
  /// An operand that must be a single number.
  case notANumber(argument: String, Shape)
  /// Rows of `[…]` that differ; they are counted from 1.
  case rows(first: Shape, number: Int, other: Shape)
  /// A label that is not a class.
  case label(Double, classes: Int)
  /// A report that is not a single number.
  case report(String, Shape)
  /// Something to minimize that is not a single number.
  case minimized(String, Shape)
  /// Labels of `accuracy` that are not one per row of scores.
  case accuracy(scores: Shape, labels: Shape)
  /// Images of something that is not a matrix.
  case images(String, Shape)
  /// Rows or columns with another number of elements than the images.
  case imageSize(String, isByColumn: Bool, count: Int, height: Int, width: Int)
  /// A promise whose shape differs from that of its subject.
  case promise(String, Shape, promised: Shape)
}

/// An operand as described by a message: `x is 64×1000 (line 2)`.
public struct OperandFact: Hashable, Sendable {
  /// The text of the operand.
  public let text: String
  /// Its shape.
  public let shape: Shape
  /// The line that defines its name.
  public let line: Int?
}

extension ShapeProblem {
  var sentence: String {
    switch self {
    case .product(let x, let y):
      let sentence = "cannot multiply \(x.words) by \(y.words)"
      guard (1...2).contains(x.extents.count), (1...2).contains(y.extents.count) else {
        return sentence + " with '@', which takes vectors and matrices"
      }
      return sentence
        + ": the inner sizes \(x.extents[x.extents.count - 1]) and \(y.extents[0]) differ"
    case .elementwise(let primitive, let x, let y):
      return primitive.refusal(x.words, y.words) + Self.clash(x, y)
    case .dot(let x, let y) where x.extents.count == 1 && y.extents.count == 1:
      return "'dot' takes two vectors of one length: the sizes \(x.count) and \(y.count) differ"
    case .dot(let x, let y):
      return "'dot' takes two vectors and is given \(x.words) and \(y.words)"
    case .meanSquare(let x, let y):
      return "'mse' compares numbers one by one: \(x.words) and \(y.words) differ"
    case .needsMany(let function):
      return "'\(function)' takes a vector or a matrix and is given a number"
    case .needsSeveral(let function):
      return "'\(function)' takes two operands, or a vector or a matrix, and is given a number"
    case .axis(let axis, let shape):
      if shape.isScalar { return "a number has no axes, and so no axis \(axis)" }
      let last = shape.extents.count - 1
      let axes = last == 0 ? "axis 0 only" : last == 1 ? "axes 0 and 1" : "axes 0 to \(last)"
      return "\(shape.words) has the \(axes), and no axis \(axis)"
    case .index(let index, let axis, let shape):
      let places = Self.places(shape.extents[axis])
      return "axis \(axis) of \(shape.words) has \(places), and no place \(index)"
    case .rangeBeyond(let range, let axis, let shape, let instead):
      return "the range \(range) goes beyond axis \(axis) of \(shape.words), which has "
        + Self.places(shape.extents[axis]) + (instead.map { "; write \($0)" } ?? "")
    case .emptyRange(let range, let axis, let shape):
      return "the range \(range) takes nothing of axis \(axis) of \(shape.words), which has "
        + Self.places(shape.extents[axis])
    case .indices(let count, let shape):
      if shape.isScalar { return "a number has no elements to choose from" }
      let axes = shape.extents.count == 1 ? "1 axis" : "\(shape.extents.count) axes"
      return "\(shape.words) has \(axes) and is given \(count) indices"
    case .reshape(let x, let shape):
      return "cannot make \(shape.words) of \(x.words): "
        + "\(shape.count.counted("number")) \(shape.count == 1 ? "is" : "are") needed and there "
        + "\(x.count == 1 ? "is" : "are") \(x.count)"
    case .concatenation(let x, let y, let axis):
      let sentence = "cannot put \(x.words) and \(y.words) one after the other along axis \(axis)"
      guard x.extents.count == y.extents.count else {
        return sentence + ": the numbers of axes differ"
      }
      let other = x.extents.indices.first { $0 != axis && x.extents[$0] != y.extents[$0] } ?? 0
      return sentence
        + ": the sizes \(x.extents[other]) and \(y.extents[other]) of axis \(other) differ"
    case .scores(let function, let shape):
      return "'\(function)' takes the scores of classes, a vector or a row for each label, "
        + "and is given \(shape.words)"
    case .labels(let labels, let scores):
      let wanted =
        scores.extents.count == 1 ? "one label" : "a vector of \(scores.extents[0]) labels"
      return "expected \(wanted) for scores that are \(scores.words) and found \(labels.words)"
    case .notANumber(let argument, let shape):
      return "expected a number for '\(argument)' and found \(shape.words)"
    case .rows(let first, let number, let other):
      return
        "expected rows of one length: row 1 is \(first.words) and row \(number) is \(other.words)"
    case .label(let label, let classes):
      let text = Int(exactly: label).map(String.init) ?? "\(label)"
      return "label \(text) but there "
        + (classes == 1 ? "is 1 class (0)" : "are \(classes) classes (0 to \(classes - 1))")
    case .report(let text, let shape):
      return "a report is one number, and '\(text)' is \(shape.words)"
    case .minimized(let name, let shape):
      return "what is minimized is one number, and \(quoted(name)) is \(shape.words)"
    case .accuracy(let scores, let labels):
      return "expected one label for each row of scores: the scores are \(scores.words) "
        + "and the labels are \(labels.words)"
    case .images(let name, let shape):
      return "images are the rows or columns of a matrix, and \(quoted(name)) is \(shape.words)"
    case .imageSize(let name, let isByColumn, let count, let height, let width):
      return "each \(isByColumn ? "column" : "row") of \(quoted(name)) holds "
        + "\(count.counted("number")), and an image of \(height)×\(width) takes \(height * width)"
    case .promise(let name, let shape, let promised):
      return "\(quoted(name)) is \(shape.words) and the promise is about \(promised.words)"
    }
  }

  /// A mistake in an index.
  static func selection(
    _ problem: WrittenIndex.Problem, _ written: WrittenIndex, axis: Int, _ shape: Shape
  ) -> ShapeProblem {
    switch problem {
    case .noPlace(let place): .index(place, axis: axis, shape)
    case .beyond:
      .rangeBeyond(
        written.text, axis: axis, shape, instead: written.cut(to: shape.extents[axis])?.text)
    case .empty: .emptyRange(written.text, axis: axis, shape)
    }
  }

  /// The places of an axis in words.
  private static func places(_ extent: Int) -> String {
    extent == 1 ? "the place 0 only" : "the places 0 to \(extent - 1)"
  }

  /// The sizes that keep two shapes from being broadcast, which aligns them at their last sizes.
  private static func clash(_ x: Shape, _ y: Shape) -> String {
    for (back, (a, b)) in zip(x.extents.reversed(), y.extents.reversed()).enumerated()
    where a != b && a != 1 && b != 1 {
      let isMatrix = x.extents.count == 2 && y.extents.count == 2
      let which = back == 0 ? "last" : isMatrix ? "first" : "axis −\(back + 1)"
      return back > 0 && !isMatrix
        ? ": the sizes \(a) and \(b) of \(which) differ"
        : ": the \(which) sizes \(a) and \(b) differ"
    }
    return ""
  }
}

extension Elementwise {
  fileprivate func refusal(_ x: String, _ y: String) -> String {
    switch self {
    case .add: "cannot add \(x) and \(y)"
    case .subtract: "cannot subtract \(y) from \(x)"
    case .multiply: "cannot multiply \(x) and \(y) element by element"
    case .divide: "cannot divide \(x) by \(y) element by element"
    case .power: "cannot raise \(x) to \(y) element by element"
    case .maximum, .minimum: "cannot compare \(x) and \(y) element by element"
    case .negate, .square, .sqrt, .exp, .log, .abs, .sin, .cos, .sigmoid, .tanh, .relu,
      .leakyReLU, .elu, .softplus, .gelu, .silu, .stopGradient:
      "cannot combine \(x) and \(y) element by element"
    }
  }
}

extension Shape {
  /// The shape in words: `a number`, `a vector of 3` or `2×3`.
  var words: String {
    switch extents.count {
    case 0: "a number"
    case 1: "a vector of \(extents[0])"
    default: description
    }
  }
}

extension Int {
  /// `1 number`, `2 numbers`.
  func counted(_ noun: String) -> String { self == 1 ? "1 \(noun)" : "\(self) \(noun)s" }
}

extension OperandFact {
  var words: String { "\(text) is \(shape.words)" + (line.map { " (line \($0))" } ?? "") }
}
