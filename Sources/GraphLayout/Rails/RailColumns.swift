/// The column of each chain of rails: no two that meet in a row share one.
struct RailColumns {
  private(set) var columnOfChain: [Int]
  private(set) var count: Int

  /// The number of rows up to which columns are improved after the first choice.
  private static let mostImprovedRows = 80
  /// The number of changes that are tried.
  private static let trials = 500

  /// Gives each chain the first column that is free (linear scan), and tries to do better in a small
  /// picture.
  init(_ rows: RailRows, _ chains: RailChains) {
    var freeFrom: [Int] = []
    columnOfChain = []
    for chain in chains.chains {
      let column = freeFrom.firstIndex { $0 < chain.start } ?? freeFrom.count
      if column == freeFrom.count { freeFrom.append(0) }
      freeFrom[column] = chain.end
      columnOfChain.append(column)
    }
    count = freeFrom.count
    guard rows.rows.count <= Self.mostImprovedRows, chains.chains.count > 1 else { return }
    improve(rows, chains)
  }

  /// Keeps what costs less among changes that a fixed series of numbers chooses: a chain in another
  /// column, or two columns exchanged.
  private mutating func improve(_ rows: RailRows, _ chains: RailChains) {
    let cost = RailCost(rows, chains)
    var random: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next(_ bound: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((random >> 33) % UInt64(bound))
    }
    var best = cost(columnOfChain)
    for trial in 0..<Self.trials {
      var changed = columnOfChain
      if trial % 3 == 0, count > 1 {
        let (one, other) = (next(count), next(count))
        changed = changed.map { $0 == one ? other : $0 == other ? one : $0 }
      } else {
        let chain = next(chains.chains.count)
        changed[chain] = next(count)
        let isTaken = chains.chains.indices.contains { other in
          other != chain && changed[other] == changed[chain]
            && chains.chains[other].start <= chains.chains[chain].end
            && chains.chains[chain].start <= chains.chains[other].end
        }
        if isTaken { continue }
      }
      let changedCost = cost(changed)
      if changedCost <= best { (columnOfChain, best) = (changed, changedCost) }
    }
  }
}

/// What makes a choice of columns hard to read: crossings, long ways, and two wires that come to a
/// gate from one side.
private struct RailCost {
  /// A row with a bus: its gate's chain, or that of the leaf that turns down; those joined; those
  /// that could be crossed.
  private struct Bus {
    let end: Int
    let isFromLeft: Bool
    let joined: [Int]
    let passing: [Int]
  }

  private let buses: [Bus]

  init(_ rows: RailRows, _ chains: RailChains) {
    var present = Array(repeating: [Int](), count: rows.rows.count)
    for (chain, place) in chains.chains.enumerated() {
      for row in place.start...min(place.end, rows.rows.count - 1) { present[row].append(chain) }
    }
    buses = rows.rows.indices.compactMap { row in
      let joined = rows.joined[row].filter { $0 != chains.straight[row] }.map {
        chains.chainOfRail[$0]
      }
      guard let rail = rows.gateRail[row] ?? rows.entryRail[row] else { return nil }
      let end = chains.chainOfRail[rail]
      return Bus(
        end: end, isFromLeft: rows.rows[row].entry != nil, joined: joined,
        passing: present[row].filter { $0 != end && !joined.contains($0) })
    }
  }

  func callAsFunction(_ columns: [Int]) -> Double {
    buses.reduce(0) { sum, bus in
      let end = columns[bus.end]
      let joined = bus.joined.map { columns[$0] }
      let low = bus.isFromLeft ? -1 : min(end, joined.min() ?? end)
      let high = max(end, joined.max() ?? end)
      let crossings = bus.passing.count { low < columns[$0] && columns[$0] < high }
      let left = joined.count { $0 < end } + (bus.isFromLeft ? 1 : 0)
      let right = joined.count { $0 > end }
      return sum + 1.5 * Double(crossings) + 3 * Double(max(0, left - 1) + max(0, right - 1))
        + 0.15 * Double(high - low)
    }
  }
}
