/// What stands at a node, as pieces with the row of the node as row 0.
struct BandPieces {
  private let plan: BandPlan
  private let columns: BandColumns

  init(_ plan: BandPlan, _ columns: BandColumns) {
    self.plan = plan
    self.columns = columns
  }

  private var number: Int { plan.diagram.numberWidth }

  /// The text of a node, its numbers, the wire behind it, and the cells kept for what arrives.
  func level(_ node: Int, tree: BandEdge?) -> [BandPiece] {
    let (start, end) = (columns.starts[node], columns.fieldEnd(node))
    let textEnd = columns.textEnd(node)
    let isLeaf = plan.diagram.nodes[node].isLeaf
    var pieces = [
      isLeaf
        ? BandPiece(.number, start..<(plan.isEnd(node) ? end : textEnd), row: 0, net: node)
        : BandPiece(.gate, start..<textEnd, row: 0),
      BandPiece(.number, end - number..<end, row: -1, net: node),
      BandPiece(.number, end - number..<end, row: 1, net: node),
    ]
    if plan.isEnd(node) {
      if !isLeaf { pieces.append(BandPiece(.number, textEnd..<end, row: 0, net: node)) }
    } else {
      let wireEnd =
        plan.next[node].map { columns.starts[$0] } ?? tree.map { plan.column(of: $0, columns) + 1 }
        ?? end + 1
      pieces.append(BandPiece(.across, textEnd..<wireEnd, row: 0, net: node))
    }
    for slot in plan.ports[node].indices { pieces += arrival(at: node, slot) }
    return pieces
  }

  /// The numbers of an operand where it arrives, and the cells of its wire next to the gate.
  private func arrival(at gate: Int, _ slot: Int) -> [BandPiece] {
    let source = plan.diagram.nodes[gate].operands[slot]
    let start = columns.starts[gate]
    let port = columns.port(gate)
    let edge = BandEdge(source: source, consumer: gate, slot: slot)
    let part = BandPiece(.number, start - number..<start, row: 1, net: source)
    switch (plan.ports[gate][slot], plan.isLane(gate, slot)) {
    case (.left, false):
      let name = plan.atGateWidth(gate, slot)
      let begin = start - max(name + 3, number)
      return [
        BandPiece(.number, begin..<begin + name + 1, row: 0, net: source),
        BandPiece(.across, begin + name + 1..<start, row: 0, net: source),
        BandPiece(.number, start - number..<start, row: -1, net: source), part,
      ]
    case (.left, true):
      if plan.next[source] == gate { return plan.isFork(source) ? [part] : [] }
      return [
        BandPiece(.across, plan.column(of: edge, columns)..<start, row: 0, net: source), part,
      ]
    case (_, false): return []
    case (let side, true):
      let kept = plan.keptRows(of: edge)
      let rows = side == .top ? -kept..<0 : 1..<kept + 1
      let wire = BandPiece(.down, port..<port + 1, rows: rows, net: source)
      guard plan.isFork(source) else { return [wire] }
      let row = side == .top ? -2 : 2
      return [wire, BandPiece(.number, port + 1..<port + 1 + number, row: row, net: source)]
    }
  }

  /// A leaf or a stub above or below its gate; rows are counted from the gate.
  func leaf(_ leaf: BandRows.AtGate) -> [BandPiece] {
    let (gate, slot, source) = (leaf.edge.consumer, leaf.edge.slot, leaf.edge.source)
    let port = columns.port(gate)
    let name = plan.nameColumns(of: leaf, port: port)
    let isStacked = plan.isStacked(gate, slot)
    let outer = isStacked ? leaf.row + leaf.row.signum() : leaf.row
    let value = BandPiece(
      .number, (isStacked ? port - number : name.lowerBound)..<port, row: leaf.row, net: source)
    let gradient = BandPiece(
      .number, port + 1..<port + 1 + number, row: leaf.row, net: source)
    let wire = BandPiece(
      .down, port..<port + 1, rows: leaf.row < 0 ? outer..<0 : 1..<outer + 1, net: source)
    let rowOfName = isStacked ? [BandPiece(.number, name, row: outer, net: source)] : []
    return [value, gradient, wire] + rowOfName
  }
}

extension BandPlan {
  /// The column in which a wire from another lane comes up or down to a gate.
  func column(of edge: BandEdge, _ columns: BandColumns) -> Int {
    ports[edge.consumer][edge.slot] == .left
      ? columns.starts[edge.consumer] - diagram.numberWidth - 1 : columns.port(edge.consumer)
  }

  /// The side of its gate from which a wire of another lane comes: -1 above, 1 below.
  func side(of edge: BandEdge) -> Int {
    switch ports[edge.consumer][edge.slot] {
    case .top: -1
    case .bottom: 1
    case .left: isFromBelow[edge.consumer] ? 1 : -1
    }
  }

  /// The rows above or below a gate that are kept for the end of a wire from another lane: beside
  /// the second one stands the part of the gradient, if there are several.
  func keptRows(of edge: BandEdge) -> Int {
    ports[edge.consumer][edge.slot] == .left ? 0 : isFork(edge.source) ? 2 : 1
  }

  /// The columns of the name of a leaf or a stub above or below a gate, of which the vertical is in
  /// column `port`.
  func nameColumns(of leaf: BandRows.AtGate, port: Int) -> Range<Int> {
    let width = atGateWidth(leaf.edge.consumer, leaf.edge.slot)
    if !isStacked(leaf.edge.consumer, leaf.edge.slot) {
      let end = port - diagram.numberWidth - 1
      return end - width..<end
    }
    return leaf.nameIsRight ? port + 2..<port + 2 + width : port - 1 - width..<port - 1
  }
}
