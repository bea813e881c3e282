/// Rails that stand in one column: each ends straight in the gate at which the next one begins.
///
/// In each gate's row, the youngest rail that ends there goes straight down into it.
struct RailChains {
  struct Chain {
    let start: Int
    /// The last row that must be free of others.
    var end: Int
  }

  private(set) var chains: [Chain] = []
  /// Per rail, its chain.
  private(set) var chainOfRail: [Int]
  /// Per row, the rail that ends straight in its gate.
  private(set) var straight: [Int?]

  init(_ rows: RailRows) {
    chainOfRail = Array(repeating: -1, count: rows.rails.count)
    straight = Array(repeating: nil, count: rows.rows.count)
    for row in rows.rows.indices {
      if let rail = rows.gateRail[row] {
        let ending = rows.joined[row].filter { rows.rails[$0].end == row }
        straight[row] = ending.max { rows.rails[$0].birth < rows.rails[$1].birth }
        if let straight = straight[row] {
          chainOfRail[rail] = chainOfRail[straight]
          extend(chainOfRail[straight], to: rows.rails[rail])
        } else {
          begin(rail, rows.rails[rail])
        }
      }
      if let rail = rows.entryRail[row], chainOfRail[rail] < 0 { begin(rail, rows.rails[rail]) }
    }
  }

  private mutating func begin(_ rail: Int, _ description: Rail) {
    chainOfRail[rail] = chains.count
    chains.append(Chain(start: description.birth, end: description.birth))
    extend(chains.count - 1, to: description)
  }

  /// Below a value that nothing uses a row stays free, or it would seem to go on.
  private mutating func extend(_ chain: Int, to rail: Rail) {
    chains[chain].end = rail.stops.isEmpty ? rail.birth + 1 : rail.end
  }
}
