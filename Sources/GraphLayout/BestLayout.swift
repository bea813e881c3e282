import Cells

/// Lays out `diagram` once for every ranking and keeps the best picture.
func bestLayout(of diagram: Diagram, preferring preferences: LayoutPreferences) -> Layout {
  let candidates = rankings(of: diagram)
  if diagram.boxes.count <= 150 {
    let layouts = candidates.map { ranks in
      layout(order(diagram, ranks, preferences), of: diagram, preferring: preferences)
    }
    return layouts.dropFirst().reduce(layouts[0]) { best, other in
      isBetter(other, than: best, preferring: preferences) ? other : best
    }
  }
  // On large graphs a first order tells enough to choose the ranking.
  var quick = preferences
  quick.effort = preferences.effort / 20
  let trials = candidates.map { ranks in
    let ordering = order(diagram, ranks, quick)
    return (crossings: ordering.crossings, items: ordering.layering.rank.count, ranks: ranks)
  }
  let best = trials.min { ($0.crossings, $0.items) < ($1.crossings, $1.items) }
  return layout(
    order(diagram, best?.ranks ?? candidates[0], preferences), of: diagram,
    preferring: preferences)
}

/// The rankings worth trying, each different from those before.
///
/// Left out are those that draw wires out over so many ranks that the picture would not end.
private func rankings(of diagram: Diagram) -> [[Int]] {
  var candidates: [(ranks: [Int], dummies: Int)] = []
  for ranking in Ranking.allCases {
    let ranks = ranking.ranks(of: diagram)
    if !candidates.contains(where: { $0.ranks == ranks }) {
      candidates.append((ranks, Layering.dummyCount(of: diagram, ranks: ranks)))
    }
  }
  let fewest = candidates.map(\.dummies).min() ?? 0
  let limit = max(fewest, 10 * diagram.boxes.count + 2000)
  return candidates.filter { $0.dummies <= limit }.map(\.ranks)
}

private func order(
  _ diagram: Diagram, _ ranks: [Int], _ preferences: LayoutPreferences
) -> Ordering {
  Ordering(Layering(diagram, ranks: ranks), of: diagram, preferring: preferences)
}

/// The phases after the order: rows, ports, channels and wires.
private func layout(
  _ ordering: Ordering, of diagram: Diagram, preferring preferences: LayoutPreferences
) -> Layout {
  let problem = RowProblem(ordering, of: diagram)
  let tops = rows(problem, in: diagram, effort: preferences.effort)
  let ports = ports(of: problem, tops: tops, in: diagram)
  return place(diagram, problem, tops: tops, ports: ports, preferring: preferences)
}

/// Fewer crossings, then fitting the wished size, then a clearly smaller area.
///
/// Leaves on the left are tried first and so win where the area is about the same.
private func isBetter(
  _ layout: Layout, than best: Layout, preferring preferences: LayoutPreferences
) -> Bool {
  if layout.crossings != best.crossings { return layout.crossings < best.crossings }
  if let size = preferences.size {
    func fits(_ layout: Layout) -> Bool {
      layout.size.columns <= size.columns && layout.size.rows <= size.rows
    }
    if fits(layout) != fits(best) { return fits(layout) }
    if fits(best) { return false }
  }
  func area(_ layout: Layout) -> Int { layout.size.columns * layout.size.rows }
  return 3 * area(layout) < 2 * area(best)
}
