import Cells

/// The positions of boxes and runs of wire, and the cells in which wires meet boxes.
struct LayoutIndex: Sendable, Hashable {
  let boxes: SpatialIndex
  let segments: [Segment]
  let segmentRegions: SpatialIndex
  /// The cells of collectors.
  let collectors: Set<Point>
  /// The cells in the first columns of boxes without a connector where wires end.
  let entrances: Set<Point>

  init(diagram: Diagram, origins: [Point], wires: [Wire]) {
    boxes = SpatialIndex(
      zip(origins, diagram.boxes).map { origin, box in
        Rectangle(origin: origin, size: Size(columns: box.width, rows: box.height))
      })
    segments = wires.flatMap(\.segments)
    segmentRegions = SpatialIndex(segments.map(\.region))
    var collectors = Set<Point>()
    var entrances = Set<Point>()
    for wire in wires {
      for arrival in wire.arrivals {
        if diagram.boxes[arrival.box].hasConnector {
          collectors.insert(
            Point(column: arrival.point.column, row: origins[arrival.box].row + 1))
        } else {
          entrances.insert(arrival.point)
        }
      }
    }
    self.collectors = collectors
    self.entrances = entrances
  }
}
