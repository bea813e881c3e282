import Cells

/// A graph as rows with rails: one gate a row, each value on a rail of its own from where it is computed
/// to where it is used last.
///
/// Every layout keeps these promises:
/// - a gate's bus is the only horizontal of its row, and all that is joined to it is an operand;
/// - a rail stands in one column, alone in each row;
/// - neighbours in a column belong together: below a value that ends a row stays free, or an end.
public struct RailLayout: Sendable, Hashable {
  /// The rows from top to bottom.
  public let rows: [RailRow]
  /// The number of columns of rails.
  public let columns: Int
  /// Per value, the row of its gate or of its leaf.
  public let rowOfValue: [Int]
  /// Whether leaves stand left of the rails, as in the preferences.
  public let hasEntries: Bool
  private let rails: [Rail]
  private let columnOfRail: [Int]
  /// Per row, the rails joined to the bus of its gate, without the one that comes straight from above.
  private let joined: [[Int]]
  private let entryRail: [Int?]
  private let gateRail: [Int?]
  /// Per column, its rails from top to bottom.
  private let railsOfColumn: [[Int]]

  /// Lays out a diagram. O(V+E) beside a small constant effort for small ones.
  public init(_ diagram: RailDiagram, preferring preferences: RailPreferences = .init()) {
    var most = preferences.mostRails - 2
    var (rows, chains, columns) = Self.phases(diagram, preferences, most: most)
    while columns.count > preferences.mostRails, most > 1 {
      most = most > 4 ? most * 2 / 3 : most - 1
      (rows, chains, columns) = Self.phases(diagram, preferences, most: most)
    }
    self.rows = rows.rows
    self.columns = columns.count
    hasEntries = preferences.hasEntries
    let rails = rows.rails
    let columnOfRail = chains.chainOfRail.map { columns.columnOfChain[$0] }
    self.rails = rails
    self.columnOfRail = columnOfRail
    joined = rows.joined.indices.map { row in
      rows.joined[row].filter { $0 != chains.straight[row] }
    }
    entryRail = rows.entryRail
    gateRail = rows.gateRail
    var rowOfValue = Array(repeating: 0, count: diagram.operands.count)
    for (index, row) in rows.rows.enumerated() {
      if let gate = row.gate { rowOfValue[gate] = index }
      if let entry = row.entry, !entry.isReference { rowOfValue[entry.value] = index }
    }
    self.rowOfValue = rowOfValue
    var railsOfColumn = Array(repeating: [Int](), count: columns.count)
    for rail in rails.indices { railsOfColumn[columnOfRail[rail]].append(rail) }
    self.railsOfColumn = railsOfColumn.map { column in
      column.sorted { (rails[$0].birth, rails[$0].end) < (rails[$1].birth, rails[$1].end) }
    }
  }

  /// The phases: each decides one thing, and knows only the decisions before it.
  private static func phases(
    _ diagram: RailDiagram, _ preferences: RailPreferences, most: Int
  ) -> (RailRows, RailChains, RailColumns) {
    let rows = RailRows(diagram, preferences, RailReferences(of: diagram, most: most))
    let chains = RailChains(rows)
    return (rows, chains, RailColumns(rows, chains))
  }

  // MARK: Cells

  /// The columns that the bus of a row reaches; −1 is the place of a leaf left of the rails.
  public func bus(ofRow row: Int) -> ClosedRange<Int>? {
    var places = joined[row].map { columnOfRail[$0] }
    if let rail = gateRail[row] { places.append(columnOfRail[rail]) }
    if hasEntries, rows[row].entry != nil {
      places.append(-1)
      if let rail = entryRail[row] { places.append(columnOfRail[rail]) }
    }
    guard places.count > 1, let low = places.min(), let high = places.max() else { return nil }
    return low...high
  }

  /// The cell of a column in a row. About O(log rails).
  public func cell(row: Int, column: Int) -> RailCell {
    let bus = bus(ofRow: row)
    let isOnBus = bus?.contains(column) ?? false
    let rail = rail(row: row, column: column)
    func cell(_ sign: RailCell.Sign) -> RailCell {
      RailCell(
        sign: sign,
        isOpenLeft: isOnBus && bus?.lowerBound != column,
        isOpenRight: isOnBus && bus?.upperBound != column,
        rail: rail, goesDown: rail.map { rails[$0].end > row } ?? false)
    }
    guard let rail else { return cell(isOnBus ? .bus : .blank) }
    if gateRail[row] == rail { return cell(.gate) }
    if entryRail[row] == rail {
      if !hasEntries { return cell(.leaf) }
      return cell(rails[rail].birth == row ? .beginning : .fork)
    }
    if joined[row].contains(rail) { return cell(rails[rail].end == row ? .end : .fork) }
    return cell(isOnBus ? .crossing : .rail)
  }

  /// The rail in a cell; of two that meet in a gate, the one that begins there.
  private func rail(row: Int, column: Int) -> Int? {
    let all = railsOfColumn[column]
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if rails[all[middle]].birth <= row { low = middle + 1 } else { high = middle }
    }
    guard low > 0, rails[all[low - 1]].end >= row else { return nil }
    return all[low - 1]
  }

  /// The value on a rail; `nil` where leaves of one gate are collected.
  public func value(ofRail rail: Int) -> Int? { rails[rail].value }

  // MARK: Routes

  /// The way of a value to a gate: a rail between two rows, and pieces of bus.
  public struct Route: Sendable, Hashable {
    /// A piece of the bus of a row, between two columns.
    public struct Run: Sendable, Hashable {
      /// The row.
      public let row: Int
      /// The columns, both included; −1 is the place of a leaf.
      public let columns: ClosedRange<Int>
    }

    /// The pieces of bus.
    public var runs: [Run] = []
    /// The column of the vertical piece.
    public var column: Int?
    /// The rows of the vertical piece, both included.
    public var rows: ClosedRange<Int>?
  }

  /// The way from a value to a gate that uses it.
  public func route(from value: Int, to gate: Int) -> Route? {
    let row = rowOfValue[gate]
    guard let own = gateRail[row] else { return nil }
    let gateColumn = columnOfRail[own]
    // The rows above that belong to the gate alone, for its leaves.
    var first = row
    while first > 0, rows[first - 1].gate == nil { first -= 1 }
    if let place = (first...row).last(where: { rows[$0].entry?.value == value }) {
      if place == row { return Route(runs: [.init(row: row, columns: -1...gateColumn)]) }
      guard let rail = entryRail[place] else { return nil }
      return route(along: rail, from: place, to: row, gateColumn, entering: place)
    }
    let isOfValue = { (rail: Int) in rails[rail].value == value }
    if let rail = joined[row].first(where: isOfValue) {
      return route(along: rail, from: rails[rail].birth, to: row, gateColumn)
    }
    guard row > 0, let rail = railAbove(row: row, column: gateColumn), isOfValue(rail) else {
      return nil
    }
    return route(along: rail, from: rails[rail].birth, to: row, gateColumn)
  }

  /// The rail that ends straight in the gate of a row.
  private func railAbove(row: Int, column: Int) -> Int? {
    let above = rail(row: row - 1, column: column)
    return above.flatMap { rails[$0].end == row ? $0 : nil }
  }

  private func route(
    along rail: Int, from: Int, to row: Int, _ gateColumn: Int, entering entry: Int? = nil
  ) -> Route {
    let column = columnOfRail[rail]
    var route = Route(runs: [], column: column, rows: from...row)
    if column != gateColumn {
      route.runs.append(
        .init(row: row, columns: min(column, gateColumn)...max(column, gateColumn)))
    }
    let birth = entry ?? rails[rail].birth
    if hasEntries, rows[birth].entry != nil, entryRail[birth] == rail {
      route.runs.append(.init(row: birth, columns: -1...column))
    }
    return route
  }
}
