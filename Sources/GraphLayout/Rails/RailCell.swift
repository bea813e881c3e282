/// What the cell of a rail's column shows in a row.
public struct RailCell: Sendable, Hashable {
  /// The signs of a tape.
  public enum Sign: Sendable, Hashable {
    /// Nothing.
    case blank
    /// A gate.
    case gate
    /// A leaf that stands on its rail.
    case leaf
    /// A rail that passes.
    case rail
    /// A bus that passes.
    case bus
    /// A rail and a bus that have nothing to do with each other.
    case crossing
    /// A rail that gives its value to the bus and goes on, or one that takes another leaf in.
    case fork
    /// A rail that gives its value to the bus and ends.
    case end
    /// A rail that begins at the wire of a leaf.
    case beginning
  }

  /// The sign.
  public let sign: Sign
  /// Whether a bus goes on to the left.
  public let isOpenLeft: Bool
  /// Whether a bus goes on to the right.
  public let isOpenRight: Bool
  /// The rail in the cell, as a number.
  public let rail: Int?
  /// Whether the rail goes on below.
  public let goesDown: Bool
}
