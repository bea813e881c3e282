import Cells

/// Finds the rectangles that meet a given one without examining all of them.
///
/// A packed R-tree: rectangles are sorted into tiles, 16 tiles share a node, 16 nodes a node above
/// (Leutenegger, Lopez, Edgington 1997).
struct SpatialIndex: Sendable, Hashable {
  private static let fanout = 16

  /// The corners of a rectangle, both included.
  private struct Bounds: Hashable {
    var left = Int.max
    var top = Int.max
    var right = Int.min
    var bottom = Int.min

    init() {}

    init(_ region: Rectangle) {
      left = region.origin.column
      top = region.origin.row
      right = region.origin.column + region.size.columns - 1
      bottom = region.origin.row + region.size.rows - 1
    }

    mutating func enclose(_ other: Bounds) {
      left = min(left, other.left)
      top = min(top, other.top)
      right = max(right, other.right)
      bottom = max(bottom, other.bottom)
    }

    func meets(_ other: Bounds) -> Bool {
      left <= other.right && other.left <= right && top <= other.bottom && other.top <= bottom
    }
  }

  /// The rectangles in the order of the tree.
  private let entries: [Int]
  /// The bounds of the rectangles, then of the nodes above them, up to a single one.
  private var levels: [[Bounds]]

  init(_ regions: [Rectangle]) {
    let bounds = regions.map { Bounds($0) }
    var entries = Array(bounds.indices)
    entries.sort {
      (bounds[$0].left + bounds[$0].right, $0) < (bounds[$1].left + bounds[$1].right, $1)
    }
    var slices = 1
    while slices * slices * Self.fanout < entries.count { slices += 1 }
    let size = max(1, (entries.count + slices - 1) / slices)
    for start in stride(from: 0, to: entries.count, by: size) {
      entries[start..<min(start + size, entries.count)].sort {
        (bounds[$0].top + bounds[$0].bottom, $0) < (bounds[$1].top + bounds[$1].bottom, $1)
      }
    }
    self.entries = entries
    levels = [entries.map { bounds[$0] }]
    while let below = levels.last, below.count > 1 {
      levels.append(
        stride(from: 0, to: below.count, by: Self.fanout).map { start in
          var node = Bounds()
          for child in below[start..<min(start + Self.fanout, below.count)] { node.enclose(child) }
          return node
        })
    }
  }

  /// The indices of the rectangles with a cell in `region`, in no particular order.
  func entries(meeting region: Rectangle) -> [Int] {
    guard region.size.columns > 0, region.size.rows > 0, !entries.isEmpty else { return [] }
    let wanted = Bounds(region)
    var found: [Int] = []
    var stack = [(level: levels.count - 1, node: 0)]
    while let (level, node) = stack.popLast() {
      guard levels[level][node].meets(wanted) else { continue }
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
