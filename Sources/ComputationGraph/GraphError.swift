/// Why a node cannot be appended. The language that builds the graph adds where it was written.
public enum GraphError: Error, Hashable, Sendable {
  /// An elementwise primitive was given operands whose shapes do not broadcast.
  case shapesDoNotFit(Primitive, [Shape])
  /// A primitive was given the wrong number of operands.
  case wrongOperandCount(Primitive, expected: Int, given: Int)
  /// A leaf was given a different number of values than its shape has elements.
  case wrongValueCount(expected: Int, given: Int)
  /// The graph would hold more than 2³¹ − 1 numbers or nodes.
  case tooLarge
}
