/// One value of a computation graph: a leaf that was given, or the output of a primitive. The graph
/// tells what a node is.
public enum Node {
  /// The place of a node in the order in which nodes were appended, counted from 0.
  public struct ID: Hashable, Comparable, Sendable {
    /// The number of nodes appended before this one.
    public let index: Int32

    /// The node at this place; the graph says how many there are.
    public init(_ index: Int) { self.index = Int32(index) }

    /// Orders nodes as they were appended.
    public static func < (a: ID, b: ID) -> Bool { a.index < b.index }
  }

  /// The role of a node in training.
  public enum Role: UInt8, Hashable, Sendable {
    /// A leaf that updates move.
    case parameter
    /// A named leaf that stays as it was given.
    case leaf
    /// A literal inside an expression. It never receives a gradient.
    case constant
    /// The output of a primitive.
    case gate
  }
}
