import Cells

/// Everything but the wires that have to be sought, put into the cells of a grid.
struct BandCanvas {
  var grid: BandGrid
  private(set) var texts: [BandLayout.Text] = []
  private(set) var fields: [BandLayout.Field] = []
  var tallies: [BandLayout.Tally] = []
  private(set) var regions: [Rectangle]
  let bandCount: Int
  let plan: BandPlan
  let columns: BandColumns
  let rows: BandRows
  /// The first row that is used.
  let top: Int

  private var number: Int { plan.diagram.numberWidth }

  /// `nil` if two things would be in one cell.
  init?(_ plan: BandPlan, _ columns: BandColumns, _ rows: BandRows, in size: Size) {
    self.plan = plan
    self.columns = columns
    self.rows = rows
    grid = BandGrid(size)
    top = (size.rows - rows.height) / 2
    bandCount = (plan.bands.max() ?? 0) + 1
    regions = Array(
      repeating: Rectangle(origin: Point(column: 0, row: 0), size: Size(columns: 0, rows: 0)),
      count: plan.diagram.nodes.count)
    let nodes = plan.diagram.nodes.indices.filter { !plan.isLeafAtGate($0) }
    for node in nodes {
      guard placeTexts(of: node) else { return nil }
      for slot in plan.ports[node].indices {
        guard placeArrival(at: node, slot) else { return nil }
      }
    }
    for leaf in rows.leaves {
      guard place(leaf) else { return nil }
    }
    for node in nodes {
      guard drawWire(of: node) else { return nil }
    }
    for node in nodes { placeName(of: node) }
    guard grid.soundCrossings != nil else { return nil }
  }

  // MARK: Texts and numbers

  func row(_ node: Int) -> Int { rows.rows[node] + top }

  private mutating func place(_ content: BandLayout.TextContent, _ columns: Range<Int>, row: Int)
    -> Bool
  {
    texts.append(BandLayout.Text(content: content, columns: columns, row: row))
    return grid.take(columns, row: row)
  }

  private mutating func place(
    _ number: BandLayout.Number, _ columns: Range<Int>, row: Int, isLeftAligned: Bool = false
  ) -> Bool {
    fields.append(
      BandLayout.Field(
        number: number, columns: columns, row: row, isLeftAligned: isLeftAligned))
    return grid.take(columns, row: row)
  }

  private mutating func placeTexts(of node: Int) -> Bool {
    let (end, row) = (columns.fieldEnd(node), row(node))
    let width = plan.diagram.nodes[node].width
    let isLeaf = plan.diagram.nodes[node].isLeaf
    // The name of a leaf that nothing uses stands below the last digits of its value.
    let start = isLeaf && plan.isEnd(node) ? end - width : columns.starts[node]
    let goesOn = plan.goesOn(node)
    let textEnd = start + width + (isLeaf && goesOn ? 1 : 0)
    regions[node] = Rectangle(
      origin: Point(column: start, row: row), size: Size(columns: width, rows: 1))
    guard
      place(isLeaf ? .leaf(node, goesOn: goesOn) : .gate(node), start..<textEnd, row: row),
      place(.value(node), end - number..<end, row: row - 1),
      place(.gradient(node), end - number..<end, row: row + 1)
    else { return false }
    if plan.isEnd(node) {
      let name = plan.diagram.nodes[node].nameWidth
      return isLeaf || name == 0 || place(.end(node), end - name..<end, row: row)
    }
    if plan.next[node] == nil, rows.tree[node] == nil {
      return place(.continuation(node), end..<end + 1, row: row)
    }
    return true
  }

  /// Writes the name of a value on its wire.
  private mutating func placeName(of node: Int) {
    let width = plan.wireNameWidth(node)
    guard width > 0, !plan.isEnd(node) else { return }
    let start = columns.textEnd(node) + 1
    texts.append(
      BandLayout.Text(
        content: .wireName(node, goesOn: plan.goesOn(node)), columns: start..<start + width,
        row: row(node)))
    grid.takeOnWire(start..<start + width, row: row(node))
  }

  /// Places what stands where an operand enters a gate, and the end of its wire.
  private mutating func placeArrival(at gate: Int, _ slot: Int) -> Bool {
    let source = plan.diagram.nodes[gate].operands[slot]
    let edge = BandEdge(source: source, consumer: gate, slot: slot)
    let (start, port, row) = (columns.starts[gate], columns.port(gate), row(gate))
    let before = start - number..<start
    switch (plan.ports[gate][slot], plan.isLane(gate, slot)) {
    case (.left, false):
      let name = plan.atGateWidth(gate, slot)
      let begin = start - max(name + 3, number)
      let isLeaf = plan.isLeafAtGate(source)
      if isLeaf { setRegion(of: source, begin..<begin + name, row: row) }
      guard
        place(
          isLeaf ? .leaf(source, goesOn: false) : .stub(edge), begin..<begin + name, row: row),
        place(isLeaf ? .value(source) : .repeatedValue(edge), before, row: row - 1),
        place(isLeaf ? .gradient(source) : .part(edge), before, row: row + 1)
      else { return false }
      return drawFixed(
        edge, from: Point(column: begin + name + 1, row: row),
        to: Point(column: start - 1, row: row), into: .right)
    case (.left, true):
      guard plan.isFork(source) else { return true }
      grid.forbidForks(before, row: row)
      return place(.part(edge), before, row: row + 1)
    case (_, false): return true
    case (let side, true):
      guard plan.isFork(source) else { return true }
      let sign = side == .top ? -1 : 1
      for distance in 1...2 { grid.forbidForks(port..<port + 1, row: row + sign * distance) }
      return place(
        .part(edge), port + 1..<port + 1 + number, row: row + sign * 2, isLeftAligned: true)
    }
  }

  private mutating func setRegion(of node: Int, _ columns: Range<Int>, row: Int) {
    regions[node] = Rectangle(
      origin: Point(column: columns.lowerBound, row: row),
      size: Size(columns: columns.count, rows: 1))
  }

  /// Draws a straight wire that belongs to a leaf or a stub at a gate.
  private mutating func drawFixed(
    _ edge: BandEdge, from start: Point, to end: Point, into side: Directions
  ) -> Bool {
    let wire = plan.wire(of: edge)
    return grid.draw(wire, from: start, to: end) && grid.reach(wire, end, side)
  }

  private mutating func place(_ leaf: BandRows.AtGate) -> Bool {
    let (gate, slot, source) = (leaf.edge.consumer, leaf.edge.slot, leaf.edge.source)
    let port = columns.port(gate)
    let isStacked = plan.isStacked(gate, slot)
    let isAbove = leaf.row < rows.rows[gate]
    let numberRow = leaf.row + top
    let outer = numberRow + (isStacked ? isAbove ? -1 : 1 : 0)
    let name = plan.nameColumns(of: leaf, port: port)
    let isLeaf = plan.isLeafAtGate(source)
    if isLeaf { setRegion(of: source, name, row: outer) }
    guard place(isLeaf ? .leaf(source, goesOn: false) : .stub(leaf.edge), name, row: outer),
      place(
        isLeaf ? .value(source) : .repeatedValue(leaf.edge), port - number..<port, row: numberRow),
      place(
        isLeaf ? .gradient(source) : .part(leaf.edge), port + 1..<port + 1 + number,
        row: numberRow, isLeftAligned: true)
    else { return false }
    return drawFixed(
      leaf.edge, from: Point(column: port, row: outer),
      to: Point(column: port, row: row(gate) + (isAbove ? -1 : 1)), into: isAbove ? .down : .up)
  }
}
