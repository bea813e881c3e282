/// Where the boxes and the runs of wire are, and where wires meet boxes.
struct LayoutIndex: Sendable, Hashable {
  let boxes: SpatialIndex
  let segments: [Segment]
  let segmentRegions: SpatialIndex
  /// The cells of collectors.
  let collectors: Set<Place>
  /// The cells in the first columns of boxes without a connector where wires end.
  let entrances: Set<Place>

  init(diagram: Diagram, origins: [Place], wires: [Wire]) {
    boxes = SpatialIndex(
      zip(origins, diagram.boxes).map { origin, box in
        Region(origin: origin, size: Extent(columns: box.width, rows: box.height))
      })
    segments = wires.flatMap(\.segments)
    segmentRegions = SpatialIndex(segments.map(\.region))
    var collectors = Set<Place>()
    var entrances = Set<Place>()
    for wire in wires {
      for arrival in wire.arrivals {
        if diagram.boxes[arrival.box].hasConnector {
          collectors.insert(
            Place(column: arrival.place.column, row: origins[arrival.box].row + 1))
        } else {
          entrances.insert(arrival.place)
        }
      }
    }
    self.collectors = collectors
    self.entrances = entrances
  }
}
