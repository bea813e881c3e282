import ComputationGraph
import Learning

/// A random program of vectors and matrices with every kind of primitive, forks, literals and
/// compound gates, the same for the same seed.
struct RandomTensorGraph {
  private(set) var graph = Graph()
  private(set) var output = Node.ID(0)
  private var random: RandomNumbers
  private var visible: [Node.ID] = []

  init(seed: UInt64, gates: Int) throws {
    random = RandomNumbers(seed: seed &* 0x9E37_79B9_7F4A_7C15 &+ 1)
    for extents in [[], [3], [4], [3, 4], [1, 4], [3, 1], [4, 3], [2, 3, 4], [6, 7]] {
      try appendLeaf(extents, role: random.below(4) == 0 ? .leaf : .parameter)
    }
    var made = 0
    while made < gates {
      let first = graph.count
      if random.below(6) == 0 { try appendLeaf([], role: .constant, isVisible: false) }
      do {
        let node = try appendGate(literal: first < graph.count ? Node.ID(first) : nil)
        if random.below(3) == 0 {
          let inner = try graph.append(.tanh, node)
          _ = try graph.append(.multiply, inner, node)
          graph.closeCompoundGate(named: "g", from: first)
        }
        visible.append(Node.ID(graph.count - 1))
        made += 1
      } catch is GraphError {
        // These shapes do not fit; others will.
        continue
      }
    }
    try sumUp()
  }

  private mutating func appendLeaf(
    _ extents: [Int], role: Node.Role, isVisible: Bool = true
  ) throws {
    let shape = try Shape(extents)
    let values = (0..<shape.count).map { _ in Double(random.below(1 << 20)) / Double(1 << 19) - 1 }
    let leaf = try graph.appendLeaf(values, shape: shape, role: role)
    if isVisible { visible.append(leaf) }
  }

  private mutating func appendGate(literal: Node.ID?) throws -> Node.ID {
    // Tanh keeps the numbers small, and so the differences exact.
    let x = try graph.append(.tanh, visible[random.below(visible.count)])
    let y = literal ?? visible[random.below(visible.count)]
    let rank = graph.shape(of: x).extents.count
    let axis = random.below(rank + 1) == 0 ? nil : random.below(max(rank, 1))
    switch random.below(16) {
    case 0: return try graph.append(.matrixProduct, [x, y])
    case 1: return try graph.append(.matrixProduct, [x, x])
    case 2: return try graph.append(.transpose, [x])
    case 3: return try graph.append(.reduce([.sum, .mean][random.below(2)], axis: axis), [x])
    case 4:
      return try graph.append(.reduce([.maximum, .minimum][random.below(2)], axis: axis), [x])
    case 5: return try graph.append([.softmax, .logSoftmax][random.below(2)], [x])
    case 6: return try graph.append(.norm, [x])
    case 7, 8:
      let shape = graph.shape(of: x)
      guard let classes = shape.extents.last else { throw GraphError.tooLarge }
      let labelShape = try Shape(Array(shape.extents.dropLast()))
      let labels = try graph.appendLeaf(
        (0..<labelShape.count).map { _ in Double(random.below(classes)) }, shape: labelShape,
        role: .leaf)
      return try random.below(2) == 0
        ? graph.append(.crossEntropy, [x, labels])
        : graph.append(.hinge, [x, labels, visible[0]])
    case 9: return try graph.append(.reshape(Shape([graph.shape(of: x).count])), [x])
    case 10: return try graph.append(.concatenate(axis: random.below(2)), [x, y, x])
    case 11:
      return try graph.append(.select(random.below(2) == 0 ? [.at(1)] : [.all, .at(0)]), [x])
    case 12: return try graph.append(.multiply, x, y)
    case 13: return try graph.append(.maximum, x, y)
    default: return try graph.append([.add, .subtract, .multiply][random.below(3)], x, y)
    }
  }

  /// The output: the sums of what nothing else uses.
  private mutating func sumUp() throws {
    let used = Set(graph.ids.flatMap { Array(graph.operands(of: $0)) })
    var total: Node.ID?
    for node in visible where !used.contains(node) {
      let sum = try graph.append(.reduce(.sum, axis: nil), [node])
      total = try total.map { try graph.append(.add, $0, sum) } ?? sum
    }
    output = total ?? visible[0]
  }
}
