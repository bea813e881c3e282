/// The rows of all nodes, and of the leaves above and below gates.
///
/// A lane is a chain of nodes on one row. It stands above or below the gate into which it leads, as
/// near as its numbers allow; so the lanes of a band are a tree, which is placed from the outside in.
struct BandRows {
  /// A leaf, or a stub, above or below the gate that uses it.
  struct AtGate {
    let edge: BandEdge
    /// The row of its numbers.
    var row: Int
    /// Whether the name stands in a row of its own, one further out, and right of the wire.
    var nameIsRight = false
  }

  /// A lane with everything that leads into it; rows are counted from the lane.
  private struct Block {
    var pieces: [BandPiece] = []
    var rows: [(node: Int, row: Int)] = []
    var leaves: [AtGate] = []

    /// The first row that is taken.
    var top: Int { pieces.map(\.rows.lowerBound).min() ?? 0 }
    /// The row below the last one that is taken.
    var bottom: Int { pieces.map(\.rows.upperBound).max() ?? 0 }

    func moved(by distance: Int) -> Block {
      Block(
        pieces: pieces.map { $0.moved(by: distance) },
        rows: rows.map { ($0.node, $0.row + distance) },
        leaves: leaves.map { leaf in
          var leaf = leaf
          leaf.row += distance
          return leaf
        })
    }

    mutating func add(_ other: Block) {
      pieces += other.pieces
      rows += other.rows
      leaves += other.leaves
    }

    func isTooNear(_ other: Block) -> Bool {
      other.pieces.contains { piece in pieces.contains { $0.isTooNear(piece) } }
    }
  }

  /// Per node, its row; -1 for leaves that stand at gates.
  private(set) var rows: [Int]
  private(set) var leaves: [AtGate] = []
  /// The number of rows that are taken.
  private(set) var height = 0
  /// Per band, its first row.
  private(set) var firstRows: [Int] = []
  /// Per lane, by its last node, the edge by which it leads into another lane.
  private(set) var tree: [Int: BandEdge] = [:]
  private let plan: BandPlan
  private let columns: BandColumns
  private var children: [Int: [BandEdge]] = [:]
  private var laneStart: [Int]

  /// `nil` if more than `limit` rows would be taken.
  init?(_ plan: BandPlan, _ columns: BandColumns, limit: Int) {
    self.plan = plan
    self.columns = columns
    let nodes = plan.diagram.nodes
    rows = Array(repeating: -1, count: nodes.count)
    laneStart = Array(nodes.indices)
    var roots: [Int] = []
    for node in nodes.indices where !plan.isLeafAtGate(node) {
      if let next = plan.next[node] {
        laneStart[next] = laneStart[node]
        continue
      }
      let edge = plan.usesInBand(of: node).min {
        plan.column(of: $0, columns) < plan.column(of: $1, columns)
      }
      guard let edge else {
        roots.append(node)
        continue
      }
      tree[node] = edge
      children[edge.consumer, default: []].append(edge)
    }
    var whole = Block()
    for band in 0...(plan.bands.max() ?? 0) {
      var placed = Block()
      for root in roots where plan.bands[root] == band {
        guard let block = block(of: laneStart[root]) else { return nil }
        let first = placed.top - block.top
        guard
          let distance = (first...first + limit).first(where: {
            !placed.isTooNear(block.moved(by: $0))
          })
        else { return nil }
        placed.add(block.moved(by: distance))
      }
      firstRows.append(whole.bottom)
      let gap = band > 0 ? plan.spacing.lane : 0
      whole.add(placed.moved(by: whole.bottom - placed.top + gap))
    }
    height = whole.bottom
    guard height <= limit else { return nil }
    for (node, row) in whole.rows { rows[node] = row }
    leaves = whole.leaves
  }

  // MARK: A lane and what leads into it

  private func block(of first: Int) -> Block? {
    var block = Block()
    var lane = [first]
    while let next = plan.next[lane[lane.count - 1]] { lane.append(next) }
    for node in lane {
      block.rows.append((node, 0))
      block.pieces += BandPieces(plan, columns).level(node, tree: tree[node])
    }
    for node in lane where !plan.ports[node].isEmpty {
      guard place(leavesAt: node, in: &block) else { return nil }
    }
    for side in [-1, 1] {
      let edges = lane.flatMap { children[$0] ?? [] }
        .filter { plan.side(of: $0) == side }
        .sorted { plan.column(of: $0, columns) < plan.column(of: $1, columns) }
      for edge in edges {
        guard let child = self.block(of: laneStart[edge.source]),
          place(child, edge, side: side, in: &block)
        else { return nil }
      }
    }
    return block
  }

  /// Places the leaves and stubs above and below a gate as near to it as there is room.
  private func place(leavesAt gate: Int, in block: inout Block) -> Bool {
    for slot in plan.ports[gate].indices {
      let port = plan.ports[gate][slot]
      guard port != .left, !plan.isLane(gate, slot) else { continue }
      let source = plan.diagram.nodes[gate].operands[slot]
      let edge = BandEdge(source: source, consumer: gate, slot: slot)
      let isStacked = plan.isStacked(gate, slot)
      let candidates = (plan.spacing.leaf...plan.spacing.leaf + 5).flatMap { distance in
        (isStacked ? [false, true] : [false]).map { isRight in
          AtGate(
            edge: edge, row: port == .top ? -distance : distance, nameIsRight: isRight)
        }
      }
      let placed = candidates.lazy.map { leaf in
        (leaf, BandPieces(plan, columns).leaf(leaf))
      }.first { _, pieces in
        pieces.allSatisfy { piece in
          piece.columns.lowerBound >= 0 && piece.columns.upperBound <= columns.width
            && !block.pieces.contains { $0.isTooNear(piece) }
        }
      }
      guard let (leaf, pieces) = placed else { return false }
      block.pieces += pieces
      block.leaves.append(leaf)
    }
    return true
  }

  /// Places a lane that leads into a gate of another above or below that.
  private func place(_ child: Block, _ edge: BandEdge, side: Int, in block: inout Block) -> Bool {
    let column = plan.column(of: edge, columns)
    // The cells next to the gate are kept for the vertical already.
    let kept = plan.keptRows(of: edge)
    for distance in kept + 1 + plan.spacing.lane...kept + 14 {
      var moved = child.moved(by: side * distance)
      let (from, to) = (side * distance, side * kept)
      let rows = side < 0 ? from + 1..<to : to + 1..<from
      if !rows.isEmpty {
        moved.pieces.append(
          BandPiece(.down, column..<column + 1, rows: rows, net: edge.source))
      }
      let isClear = moved.pieces.allSatisfy { piece in
        block.pieces.allSatisfy { other in
          let areJoined =
            piece.net == edge.source && other.net == edge.source && piece.kind == .down
            && other.kind == .down
          return areJoined || !piece.isTooNear(other)
        }
      }
      if isClear {
        block.add(moved)
        return true
      }
    }
    return false
  }
}
