/// The sides of a gate at which operands enter, from the first operand to the last where order
/// matters.
enum BandPort: Int, Comparable {
  case top, left, bottom

  static func < (a: BandPort, b: BandPort) -> Bool { a.rawValue < b.rawValue }
}

/// What is decided before anything has a place: the band of each node, the port of each operand,
/// and which gate goes on in the lane of which node.
struct BandPlan {
  /// How generously room is given out.
  struct Spacing: Hashable {
    /// The rows from a gate to the numbers of a leaf above or below it.
    var leaf = 2
    /// Blank rows between lanes, beyond those that numbers need.
    var lane = 0
    /// Whether nodes stand as near as possible to their consumers.
    var isLate = false
    /// The longest name of a leaf that stands in the row of its numbers.
    var longestBeside = 5

    /// From generous to tight.
    static let all = [
      Spacing(leaf: 3, lane: 1), Spacing(leaf: 2, lane: 1), Spacing(leaf: 2, lane: 0),
      Spacing(leaf: 2, lane: 0, isLate: true), Spacing(leaf: 2, lane: 1, isLate: true),
      Spacing(leaf: 2, lane: 0, longestBeside: 12),
      Spacing(leaf: 2, lane: 0, isLate: true, longestBeside: 12),
    ]
  }

  let diagram: BandDiagram
  /// Per node, the edges to its consumers.
  let uses: [[BandEdge]]
  /// Per node, its band.
  let bands: [Int]
  let spacing: Spacing
  /// Per gate, the port of each operand.
  private(set) var ports: [[BandPort]]
  /// Per node, the gate that stands behind it in its lane, on the same row.
  private(set) var next: [Int?]
  /// Per node, whether a node stands before it in its lane.
  private(set) var follows: [Bool]
  /// Per gate whose left port is reached from another row, whether from below.
  private(set) var isFromBelow: [Bool]

  /// A plan; without `chance`, the one that is clearest if there is room.
  ///
  /// `nil` if a gate has more operands than ports.
  init?(
    _ diagram: BandDiagram, bands: [Int], depths: [Int], spacing: Spacing,
    chance: inout BandChance
  ) {
    self.diagram = diagram
    self.bands = bands
    self.spacing = spacing
    uses = diagram.uses
    let count = diagram.nodes.count
    ports = Array(repeating: [], count: count)
    next = Array(repeating: nil, count: count)
    follows = Array(repeating: false, count: count)
    isFromBelow = Array(repeating: false, count: count)
    guard diagram.nodes.allSatisfy({ $0.operands.count <= 3 }) else { return nil }
    for (gate, node) in diagram.nodes.enumerated() where !node.isLeaf {
      let level = levelSlot(of: gate, depths: depths, chance: &chance)
      ports[gate] = arrangement(of: gate, level: level, depths: depths, chance: &chance)
      isFromBelow[gate] = chance.flips(1, of: 2)
      if let slot = ports[gate].firstIndex(of: .left), isLane(gate, slot),
        next[node.operands[slot]] == nil
      {
        next[node.operands[slot]] = gate
        follows[gate] = true
      }
    }
  }

  /// Whether an operand is a node with a place in the band of the gate; otherwise it is a leaf at
  /// the gate, or a stub with the name of a value from another band.
  func isLane(_ gate: Int, _ slot: Int) -> Bool {
    let source = diagram.nodes[gate].operands[slot]
    return bands[source] == bands[gate] && !isLeafAtGate(source)
  }

  /// Whether a node is a leaf that stands at the one gate that uses it.
  func isLeafAtGate(_ node: Int) -> Bool { diagram.nodes[node].isLeaf && uses[node].count == 1 }

  /// Whether a value goes to more than one place, so that each of them has a part of its gradient.
  func isFork(_ node: Int) -> Bool { uses[node].count > 1 }

  /// The consumers of a node in its own band.
  func usesInBand(of node: Int) -> [BandEdge] {
    uses[node].filter { bands[$0.consumer] == bands[node] }
  }

  /// Whether a value is used in a later band.
  func goesOn(_ node: Int) -> Bool { uses[node].contains { bands[$0.consumer] != bands[node] } }

  // MARK: Ports

  /// The operand that enters on the left, level with the gate.
  private func levelSlot(of gate: Int, depths: [Int], chance: inout BandChance) -> Int? {
    let node = diagram.nodes[gate]
    let slots = node.operands.indices
    if node.keepsOrder, slots.count == 3 { return 1 }
    // A value that goes on level is the deepest that does not yet; a leaf at the gate comes next.
    let free = slots.filter { isLane(gate, $0) && next[node.operands[$0]] == nil }
    let best = free.max {
      (depths[node.operands[$0]], -$0) < (depths[node.operands[$1]], -$1)
    }
    if let best {
      if chance.flips(1, of: 6) {
        return free.count > 1 ? chance.element(of: free) : chance.element(of: Array(slots))
      }
      return best
    }
    let atGate = slots.filter { !isLane(gate, $0) }
    if !atGate.isEmpty, !chance.flips(1, of: 6) { return atGate[0] }
    return chance.flips(1, of: 6) ? chance.element(of: Array(slots)) : nil
  }

  /// The ports of all operands, given which of them is level.
  private func arrangement(of gate: Int, level: Int?, depths: [Int], chance: inout BandChance)
    -> [BandPort]
  {
    let node = diagram.nodes[gate]
    switch node.operands.count {
    case 0: return []
    case 1:
      if level == 0 { return [.left] }
      return [chance.flips(1, of: 2) ? .top : .bottom]
    case 2:
      guard let level else {
        return node.keepsOrder || !chance.flips(1, of: 3) ? [.top, .bottom] : [.bottom, .top]
      }
      let other = 1 - level
      var side: BandPort = other < level ? .top : .bottom
      if !node.keepsOrder {
        // Leaves alternate, so that neighbours have room beside each other.
        if !isLane(gate, other) { side = depths[gate] % 2 == 1 ? .top : .bottom }
        if chance.flips(1, of: 3) { side = side == .top ? .bottom : .top }
      }
      return level == 0 ? [.left, side] : [side, .left]
    default:
      if node.keepsOrder { return [.top, .left, .bottom] }
      let others: [BandPort] = chance.flips(1, of: 3) ? [.bottom, .top] : [.top, .bottom]
      var rest = others[...]
      return (0..<3).map { $0 == level ?? 1 ? .left : rest.removeFirst() }
    }
  }
}

/// Choices that are the same at every run.
struct BandChance {
  private var state: UInt64
  /// Whether the usual choice is always taken.
  private let isFirst: Bool

  /// The choices of an attempt; the first always takes the usual one.
  init(attempt: Int) {
    isFirst = attempt == 0
    state = UInt64(attempt) &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678
  }

  private mutating func number() -> UInt64 {
    // The generator SplitMix64.
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// True in `few` of `all` cases, and never in the first attempt.
  mutating func flips(_ few: UInt64, of all: UInt64) -> Bool {
    let number = number()
    return !isFirst && number % all < few
  }

  /// Any element.
  mutating func element(of elements: [Int]) -> Int {
    elements[Int(number() % UInt64(elements.count))]
  }
}
