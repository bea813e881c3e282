/// The columns of the nodes of all bands: as far left as the numbers before them allow.
struct BandColumns {
  /// Per node, the first column of its text.
  private(set) var starts: [Int]
  /// Per node, the column behind its numbers, counted from its start.
  private let lengths: [Int]
  /// The columns that there are.
  let width: Int
  private let plan: BandPlan

  /// `nil` if something would stand outside of `width` columns.
  init?(_ plan: BandPlan, width: Int) {
    self.plan = plan
    self.width = width
    lengths = plan.diagram.nodes.indices.map { plan.length(of: $0) }
    starts = Self.starts(plan, lengths, slack: 0)
    guard Self.fits(starts, plan, lengths, width) else { return nil }
    // What is left over goes between the gates, so that verticals have room to pass.
    for slack in 1...3 {
      let wider = Self.starts(plan, lengths, slack: slack)
      guard Self.fits(wider, plan, lengths, width) else { break }
      starts = wider
    }
    if plan.spacing.isLate { moveRight() }
  }

  /// Per node, the column behind all that stands at it if nothing is stretched.
  static func tightEnds(_ plan: BandPlan) -> [Int] {
    let lengths = plan.diagram.nodes.indices.map { plan.length(of: $0) }
    let starts = starts(plan, lengths, slack: 0)
    return starts.indices.map { index in
      plan.isLeafAtGate(index)
        ? 0 : starts[index] + max(lengths[index], plan.rightExtent(of: index))
    }
  }

  /// The column of the ports above and below.
  func port(_ gate: Int) -> Int { starts[gate] + plan.portOffset(gate) }

  /// The column behind the text.
  func textEnd(_ node: Int) -> Int { starts[node] + plan.textWidth(node) }

  /// The column behind the numbers at the source of a value; wires turn and fork right of it.
  func fieldEnd(_ node: Int) -> Int { starts[node] + lengths[node] }

  private static func starts(_ plan: BandPlan, _ lengths: [Int], slack: Int) -> [Int] {
    var starts: [Int] = []
    for (index, node) in plan.diagram.nodes.enumerated() {
      var start = 0
      for (slot, source) in node.operands.enumerated() {
        let least = plan.leastDistance(to: index, slot, slack: slack)
        start = max(
          start, plan.isLane(index, slot) ? starts[source] + lengths[source] + least : least)
      }
      starts.append(start)
    }
    return starts
  }

  private static func fits(_ starts: [Int], _ plan: BandPlan, _ lengths: [Int], _ width: Int)
    -> Bool
  {
    plan.diagram.nodes.indices.allSatisfy { index in
      plan.isLeafAtGate(index)
        || starts[index] + max(lengths[index], plan.rightExtent(of: index)) <= width
    }
  }

  /// Moves every node as near to its first consumer as it can stand.
  private mutating func moveRight() {
    for index in starts.indices.reversed() where !plan.isLeafAtGate(index) {
      let limits = plan.usesInBand(of: index).map { edge in
        starts[edge.consumer] - lengths[index]
          - plan.leastDistance(to: edge.consumer, edge.slot, slack: 0)
      }
      if let limit = limits.min(), !plan.diagram.nodes[index].isLeaf || plan.next[index] != nil {
        starts[index] = max(starts[index], limit)
      }
    }
  }
}

extension BandPlan {
  /// Whether an operand enters from above, or below.
  func hasPort(_ port: BandPort, _ gate: Int) -> Bool { ports[gate].contains(port) }

  /// The columns from the start of a gate to its ports above and below.
  func portOffset(_ gate: Int) -> Int { (diagram.nodes[gate].width - 1) / 2 }

  /// The columns of a node's text; of a leaf with the blank behind its name, and with `▸` if it is
  /// used in a later band.
  func textWidth(_ node: Int) -> Int {
    let leaf = diagram.nodes[node].isLeaf ? goesOn(node) ? 2 : 1 : 0
    return diagram.nodes[node].width + leaf
  }

  /// The columns of the name of a value in a stub: its own, or a number.
  func stubWidth(_ node: Int) -> Int {
    let (leaf, name) = (diagram.nodes[node].isLeaf, diagram.nodes[node].nameWidth)
    return leaf ? diagram.nodes[node].width : name > 0 ? name : 2
  }

  /// The columns of the text on the wire behind a gate.
  func wireNameWidth(_ node: Int) -> Int {
    if diagram.nodes[node].isLeaf { return 0 }
    return goesOn(node) ? stubWidth(node) + 1 : diagram.nodes[node].nameWidth
  }

  /// Whether the wire of a value ends with the name of it, as nothing uses it.
  func isEnd(_ node: Int) -> Bool { uses[node].isEmpty }

  /// The columns from the start of a node to behind its numbers.
  fileprivate func length(of index: Int) -> Int {
    let node = diagram.nodes[index]
    let number = diagram.numberWidth
    if node.isLeaf {
      return isEnd(index) ? max(node.width, number) : max(textWidth(index) + 2, number)
    }
    // A number keeps a blank from the vertical at a port, and from the number before the gate.
    let above = hasPort(.top, index) ? portOffset(index) + 2 : 1
    let below = hasPort(.bottom, index) ? portOffset(index) + 2 : 1
    let name = wireNameWidth(index)
    let wire = isEnd(index) ? 3 + node.nameWidth : name > 0 ? name + 2 : 2
    return max(max(above, below) + number, node.width + wire)
  }

  /// The columns that an operand needs between its source's numbers and the start of the gate; for
  /// a leaf or a stub, the least start of the gate.
  fileprivate func leastDistance(to gate: Int, _ slot: Int, slack: Int) -> Int {
    let source = diagram.nodes[gate].operands[slot]
    let number = diagram.numberWidth
    switch (ports[gate][slot], isLane(gate, slot)) {
    case (.left, false): return max(atGateWidth(gate, slot) + 3, number)
    case (_, false):
      return leftExtent(gate, slot) - portOffset(gate)
    // At a fork, the part of the gradient stands between the fork and the gate.
    case (.left, true):
      let fork = isFork(source) ? number + 3 : 0
      return max(fork, besideVertical(of: source, gate)) + slack
    case (_, true): return 1 - portOffset(gate)
    }
  }

  /// The columns that a leaf above or below a gate needs behind the numbers of the gate before it,
  /// if the vertical of another operand passes there.
  private func besideVertical(of source: Int, _ gate: Int) -> Int {
    let extents = ports[gate].indices.compactMap { slot -> Int? in
      let port = ports[gate][slot]
      guard port != .left, !isLane(gate, slot), let other = ports[source].firstIndex(of: port),
        isLane(source, other)
      else { return nil }
      return leftExtent(gate, slot) + 2 + portOffset(source) - portOffset(gate) - length(of: source)
    }
    return extents.max() ?? 0
  }

  /// The columns of a leaf's name, or of a stub, at a gate.
  func atGateWidth(_ gate: Int, _ slot: Int) -> Int {
    let source = diagram.nodes[gate].operands[slot]
    return isLeafAtGate(source) ? diagram.nodes[source].width : stubWidth(source) + 1
  }

  /// Whether the name of a leaf at a port stands in a row of its own.
  func isStacked(_ gate: Int, _ slot: Int) -> Bool {
    atGateWidth(gate, slot) > spacing.longestBeside
  }

  /// The columns left of the wire of a leaf or a stub above or below a gate.
  private func leftExtent(_ gate: Int, _ slot: Int) -> Int {
    let number = diagram.numberWidth
    return isStacked(gate, slot) ? number : atGateWidth(gate, slot) + 1 + number
  }

  /// The columns from the start of a gate to behind the numbers right of its verticals, and of a
  /// value that goes on to behind its mark.
  fileprivate func rightExtent(of gate: Int) -> Int {
    let verticals = hasPort(.top, gate) || hasPort(.bottom, gate)
    let mark = goesOn(gate) && next[gate] == nil && !isEnd(gate) ? length(of: gate) + 1 : 0
    return max(mark, verticals ? portOffset(gate) + 1 + diagram.numberWidth : 0)
  }
}
