import Backpropagation
import Cells
import ComputationGraph
import GraphLayout

/// What the current step draws attention to: the node at work, the wires its number travels along,
/// and the numbers it has changed.
struct Emphasis: Sendable {
  /// The node whose gate, or whose parameter, is at work.
  let node: Node.ID?
  /// The wires that are heavy: from a source node into the box of another.
  let wires: [(source: Node.ID, target: Node.ID, slots: Set<Int>)]
  /// The node that a gradient is on its way to.
  let receiver: Node.ID?
  let changedValues: Set<Node.ID>
  let changedGradients: Set<Node.ID>

  init(of snapshot: Snapshot) {
    changedValues = Set(snapshot.changedValues)
    changedGradients = Set(snapshot.changedGradients)
    let plan = snapshot.plan
    guard snapshot.justEdited.isEmpty else {
      node = snapshot.justEdited.last
      wires = []
      receiver = nil
      return
    }
    if case .flow(let index) = snapshot.step?.action {
      receiver = plan.flows[index].operand
    } else {
      receiver = nil
    }
    switch snapshot.step?.action {
    case .forward(let index):
      let unit = plan.units[index]
      node = unit.output
      wires = unit.operands(in: snapshot.graph).map { ($0, unit.output, []) }
    case .flow(let index):
      let flow = plan.flows[index]
      let unit = plan.units[flow.unit]
      node = unit.output
      wires = [(flow.operand, unit.output, [flow.slot])]
    case .seed:
      node = snapshot.output
      wires = []
    case .update(let index):
      node = plan.parameters[index]
      wires = []
    case .zero, nil:
      node = nil
      wires = []
    }
  }

  /// The cells of `layout` that heavy wires run over, and the boxes they start in.
  func heavyCells(in picture: Picture) -> (cells: Set<Point>, sources: Set<Int>) {
    var cells: Set<Point> = []
    var sources: Set<Int> = []
    for wire in wires {
      guard let source = picture.boxOfNode[wire.source],
        let target = picture.boxOfNode[wire.target],
        let drawn = picture.layout.wires.first(where: { $0.source == source })
      else { continue }
      sources.insert(source)
      for arrival in drawn.arrivals where arrival.box == target {
        let slot = picture.boxes[target].slot(ofArrival: arrival.slot)
        guard wire.slots.isEmpty || wire.slots.contains(slot) else { continue }
        cells.formUnion(drawn.path(to: arrival))
      }
    }
    return (cells, sources)
  }
}

extension Wire {
  /// The cells from the source to one arrival, found breadth first along the runs of the wire.
  func path(to arrival: Arrival) -> [Point] {
    var neighbours: [Point: [Point]] = [:]
    for segment in segments {
      var cell = segment.start
      neighbours[cell, default: []].append(contentsOf: [])
      while cell != segment.end {
        let next =
          segment.isHorizontal
          ? Point(column: cell.column + 1, row: cell.row)
          : Point(column: cell.column, row: cell.row + 1)
        neighbours[cell, default: []].append(next)
        neighbours[next, default: []].append(cell)
        cell = next
      }
    }
    let beside = Point(column: arrival.point.column - 1, row: arrival.point.row)
    guard let goal = [arrival.point, beside].first(where: { neighbours[$0] != nil }) else {
      return [arrival.point]
    }
    var cameFrom: [Point: Point] = [goal: goal]
    var queue = [goal]
    var next = 0
    while next < queue.count, cameFrom[start] == nil {
      for neighbour in neighbours[queue[next]] ?? [] where cameFrom[neighbour] == nil {
        cameFrom[neighbour] = queue[next]
        queue.append(neighbour)
      }
      next += 1
    }
    var path = [arrival.point]
    var cell = start
    while let towardsGoal = cameFrom[cell] {
      path.append(cell)
      if towardsGoal == cell { break }
      cell = towardsGoal
    }
    return path
  }
}
