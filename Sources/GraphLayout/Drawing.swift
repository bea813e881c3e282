import Cells

/// The boxes and wires in their cells: rows and ports are given, and every rank gets its columns.
struct Drawing {
  private let diagram: Diagram
  private let problem: RowProblem
  private let tops: [Int]
  private let ports: [Port?]
  /// Per rank, its first column.
  private var rankColumn: [Int] = []
  /// Per rank, whether its first column holds collectors.
  private let collects: [Bool]
  /// Per box, the straight runs of its wire and its arrivals.
  private var runs: [[Run]]
  private var arrivals: [[Arrival]]
  /// Per rank, the items at which wires leave their lanes; per box, the column up to which its lane
  /// is drawn.
  private var laneItems: [[Int]]
  private var laneColumn: [Int: Int] = [:]
  /// Per box, its upper left cell.
  private(set) var origins: [Point] = []
  private(set) var wires: [Wire] = []
  private(set) var size = Size(columns: 0, rows: 0)

  /// Cells `first...last` of row (or column) `line`.
  private struct Run {
    let isVertical: Bool
    let line: Int
    let first: Int
    var last: Int

    func cell(_ place: Int) -> Point {
      isVertical ? Point(column: line, row: place) : Point(column: place, row: line)
    }
  }

  /// Draws from left to right, with at least `minimumGap` columns between two ranks.
  init(
    _ diagram: Diagram, _ problem: RowProblem, _ tops: [Int], _ ports: [Port?], minimumGap: Int,
    effort: Int
  ) {
    self.diagram = diagram
    self.problem = problem
    self.tops = tops
    self.ports = ports
    runs = Array(repeating: [], count: diagram.boxes.count)
    arrivals = Array(repeating: [], count: diagram.boxes.count)
    collects = problem.layers.map { layer in
      layer.contains { problem.layering.isBox($0) && diagram.boxes[$0].hasConnector }
    }
    laneItems = Array(repeating: [], count: problem.layers.count)
    for item in problem.layering.lane.joined() {
      laneItems[problem.layering.rank[item]].append(item)
    }
    draw(minimumGap: minimumGap, effort: effort)
  }

  private mutating func draw(minimumGap: Int, effort: Int) {
    var column = 0
    var work = effort
    for rank in problem.layers.indices {
      let width = problem.layers[rank].map { self.width($0) }.max() ?? 0
      enterRank(rank, at: column, width: width)
      column += width
      if rank + 1 < problem.layers.count {
        let nets = nets(after: rank)
        let trunks = trunks(of: nets, work: &work)
        let tracks = (trunks.map(\.track).max() ?? -1) + 1
        let next = column + max(tracks, minimumGap)
        drawChannel(nets, trunks, from: column, to: next)
        column = next
      }
    }
    finish(columns: column)
  }

  private var layering: Layering { problem.layering }

  /// The columns that an item needs from the first column of its rank.
  private func width(_ item: Int) -> Int {
    layering.isBox(item) ? indent(item) + diagram.boxes[item].width : 1
  }

  /// Leaves keep clear of the column of the collectors, in which wires run up and down.
  private func indent(_ box: Int) -> Int {
    collects[layering.rank[box]] && diagram.operands[box].isEmpty ? 1 : 0
  }

  private func leavingRow(_ item: Int) -> Int { problem.leavingRow(item, tops) }

  private mutating func drawHorizontal(_ source: Int, row: Int, _ first: Int, _ last: Int) {
    if first <= last {
      runs[source].append(Run(isVertical: false, line: row, first: first, last: last))
    }
  }

  private mutating func drawVertical(_ source: Int, column: Int, _ one: Int, _ other: Int) {
    runs[source].append(
      Run(isVertical: true, line: column, first: min(one, other), last: max(one, other)))
  }

  /// Draws the wires within a rank: those that pass it, and those from narrow boxes to its right
  /// edge.
  private mutating func enterRank(_ rank: Int, at column: Int, width: Int) {
    rankColumn.append(column)
    for item in problem.layers[rank] where layering.feeds(item) {
      let first = layering.isBox(item) ? column + self.width(item) : column
      drawHorizontal(layering.source[item], row: leavingRow(item), first, column + width - 1)
    }
  }

  /// The nets to connect between a rank and the next.
  private func nets(after rank: Int) -> [ChannelNet] {
    var nets: [ChannelNet] = []
    for item in problem.layers[rank] + laneItems[rank] where layering.feeds(item) {
      var rows = Set(
        layering.outgoing(item).map { ports[$0]?.entryRow ?? tops[layering.edgeTo[$0]] })
      if let row = laneRow(after: item) { rows.insert(row) }
      nets.append(ChannelNet(from: item, left: leavingRow(item), right: rows.sorted()))
    }
    return nets
  }

  /// The row of the lane in which the wire continues to the right, if it does.
  private func laneRow(after item: Int) -> Int? {
    let lane = layering.lane[layering.source[item]]
    if layering.isBox(item) { return lane.first.map { tops[$0] } }
    return layering.isInLane(item) && item != lane.last ? tops[item] : nil
  }

  /// Draws the wires between two ranks in columns `first..<next`, and into the boxes at `next`.
  private mutating func drawChannel(
    _ nets: [ChannelNet], _ trunks: [Trunk], from first: Int, to next: Int
  ) {
    for net in nets where layering.isInLane(net.from) {
      let source = layering.source[net.from]
      drawHorizontal(source, row: net.left, laneColumn[source] ?? first, first - 1)
    }
    // Per net and row on the right, the column from which the wire runs to the right.
    var startColumns: [[Int: Int]] = nets.map { net in
      [net.left: startColumn(of: net.from, at: first)]
    }
    // The second half of a split wire starts where the first half ends.
    for trunk in trunks.sorted(by: { $0.track < $1.track }) {
      let net = nets[trunk.net]
      let source = layering.source[net.from]
      let column = first + trunk.track
      let start = startColumns[trunk.net][trunk.left] ?? column
      drawHorizontal(source, row: trunk.left, start, column)
      drawVertical(source, column: column, trunk.top, trunk.bottom)
      for row in trunk.right { startColumns[trunk.net][row] = column }
    }
    for (number, net) in nets.enumerated() {
      let source = layering.source[net.from]
      if let row = laneRow(after: net.from) {
        drawHorizontal(source, row: row, startColumns[number][row] ?? first, next)
        laneColumn[source] = next
      }
      for edge in layering.outgoing(net.from) {
        let to = layering.edgeTo[edge]
        let row = ports[edge]?.entryRow ?? tops[to]
        let entersRank = !layering.isBox(to) || diagram.boxes[to].hasConnector
        let start = startColumns[number][row] ?? first
        drawHorizontal(source, row: row, start, entersRank ? next : next - 1)
        guard let port = ports[edge] else { continue }
        if port.side != .left { drawVertical(source, column: next, row, tops[to] + 1) }
        arrivals[source].append(
          Arrival(
            box: to, slot: layering.slot(edge), point: Point(column: next, row: port.row),
            side: port.side))
      }
    }
  }

  private func startColumn(of item: Int, at channel: Int) -> Int {
    guard layering.isBox(item) else { return channel - 1 }
    return rankColumn[layering.rank[item]] + width(item)
  }

  /// Turns the drawing, `columns` wide, into origins and wires.
  private mutating func finish(columns: Int) {
    var columns = columns
    var rows = 0
    origins = diagram.boxes.indices.map { box in
      rows = max(rows, tops[box] + diagram.boxes[box].height)
      return Point(column: rankColumn[layering.rank[box]] + indent(box), row: tops[box])
    }
    for box in diagram.boxes.indices where !arrivals[box].isEmpty {
      let segments = joined(runs[box]).map { run in
        Segment(source: box, start: run.cell(run.first), end: run.cell(run.last))
      }
      for segment in segments {
        rows = max(rows, segment.end.row + 1)
        columns = max(columns, segment.end.column + 1)
      }
      wires.append(
        Wire(
          source: box,
          start: Point(
            column: origins[box].column + diagram.boxes[box].width, row: leavingRow(box)),
          segments: segments,
          arrivals: arrivals[box].sorted { ($0.box, $0.slot) < ($1.box, $1.slot) }))
    }
    size = Size(columns: columns, rows: rows)
  }

  /// Merges runs that share a cell, so that a long wire is one long segment.
  private func joined(_ runs: [Run]) -> [Run] {
    var joined: [Run] = []
    let sorted = runs.sorted {
      ($0.isVertical ? 1 : 0, $0.line, $0.first) < ($1.isVertical ? 1 : 0, $1.line, $1.first)
    }
    for run in sorted {
      if let last = joined.last, last.isVertical == run.isVertical, last.line == run.line,
        run.first <= last.last
      {
        joined[joined.count - 1].last = max(last.last, run.last)
      } else {
        joined.append(run)
      }
    }
    return joined
  }
}
