import Cells

/// The whole wire of one source: it leaves the source once and forks to every consumer.
public struct Wire: Sendable, Hashable {
  /// The box whose value the wire carries.
  public let source: Int
  /// The first cell right of the source, in its output row.
  public let start: Point
  /// The runs of cells that the wire takes.
  ///
  /// Empty if the only consumer has no connector and stands directly to the right of the source.
  public let segments: [Segment]
  /// The ends of the wire: one arrival for every operand slot that it feeds.
  public let arrivals: [Arrival]
}

/// A straight run of cells of one wire, both ends included; it may be a single cell.
public struct Segment: Sendable, Hashable {
  /// The box whose wire this is.
  public let source: Int
  /// The left or upper end.
  public let start: Point
  /// The right or lower end.
  public let end: Point

  /// Whether the run is horizontal; a single cell counts as horizontal.
  public var isHorizontal: Bool { start.row == end.row }

  /// The cells of the run.
  public var region: Rectangle {
    Rectangle(
      origin: start,
      size: Size(columns: end.column - start.column + 1, rows: end.row - start.row + 1))
  }
}

/// The arrival of a wire at an operand of a box.
public struct Arrival: Sendable, Hashable {
  /// The side from which the wire enters; above and below are for connectors only.
  public enum Side: Sendable, Hashable {
    /// From the left edge of the box.
    case left
    /// From above into the collector.
    case above
    /// From below into the collector.
    case below
  }

  /// The box that the wire enters.
  public let box: Int
  /// The operand slot that it feeds.
  public let slot: Int
  /// The cell in the first column of the box through which the wire enters.
  ///
  /// With a connector it is in row 0, 1 or 2 of the box for above, left and below, and the wire
  /// continues to the collector in row 1. Without one, the last cell of the wire is left of it.
  public let point: Point
  /// The side from which it enters.
  public let side: Side
}
