import Cells

/// A diagram with a place for every box and every wire.
///
/// Promises that hold for every diagram:
/// - no box overlaps another, and no wire runs over a box it neither leaves nor enters;
/// - wires of different sources meet only where one runs straight across the other, except in
///   the collector of a box, where the wires of all of its operands end;
/// - the same diagram and preferences give the same layout.
public struct Layout: Sendable, Hashable {
  /// The cells that the picture takes.
  public let size: Size
  /// Per box, its upper left cell.
  public let origins: [Point]
  /// The wires, one per box that is an operand of another, in the order of the boxes.
  public let wires: [Wire]
  /// How many cells are crossed by two wires.
  public let crossings: Int
  let diagram: Diagram
  let index: LayoutIndex

  /// Lays out `diagram`: ranks, order within ranks, rows, ports, channels, wires.
  ///
  /// Several ways to rank are tried; the one with the fewest crossings is kept.
  public init(_ diagram: Diagram, preferring preferences: LayoutPreferences = .init()) {
    self = bestLayout(of: diagram, preferring: preferences)
  }

  init(diagram: Diagram, origins: [Point], wires: [Wire], size: Size) {
    self.diagram = diagram
    self.origins = origins
    self.wires = wires
    self.size = size
    crossings = crossingCells(of: wires)
    index = LayoutIndex(diagram: diagram, origins: origins, wires: wires)
  }

  /// The cells of box `box`.
  public func region(of box: Int) -> Rectangle {
    Rectangle(
      origin: origins[box],
      size: Size(columns: diagram.boxes[box].width, rows: diagram.boxes[box].height))
  }

  /// The boxes with a cell in `region`, in ascending order; about O(answer + log boxes).
  public func boxes(meeting region: Rectangle) -> [Int] {
    index.boxes.entries(meeting: region).sorted()
  }

  /// The runs of wire with a cell in `region`; about O(answer + log segments).
  public func segments(meeting region: Rectangle) -> [Segment] {
    index.segmentRegions.entries(meeting: region).sorted().map { index.segments[$0] }
  }
}

/// What the caller would like; every wish may be refused except `minimumGap`.
public struct LayoutPreferences: Sendable, Hashable {
  /// A size that the picture should fit in, such as the screen.
  public var size: Size?
  /// Per box the row where it stood in an earlier layout, to keep the order of boxes.
  public var rows: [Int?]
  /// The least number of columns between two ranks.
  public var minimumGap: Int
  /// How much work to spend on fewer crossings, counted in edges looked at, never in seconds.
  public var effort: Int

  /// Preferences; without arguments for a new picture of any size.
  public init(
    size: Size? = nil, rows: [Int?] = [], minimumGap: Int = 0, effort: Int = 4_000_000
  ) {
    self.size = size
    self.rows = rows
    self.minimumGap = minimumGap
    self.effort = effort
  }
}
