import Cells

/// The positions of boxes and runs of wire, and the cells in which wires meet boxes.
struct LayoutIndex: Sendable, Hashable {
  let boxes: SpatialIndex
  let segments: [Segment]
  let segmentRegions: SpatialIndex
  /// The cells of collectors.
  private(set) var collectors: Set<Point> = []
  /// The cells in the first columns of boxes without a connector where wires end.
  private(set) var entrances: Set<Point> = []

  init(diagram: Diagram, origins: [Point], wires: [Wire]) {
    boxes = SpatialIndex(
      zip(origins, diagram.boxes).map { origin, box in
        Rectangle(origin: origin, size: Size(columns: box.width, rows: box.height))
      })
    segments = wires.flatMap(\.segments)
    segmentRegions = SpatialIndex(segments.map(\.region))
    for arrival in wires.flatMap(\.arrivals) {
      if diagram.boxes[arrival.box].hasConnector {
        collectors.insert(Point(column: arrival.point.column, row: origins[arrival.box].row + 1))
      } else {
        entrances.insert(arrival.point)
      }
    }
  }
}
