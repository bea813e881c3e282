import ComputationGraph

/// Small graphs with forks, dead ends, literals and compound gates, the same for the same seed.
struct RandomGraph {
  private var state: UInt64
  private(set) var graph = Graph()
  private(set) var output = Node.ID(0)

  init(seed: UInt64, gates: Int) throws {
    state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    for _ in 0..<3 {
      _ = try graph.appendLeaf(number(-2, 2), role: next(4) == 0 ? .leaf : .parameter)
    }
    var visible = [Node.ID(0), Node.ID(1), Node.ID(2)]
    for _ in 0..<gates {
      let first = graph.count
      var operands = [visible[next(visible.count)], visible[next(visible.count)]]
      if next(5) == 0 { operands[0] = try graph.appendLeaf(number(-2, 2), role: .constant) }
      if next(3) == 0 {
        let inner = try graph.append(.tanh, operands[0])
        let square = try graph.append(.square, inner)
        _ = try graph.append(.multiply, square, operands[1])
        precondition(graph.closeCompoundGate(named: "g", from: first))
      } else {
        let primitive = [Elementwise.add, .subtract, .multiply, .maximum, .sigmoid, .tanh][next(6)]
        _ =
          try primitive.arity == 2
          ? graph.append(primitive, operands[0], operands[1])
          : graph.append(primitive, operands[1])
      }
      visible.append(Node.ID(graph.count - 1))
      if next(7) != 0 { output = Node.ID(graph.count - 1) }
    }
  }

  /// A number from 0 to `bound` − 1 (Steele, Lea and Flood's SplitMix64).
  private mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }

  private mutating func number(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * Double(next(1 << 20)) / Double(1 << 20)
  }
}
