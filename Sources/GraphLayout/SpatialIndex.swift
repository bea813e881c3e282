import Cells

/// Finds the rectangles that meet a given one without examining all of them.
///
/// A packed R-tree: rectangles are sorted into tiles, 16 tiles share a node, 16 nodes a node above
/// (Leutenegger, Lopez, Edgington 1997).
struct SpatialIndex: Sendable, Hashable {
  private static let fanout = 16

  /// The rectangles in the order of the tree.
  private var entries: [Int]
  /// The bounds of the rectangles, then of the nodes above them, up to a single one.
  private var levels: [[Rectangle]]

  init(_ regions: [Rectangle]) {
    // Twice the centre of each rectangle, across and down.
    let acrossTwice = regions.map { 2 * $0.origin.column + $0.size.columns }
    let downTwice = regions.map { 2 * $0.origin.row + $0.size.rows }
    entries = regions.indices.sorted { (acrossTwice[$0], $0) < (acrossTwice[$1], $1) }
    var slices = 1
    while slices * slices * Self.fanout < entries.count { slices += 1 }
    let size = max(1, (entries.count + slices - 1) / slices)
    for start in stride(from: 0, to: entries.count, by: size) {
      entries[start..<min(start + size, entries.count)].sort {
        (downTwice[$0], $0) < (downTwice[$1], $1)
      }
    }
    levels = [entries.map { regions[$0] }]
    while let below = levels.last, below.count > 1 {
      levels.append(
        stride(from: 0, to: below.count, by: Self.fanout).map { start in
          below[start..<min(start + Self.fanout, below.count)]
            .reduce(below[start]) { $0.union($1) }
        })
    }
  }

  /// The indices of the rectangles with a cell in `region`, in no particular order.
  func entries(meeting region: Rectangle) -> [Int] {
    guard region.size.columns > 0, region.size.rows > 0, !entries.isEmpty else { return [] }
    var found: [Int] = []
    var stack = [(level: levels.count - 1, node: 0)]
    while let (level, node) = stack.popLast() {
      guard levels[level][node].meets(region) else { continue }
      if level == 0 {
        found.append(entries[node])
      } else {
        let first = node * Self.fanout
        for child in first..<min(first + Self.fanout, levels[level - 1].count) {
          stack.append((level - 1, child))
        }
      }
    }
    return found
  }
}
