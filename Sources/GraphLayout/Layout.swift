import Cells

/// A diagram with cells for every box and every wire.
///
/// Every layout keeps these promises:
/// - no box overlaps another, and no wire runs over a box it neither leaves nor enters;
/// - wires of different sources meet only where one runs straight across the other, except in
///   the collector of a box, where the wires of all of its operands end;
/// - the same diagram and preferences give the same layout.
public struct Layout: Sendable, Hashable {
  /// The size of the picture in cells.
  public let size: Size
  /// Per box, its upper left cell.
  public let origins: [Point]
  /// The wires, one per box that is an operand of another, in the order of the boxes.
  public let wires: [Wire]
  /// The number of cells in which two wires cross.
  public let crossings: Int
  let diagram: Diagram
  let index: LayoutIndex

  /// Lays out `diagram`. Several rankings are tried, and the one with the fewest crossings is kept.
  public init(_ diagram: Diagram, preferring preferences: LayoutPreferences = .init()) {
    var rankings = rankings(of: diagram)
    // For a large graph, a first order tells enough to choose the ranking.
    if diagram.boxes.count > 150, rankings.count > 1 {
      let trials = rankings.map { ranks in
        Ordering(
          Layering(diagram, ranks: ranks), of: diagram, rows: preferences.rows,
          effort: preferences.effort / 20)
      }
      let best = trials.indices.min { trials[$0].promise < trials[$1].promise }
      rankings = [rankings[best ?? 0]]
    }
    let layouts = rankings.map { Layout(diagram, ranks: $0, preferring: preferences) }
    self = layouts.dropFirst().reduce(layouts[0]) { best, other in
      other.isBetter(than: best, in: preferences.size) ? other : best
    }
  }

  /// The phases: each decides one thing, and knows only the decisions before it.
  private init(_ diagram: Diagram, ranks: [Int], preferring preferences: LayoutPreferences) {
    let effort = preferences.effort
    let layering = Layering(diagram, ranks: ranks)
    let ordering = Ordering(layering, of: diagram, rows: preferences.rows, effort: effort)
    let problem = RowProblem(ordering, of: diagram)
    let tops = rows(problem, in: diagram, effort: effort)
    let ports = ports(of: problem, tops: tops, in: diagram)
    let drawing = Drawing(
      diagram, problem, tops, ports, minimumGap: preferences.minimumGap, effort: effort)
    self.diagram = diagram
    origins = drawing.origins
    wires = drawing.wires
    size = drawing.size
    crossings = crossingCells(of: wires)
    index = LayoutIndex(diagram: diagram, origins: origins, wires: wires)
  }

  /// Whether this layout is better than `best`: fewer crossings, then a fit in `wished`, then a
  /// clearly smaller area.
  ///
  /// The ranking with all leaves on the left is tried first, and so wins if the areas are similar.
  private func isBetter(than best: Layout, in wished: Size?) -> Bool {
    if crossings != best.crossings { return crossings < best.crossings }
    if let wished {
      func fits(_ size: Size) -> Bool { size.columns <= wished.columns && size.rows <= wished.rows }
      if fits(size) != fits(best.size) { return fits(size) }
      if fits(size) { return false }
    }
    return 3 * size.columns * size.rows < 2 * best.size.columns * best.size.rows
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
