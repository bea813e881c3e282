/// The reason why a node cannot be appended. The language that builds the graph adds the place in
/// the file.
public enum GraphError: Error, Hashable, Sendable {
  /// A primitive was given operands whose shapes do not fit it or each other.
  case shapesDoNotFit(Primitive, [Shape])
  /// A primitive was given the wrong number of operands.
  case wrongOperandCount(Primitive, expected: Int, given: Int)
  /// A tensor of this shape has no axis with this number.
  case noSuchAxis(Int, Shape)
  /// A place to be selected lies outside its axis.
  case noSuchPlace(Int, Shape)
  /// A leaf was given a different number of values than its shape has elements.
  case wrongValueCount(expected: Int, given: Int)
  /// The graph would hold more than 2³¹ − 1 numbers or nodes.
  case tooLarge
}
