/// The input of a layout of rails: values in the order in which they are computed.
public struct RailDiagram: Sendable, Hashable {
  /// Per value, those that it is computed from, each once; empty for a leaf.
  public private(set) var operands: [[Int]] = []
  /// Per value, whether it is a leaf.
  public private(set) var isLeaf: [Bool] = []
  /// Per value, the gates that use it, ascending.
  private(set) var uses: [[Int]] = []

  /// A diagram without values.
  public init() {}

  /// Adds a value computed from earlier ones; one that is used twice by a gate counts once.
  public mutating func append(operands sources: [Int], isLeaf: Bool = false) {
    var distinct: [Int] = []
    for source in sources where !distinct.contains(source) { distinct.append(source) }
    precondition(
      distinct.allSatisfy { $0 < operands.count }, "an operand stands before its gate")
    for source in distinct { uses[source].append(operands.count) }
    operands.append(distinct)
    self.isLeaf.append(isLeaf)
    uses.append([])
  }
}

/// The caller's wishes for a layout of rails.
public struct RailPreferences: Sendable, Hashable {
  /// The greatest number of rails side by side, as far as it can be met.
  public var mostRails: Int
  /// Whether leaves stand in a column left of the rails, so that one can share the row of its gate;
  /// if not, each stands on its rail.
  public var hasEntries: Bool
  /// Whether a leaf that is used more than once may stand in the row of its first gate.
  public var sharesRows: Bool

  /// Preferences; without arguments, for a picture that has room.
  public init(mostRails: Int = 12, hasEntries: Bool = true, sharesRows: Bool = false) {
    self.mostRails = mostRails
    self.hasEntries = hasEntries
    self.sharesRows = sharesRows
  }
}
