/// The side to which an item goes when two rows are equally good.
enum Leaning {
  case up
  case down
}

/// Rows in which every layer in turn lies as close to its neighbours as it can.
///
/// One layer is a regression: find ascending rows with the least weighted sum of distances to the
/// rows that the edges ask for. Sweeping over the layers keeps the height near that of the
/// fullest one, in O(edges · log edges) per sweep.
func balancedRows(_ problem: RowProblem, leaning: Leaning, sweeps: Int) -> [Int] {
  let layering = problem.layering
  var tops = Array(repeating: 0, count: layering.rank.count)
  for layer in problem.layers {
    var row = 0
    for item in layer {
      tops[item] = row
      row += problem.height[item]
    }
  }

  func settle(_ layer: Int, byLeft: Bool, byRight: Bool) {
    let sign = leaning == .up ? 1 : -1
    let items = leaning == .up ? problem.layers[layer] : problem.layers[layer].reversed()
    var regression = AscendingRegression()
    // Heights are subtracted from the rows, so that "no overlap" becomes "ascending".
    var taken = 0
    var takenBefore: [Int] = []
    for item in items {
      if leaning == .down { taken += problem.height[item] }
      takenBefore.append(taken)
      var wishes: [(Int, Int)] = []
      if byLeft {
        for edge in layering.incoming(item) where !layering.isInLane(layering.edgeFrom[edge]) {
          wishes.append((tops[item] + problem.drop(edge, tops), problem.weight(edge)))
        }
      }
      if byRight {
        for edge in layering.outgoing(item) {
          wishes.append((tops[item] - problem.drop(edge, tops), problem.weight(edge)))
        }
      }
      if wishes.isEmpty { wishes.append((tops[item], 1)) }
      regression.append(wishes.map { (sign * $0.0 - taken, $0.1) })
      if leaning == .up { taken += problem.height[item] }
    }
    for (index, value) in regression.values().enumerated() {
      tops[items[index]] = sign * (value + takenBefore[index])
    }
  }

  let last = problem.layers.count - 1
  if last > 0 {
    for layer in 1...last { settle(layer, byLeft: true, byRight: false) }
    for layer in (0..<last).reversed() { settle(layer, byLeft: false, byRight: true) }
    for sweep in 0..<sweeps {
      let order = sweep.isMultiple(of: 2) ? Array(0...last) : Array((0...last).reversed())
      for layer in order { settle(layer, byLeft: true, byRight: true) }
    }
  }
  return tops
}

/// Finds ascending numbers with the least weighted sum of distances to the given wishes.
///
/// The kinks of the convex cost so far are kept in a heap; every new number adds its wishes, and
/// the kinks beyond which the cost would rise are dropped ("slope trick").
struct AscendingRegression {
  private var kinks = WeightedHeap()
  private var bestLast: [Int] = []

  /// Appends a number that should be close to `wishes`, pairs of a value and a weight.
  mutating func append(_ wishes: [(value: Int, weight: Int)]) {
    for wish in wishes { kinks.push((wish.value, 2 * wish.weight)) }
    kinks.removeLargest(weight: wishes.reduce(0) { $0 + $1.weight })
    bestLast.append(kinks.largest ?? 0)
  }

  func values() -> [Int] {
    var values = bestLast
    for index in values.indices.dropLast().reversed() {
      values[index] = min(values[index], values[index + 1])
    }
    return values
  }
}
