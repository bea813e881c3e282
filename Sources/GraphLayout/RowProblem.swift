/// The constraints on the rows of the items, and the rows they should come close to.
///
/// Items of a layer follow each other from top to bottom without overlap. An edge is level if the
/// row in which it leaves its left item is the row in which it enters its right item.
struct RowProblem {
  let layering: Layering
  /// Per layer, its items from top to bottom.
  let layers: [[Int]]
  /// Per item, its index in its layer.
  let position: [Int]
  /// Per item, its rows; 1 for a dummy vertex.
  let height: [Int]
  /// Per item, the row from its top in which its wire leaves.
  let outputRow: [Int]
  /// Per edge, the row from the top of its right item in which it should enter.
  private(set) var inputRow: [Int]

  init(_ ordering: Ordering, of diagram: Diagram) {
    layering = ordering.layering
    layers = ordering.layers
    position = ordering.position
    let dummies = layering.rank.count - layering.boxCount
    height = diagram.boxes.map(\.height) + Array(repeating: 1, count: dummies)
    outputRow = diagram.boxes.map(\.outputRow) + Array(repeating: 0, count: dummies)
    inputRow = Array(repeating: 0, count: layering.edgeFrom.count)
    for (index, box) in diagram.boxes.enumerated() {
      let edges = layering.incoming(index)
      if edges.count <= 3 {
        for edge in edges { inputRow[edge] = box.middleInputRow }
      } else {
        let sorted =
          box.keepsOrder
          ? Array(edges)
          : edges.sorted {
            (position[layering.edgeFrom[$0]], $0) < (position[layering.edgeFrom[$1]], $1)
          }
        let first = (box.inputRows.count - edges.count) / 2
        for (slot, edge) in sorted.enumerated() { inputRow[edge] = box.inputRows[first + slot] }
      }
    }
  }

  /// The row in which the wire of an item leaves it to the right.
  func leavingRow(_ item: Int, _ tops: [Int]) -> Int { tops[item] + outputRow[item] }

  /// The number of rows by which `edge` drops: its exit from the left item minus its entry on the
  /// right.
  func drop(_ edge: Int, _ tops: [Int]) -> Int {
    leavingRow(layering.edgeFrom[edge], tops) - tops[layering.edgeTo[edge]] - inputRow[edge]
  }

  /// The weight with which an edge should be level. Long wires come first: their bends are
  /// conspicuous.
  ///
  /// Wires of leaves give way to those between gates, so that a row of gates stays in line.
  func weight(_ edge: Int) -> Int {
    let from = layering.edgeFrom[edge]
    switch (layering.isBox(from), layering.isBox(layering.edgeTo[edge])) {
    case (false, false): return 32
    case (true, true): return layering.incoming(from).isEmpty ? 3 : 4
    default: return 8
    }
  }

  /// The cost of `tops` in rows, bends and lengths of vertical wires.
  ///
  /// Among equal rows, those with the outputs halfway down are best.
  func cost(_ tops: [Int], _ diagram: Diagram) -> Int {
    var first = Int.max
    var last = 0
    for item in tops.indices {
      first = min(first, tops[item])
      last = max(last, tops[item] + height[item])
    }
    var cost = 4 * (last - first)
    for edge in layering.edgeFrom.indices {
      let distance = abs(drop(edge, tops))
      if distance == 0 { continue }
      let to = layering.edgeTo[edge]
      let turnsAtConnector = layering.isBox(to) && diagram.boxes[to].hasConnector
      let alone = layering.incoming(to).count == 1
      cost += distance + (turnsAtConnector ? 3 : alone ? 12 : 6)
      if distance <= 2, alone { cost += 4 }
    }
    var offCentre = 0
    for item in tops.indices where layering.outgoing(item).isEmpty {
      offCentre += abs(2 * (tops[item] + outputRow[item]) + 1 - first - last)
    }
    return cost * 1000 + min(offCentre, 999)
  }
}
