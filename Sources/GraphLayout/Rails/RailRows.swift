/// A row of a tape: a gate, a leaf on its way to one, or both.
public struct RailRow: Sendable, Hashable {
  /// What stands left of the rails.
  public struct Entry: Sendable, Hashable {
    /// The value.
    public let value: Int
    /// Whether it only names a value from above.
    public let isReference: Bool
  }

  /// The leaf, or the named value, whose wire begins in this row.
  public internal(set) var entry: Entry?
  /// The gate of the row.
  public internal(set) var gate: Int?
}

/// One vertical: from the row in which a value is there to the last one in which it is used.
struct Rail: Sendable, Hashable {
  /// The value; `nil` where leaves of one gate are collected.
  let value: Int?
  let birth: Int
  /// The rows of the gates that it reaches, ascending; empty for what nothing uses.
  var stops: [Int] = []

  var end: Int { stops.last ?? birth }
}

/// The first phase: gates in the order of the steps, leaves at their gates, and the rails that run
/// between rows. O(V+E).
struct RailRows {
  private(set) var rows: [RailRow] = []
  private(set) var rails: [Rail] = []
  /// Per row, the rails that end at its gate or go on from it.
  private(set) var joined: [[Int]] = []
  /// Per row, the rail that its entry begins or joins; `nil` where it goes to the gate of the row.
  private(set) var entryRail: [Int?] = []
  /// Per row, the rail of its gate.
  private(set) var gateRail: [Int?] = []
  private let diagram: RailDiagram
  private var railOfValue: [Int?]

  init(_ diagram: RailDiagram, _ preferences: RailPreferences, _ references: RailReferences) {
    self.diagram = diagram
    railOfValue = Array(repeating: nil, count: diagram.operands.count)
    for gate in diagram.operands.indices where !diagram.isLeaf[gate] {
      append(gate: gate, preferences, references)
    }
    for leaf in diagram.operands.indices
    where diagram.isLeaf[leaf] && diagram.uses[leaf].isEmpty {
      append(RailRow(entry: .init(value: leaf, isReference: false)))
      if !preferences.hasEntries { entryRail[rows.count - 1] = beginRail(of: leaf) }
    }
  }

  private mutating func append(
    gate: Int, _ preferences: RailPreferences, _ references: RailReferences
  ) {
    var reaching: [Int] = []
    var shared: [Int] = []
    var entries: [RailRow.Entry] = []
    for operand in diagram.operands[gate] {
      let isFirst = diagram.uses[operand].first == gate
      if references.isReference(operand, at: gate) {
        entries.append(.init(value: operand, isReference: true))
      } else if !diagram.isLeaf[operand] || !isFirst {
        if let rail = railOfValue[operand] { reaching.append(rail) }
      } else if !preferences.hasEntries
        || diagram.uses[operand].count > 1 && references.lastReached[operand] != gate
      {
        shared.append(operand)
      } else {
        entries.append(.init(value: operand, isReference: false))
      }
    }
    let sharing =
      preferences.sharesRows && entries.isEmpty ? shared.popLast() : nil
    for leaf in shared {
      append(RailRow(entry: .init(value: leaf, isReference: false)))
      let rail = beginRail(of: leaf)
      entryRail[rows.count - 1] = rail
      reaching.append(rail)
    }
    if !preferences.hasEntries {
      for entry in entries {
        append(RailRow(entry: entry))
        let rail = beginRail(of: nil)
        entryRail[rows.count - 1] = rail
        reaching.append(rail)
      }
    } else if entries.count > 1 {
      let rail = rails.count
      for entry in entries.dropLast() {
        append(RailRow(entry: entry))
        if rails.count == rail { _ = beginRail(of: nil) }
        entryRail[rows.count - 1] = rail
      }
      reaching.append(rail)
    }
    append(RailRow(entry: preferences.hasEntries ? entries.last : nil, gate: gate))
    let row = rows.count - 1
    if let sharing {
      rows[row].entry = .init(value: sharing, isReference: false)
      entryRail[row] = beginRail(of: sharing)
    }
    for rail in reaching { rails[rail].stops.append(row) }
    joined[row] = reaching
    gateRail[row] = beginRail(of: gate)
  }

  private mutating func append(_ row: RailRow) {
    rows.append(row)
    joined.append([])
    entryRail.append(nil)
    gateRail.append(nil)
  }

  /// Begins a rail in the last row.
  private mutating func beginRail(of value: Int?) -> Int {
    rails.append(Rail(value: value, birth: rows.count - 1))
    if let value { railOfValue[value] = rails.count - 1 }
    return rails.count - 1
  }
}
