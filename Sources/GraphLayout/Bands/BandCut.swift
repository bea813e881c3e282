/// The ways to cut a diagram that is too wide into bands below each other.
enum BandCut {
  /// Per node its band, for every cut worth trying: those with the fewest bands first, among them
  /// those with the fewest values that go on in a later band.
  static func cuts(of diagram: BandDiagram, width: Int) -> [[Int]] {
    let uses = diagram.uses
    let depths = diagram.depths
    var cuts: [(bands: [Int], count: Int, nets: Int)] = []
    for limit in stride(from: width, through: width / 2, by: -3) {
      for isLate in [false, true] {
        guard let bands = bands(of: diagram, uses, depths, limit: limit, isLate: isLate) else {
          continue
        }
        if cuts.contains(where: { $0.bands == bands }) { continue }
        let nets = uses.count { edges in edges.contains { bands[$0.consumer] != bands[$0.source] } }
        cuts.append((bands, (bands.max() ?? 0) + 1, nets))
      }
    }
    return cuts.enumerated().sorted { a, b in
      (a.element.count, a.element.nets, a.offset) < (b.element.count, b.element.nets, b.offset)
    }.map(\.element.bands)
  }

  /// Bands of which none is wider than `limit` columns; `nil` if there is no such cut.
  private static func bands(
    of diagram: BandDiagram, _ uses: [[BandEdge]], _ depths: [Int], limit: Int, isLate: Bool
  ) -> [Int]? {
    var bands = Array(repeating: 0, count: diagram.nodes.count)
    var band = 0
    while true {
      var chance = BandChance(attempt: 0)
      guard
        let plan = BandPlan(
          diagram, bands: bands, depths: depths, spacing: .init(), chance: &chance)
      else { return nil }
      let ends = BandColumns.tightEnds(plan)
      let beyond = diagram.nodes.indices.filter { bands[$0] == band && ends[$0] > limit }
      if beyond.isEmpty { break }
      guard beyond.count < bands.count(where: { $0 == band }) else { return nil }
      for node in beyond { bands[node] = band + 1 }
      // Whatever comes after such a node comes in a later band, too.
      for (node, shape) in diagram.nodes.enumerated() where bands[node] == band {
        if shape.operands.contains(where: { bands[$0] > band }) { bands[node] = band + 1 }
      }
      settleLeaves(uses, diagram, &bands)
      if isLate { moveLater(uses, diagram, &bands) }
      band += 1
      if band > 12 { return nil }
    }
    return bands
  }

  /// Puts every leaf in the first band that uses it.
  private static func settleLeaves(
    _ uses: [[BandEdge]], _ diagram: BandDiagram, _ bands: inout [Int]
  ) {
    for (node, shape) in diagram.nodes.enumerated() where shape.isLeaf {
      bands[node] = uses[node].map { bands[$0.consumer] }.min() ?? bands[node]
    }
  }

  /// Puts gates that only a later band uses, and that need nothing from their own, in that band.
  private static func moveLater(
    _ uses: [[BandEdge]], _ diagram: BandDiagram, _ bands: inout [Int]
  ) {
    for (node, shape) in diagram.nodes.enumerated().reversed() where !shape.isLeaf {
      guard let first = uses[node].map({ bands[$0.consumer] }).min(), first > bands[node] else {
        continue
      }
      let needsBand = shape.operands.contains {
        bands[$0] == bands[node] && (!diagram.nodes[$0].isLeaf || uses[$0].count > 1)
      }
      if !needsBand { bands[node] = first }
    }
    settleLeaves(uses, diagram, &bands)
  }
}
