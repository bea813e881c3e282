import ComputationGraph

/// A random program of vectors and matrices with every kind of primitive, forks, literals and
/// compound gates, the same for the same seed.
struct RandomTensorGraph {
  private(set) var graph = Graph()
  private(set) var output = Node.ID(0)
  private var state: UInt64
  private var visible: [Node.ID] = []

  init(seed: UInt64, gates: Int) throws {
    state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1
    for extents in [[], [3], [4], [3, 4], [1, 4], [3, 1], [4, 3], [2, 3, 4], [6, 7]] {
      try appendLeaf(extents, role: next(4) == 0 ? .leaf : .parameter)
    }
    var made = 0
    while made < gates {
      let first = graph.count
      if next(6) == 0 { try appendLeaf([], role: .constant, isVisible: false) }
      do {
        let node = try appendGate(literal: first < graph.count ? Node.ID(first) : nil)
        if next(3) == 0 {
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
    let values = (0..<shape.count).map { _ in Double(next(1 << 20)) / Double(1 << 19) - 1 }
    let leaf = try graph.appendLeaf(values, shape: shape, role: role)
    if isVisible { visible.append(leaf) }
  }

  private mutating func appendGate(literal: Node.ID?) throws -> Node.ID {
    // Tanh keeps the numbers small, and so the differences exact.
    let x = try graph.append(.tanh, visible[next(visible.count)])
    let y = literal ?? visible[next(visible.count)]
    let rank = graph.shape(of: x).extents.count
    let axis = next(rank + 1) == 0 ? nil : next(max(rank, 1))
    switch next(16) {
    case 0: return try graph.append(.matrixProduct, [x, y])
    case 1: return try graph.append(.matrixProduct, [x, x])
    case 2: return try graph.append(.transpose, [x])
    case 3: return try graph.append(.reduce([.sum, .mean][next(2)], axis: axis), [x])
    case 4: return try graph.append(.reduce([.maximum, .minimum][next(2)], axis: axis), [x])
    case 5: return try graph.append([.softmax, .logSoftmax][next(2)], [x])
    case 6: return try graph.append(.norm, [x])
    case 7, 8:
      let shape = graph.shape(of: x)
      guard let classes = shape.extents.last else { throw GraphError.tooLarge }
      let labelShape = try Shape(Array(shape.extents.dropLast()))
      let labels = try graph.appendLeaf(
        (0..<labelShape.count).map { _ in Double(next(classes)) }, shape: labelShape, role: .leaf)
      return try next(2) == 0
        ? graph.append(.crossEntropy, [x, labels])
        : graph.append(.hinge, [x, labels, visible[0]])
    case 9: return try graph.append(.reshape(Shape([graph.shape(of: x).count])), [x])
    case 10: return try graph.append(.concatenate(axis: next(2)), [x, y, x])
    case 11: return try graph.append(.select(next(2) == 0 ? [.at(1)] : [.all, .at(0)]), [x])
    case 12: return try graph.append(.multiply, x, y)
    case 13: return try graph.append(.maximum, x, y)
    default: return try graph.append([.add, .subtract, .multiply][next(3)], x, y)
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

  /// A number from 0 to `bound` − 1 (Steele, Lea and Flood's SplitMix64).
  private mutating func next(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(bound))
  }
}
