import ComputationGraph
import Learning

/// Small graphs with forks, dead ends, literals and compound gates, the same for the same seed.
struct RandomGraph {
  private var random: RandomNumbers
  private(set) var graph = Graph()
  private(set) var output = Node.ID(0)

  init(seed: UInt64, gates: Int) throws {
    random = RandomNumbers(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    for _ in 0..<3 {
      _ = try graph.appendLeaf(number(-2, 2), role: random.below(4) == 0 ? .leaf : .parameter)
    }
    var visible = [Node.ID(0), Node.ID(1), Node.ID(2)]
    for _ in 0..<gates {
      let first = graph.count
      var operands = [visible[random.below(visible.count)], visible[random.below(visible.count)]]
      if random.below(5) == 0 { operands[0] = try graph.appendLeaf(number(-2, 2), role: .constant) }
      if random.below(3) == 0 {
        let inner = try graph.append(.tanh, operands[0])
        let square = try graph.append(.square, inner)
        _ = try graph.append(.multiply, square, operands[1])
        precondition(graph.closeCompoundGate(named: "g", from: first))
      } else {
        let primitive = [Elementwise.add, .subtract, .multiply, .maximum, .sigmoid, .tanh][
          random.below(6)]
        _ =
          try primitive.arity == 2
          ? graph.append(primitive, operands[0], operands[1])
          : graph.append(primitive, operands[1])
      }
      visible.append(Node.ID(graph.count - 1))
      if random.below(7) != 0 { output = Node.ID(graph.count - 1) }
    }
  }

  private mutating func number(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * Double(random.below(1 << 20)) / Double(1 << 20)
  }
}
