/// The order of the items within their layers, from top to bottom.
///
/// It starts with a depth-first walk from the outputs in operand order, which draws a tree without
/// crossings, and is improved by sweeps (Sugiyama, Tagawa, Toda 1981; Gansner et al. 1993).
struct Ordering {
  let layering: Layering
  private let keepsOrder: [Bool]
  /// Per layer, its items from top to bottom.
  private(set) var layers: [[Int]]
  /// Per item, its index in its layer.
  private(set) var position: [Int]
  /// The number of pairs of edges that cross.
  private(set) var crossings = 0
  /// The number of edges that may still be examined.
  private var work: Int

  /// Starts from the order of `rows`, the rows of the boxes in an earlier layout, if there are any;
  /// examines about `effort` edges.
  init(_ layering: Layering, of diagram: Diagram, rows: [Int?], effort: Int) {
    self.layering = layering
    keepsOrder = diagram.boxes.map(\.keepsOrder)
    position = Array(repeating: 0, count: layering.rank.count)
    work = effort
    layers = depthFirstLayers(layering)
    if rows.contains(where: { $0 != nil }) { restore(rows) }
    for item in layering.lane.joined() { position[item] = layers[layering.rank[item]].count }
    number()
    crossings = countCrossings()
    improve()
  }

  /// A key by which more promising orders sort first: crossings, then items.
  var promise: (crossings: Int, items: Int) { (crossings, layering.rank.count) }

  /// Sorts the boxes as in the earlier layout; a new one stays behind its neighbour in the walk.
  private mutating func restore(_ rows: [Int?]) {
    func row(_ item: Int) -> Int? {
      let source = layering.source[item]
      return source < rows.count ? rows[source] : nil
    }
    for layer in layers.indices {
      var key = Int.min
      let keyed = layers[layer].enumerated().map { index, item in
        key = row(item) ?? key
        return (key: key, index: index, item: item)
      }
      layers[layer] = keyed.sorted { ($0.key, $0.index) < ($1.key, $1.index) }.map(\.item)
    }
  }

  private mutating func improve() {
    var best = (layers: layers, crossings: crossings)
    var stalled = 0
    var sweep = 0
    while best.crossings > 0, stalled < 6, sweep < 40, work > 0 {
      let byLeft = sweep.isMultiple(of: 2)
      let order = byLeft ? Array(1..<layers.count) : (0..<layers.count - 1).reversed()
      for layer in order { reorder(layer, byLeft: byLeft, usesMedian: sweep % 4 < 2) }
      transpose(swappingEqual: sweep % 4 >= 2)
      crossings = countCrossings()
      if crossings < best.crossings {
        best = (layers, crossings)
        stalled = 0
      } else {
        stalled += 1
      }
      sweep += 1
    }
    layers = best.layers
    crossings = best.crossings
    number()
  }

  private mutating func number() {
    for layer in layers {
      for (index, item) in layer.enumerated() { position[item] = index }
    }
  }

  /// The right end of an edge as a number, in which operands in a fixed order differ as well.
  private func rightKey(_ edge: Int) -> Int {
    let item = layering.edgeTo[edge]
    let fixed = layering.isBox(item) && keepsOrder[item]
    return position[item] * 4 + (fixed ? min(layering.slot(edge), 3) : 0)
  }

  private func leftKey(_ edge: Int) -> Int { position[layering.edgeFrom[edge]] }

  private mutating func countCrossings() -> Int {
    work -= layering.edgeFrom.count
    var crossings = 0
    for layer in layers.indices.dropLast() {
      var seen = FenwickTree(count: layers[layer + 1].count * 4)
      var count = 0
      for item in layers[layer] {
        let edges = layering.outgoing(item)
        for edge in edges { crossings += count - seen.sum(through: rightKey(edge)) }
        for edge in edges { seen.add(1, at: rightKey(edge)) }
        count += edges.count
      }
    }
    return crossings
  }

  /// Sorts a layer by the median or mean index of the neighbours on one side.
  ///
  /// Items without neighbours stay where they are.
  private mutating func reorder(_ layer: Int, byLeft: Bool, usesMedian: Bool) {
    var keyed: [(key: Double, index: Int, item: Int)] = []
    var indices: [Int] = []
    for (index, item) in layers[layer].enumerated() {
      let keys =
        byLeft
        ? layering.incoming(item).map(leftKey) : layering.outgoing(item).map(rightKey)
      guard !keys.isEmpty else { continue }
      work -= keys.count
      indices.append(index)
      keyed.append((usesMedian ? weightedMedian(keys) : mean(keys), index, item))
    }
    keyed.sort { ($0.key, $0.index) < ($1.key, $1.index) }
    for (index, entry) in zip(indices, keyed) {
      layers[layer][index] = entry.item
      position[entry.item] = index
    }
  }

  /// Swaps neighbours as long as this removes crossings.
  private mutating func transpose(swappingEqual: Bool) {
    var swapsEqual = swappingEqual
    for _ in 0..<6 {
      var improved = false
      for layer in layers.indices {
        for index in layers[layer].indices.dropLast() where work > 0 {
          let upper = layers[layer][index]
          let lower = layers[layer][index + 1]
          let gain = crossingsSaved(bySwapping: upper, lower)
          guard gain > 0 || swapsEqual && gain == 0 else { continue }
          layers[layer].swapAt(index, index + 1)
          position[upper] = index + 1
          position[lower] = index
          if gain > 0 { improved = true }
        }
      }
      swapsEqual = false
      if !improved { break }
    }
  }

  private mutating func crossingsSaved(bySwapping upper: Int, _ lower: Int) -> Int {
    var gain = 0
    for first in layering.incoming(upper) {
      for second in layering.incoming(lower) {
        gain += (leftKey(first) - leftKey(second)).signum()
      }
    }
    for first in layering.outgoing(upper) {
      for second in layering.outgoing(lower) {
        gain += (rightKey(first) - rightKey(second)).signum()
      }
    }
    work -= 1 + layering.incoming(upper).count * layering.incoming(lower).count
    work -= layering.outgoing(upper).count * layering.outgoing(lower).count
    return gain
  }
}

/// Puts the items into their layers in the order of a walk from the outputs to the leaves.
///
/// The walk keeps its own stack, since graphs can be deeper than the call stack.
private func depthFirstLayers(_ layering: Layering) -> [[Int]] {
  var layers = Array(repeating: [Int](), count: layering.layers.count)
  var isSeen = Array(repeating: false, count: layering.rank.count)
  for root in 0..<layering.boxCount where layering.outgoing(root).isEmpty {
    var stack = [root]
    while let item = stack.popLast() {
      if isSeen[item] { continue }
      isSeen[item] = true
      if layering.isInLane(item) {
        stack.append(layering.source[item])
        continue
      }
      layers[layering.rank[item]].append(item)
      for edge in layering.incoming(item).reversed() { stack.append(layering.edgeFrom[edge]) }
    }
  }
  return layers
}

private func mean(_ keys: [Int]) -> Double { Double(keys.reduce(0, +)) / Double(keys.count) }

/// The median weighted towards the side on which the neighbours are closer (Gansner et al. 1993).
private func weightedMedian(_ keys: [Int]) -> Double {
  let keys = keys.sorted()
  let middle = keys.count / 2
  if keys.count % 2 == 1 { return Double(keys[middle]) }
  if keys.count == 2 { return Double(keys[0] + keys[1]) / 2 }
  let left = Double(keys[middle - 1] - keys[0])
  let right = Double(keys[keys.count - 1] - keys[middle])
  if left + right == 0 { return Double(keys[middle - 1] + keys[middle]) / 2 }
  return (Double(keys[middle - 1]) * right + Double(keys[middle]) * left) / (left + right)
}
