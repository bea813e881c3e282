import ComputationGraph

/// A graph to run.
struct Workload {
  let name: String
  let graph: Graph

  /// The last node, which all others feed.
  var output: Node.ID { Node.ID(graph.count - 1) }

  /// The network of micrograd's demonstration, unrolled to numbers: 2-16-16-1 with relu, max-margin
  /// loss with L2 regularisation. With 100 points it has micrograd's 65,818 nodes, leaves included.
  static func micrograd(points: Int = 100) throws -> Workload {
    var random = SplitMix(seed: 1)
    var graph = Graph()
    func parameters(_ count: Int) throws -> [Node.ID] {
      try (0..<count).map { _ in
        try graph.appendLeaf(random.number(in: -1...1), role: .parameter)
      }
    }
    func sum(_ terms: [Node.ID], from start: Node.ID) throws -> Node.ID {
      try terms.reduce(start) { try graph.append(.add, $0, $1) }
    }
    var layers: [[(weights: [Node.ID], bias: Node.ID)]] = []
    for (inputs, outputs) in [(2, 16), (16, 16), (16, 1)] {
      layers.append(try (0..<outputs).map { _ in (try parameters(inputs), try parameters(1)[0]) })
    }
    var losses: [Node.ID] = []
    for point in 0..<points {
      let label = point % 2 == 0 ? 1.0 : -1.0
      var activations = try (0..<2).map { _ in
        try graph.appendLeaf(label / 2 + random.number(in: -1...1), role: .leaf)
      }
      for (depth, layer) in layers.enumerated() {
        activations = try layer.map { neuron in
          let products = try zip(neuron.weights, activations).map {
            try graph.append(.multiply, $0, $1)
          }
          let score = try sum(products, from: neuron.bias)
          return depth < 2 ? try graph.append(.relu, score) : score
        }
      }
      let negativeLabel = try graph.appendLeaf(-label, role: .constant)
      let one = try graph.appendLeaf(1, role: .constant)
      let margin = try graph.append(.multiply, negativeLabel, activations[0])
      losses.append(try graph.append(.relu, graph.append(.add, one, margin)))
    }
    let zeros = try (0..<2).map { _ in try graph.appendLeaf(0, role: .constant) }
    let share = try graph.appendLeaf(1 / Double(points), role: .constant)
    let dataLoss = try graph.append(.multiply, sum(losses, from: zeros[0]), share)
    let weights = layers.joined().flatMap { $0.weights + [$0.bias] }
    let squares = try weights.map { try graph.append(.multiply, $0, $0) }
    let alpha = try graph.appendLeaf(1e-4, role: .constant)
    let penalty = try graph.append(.multiply, alpha, sum(squares, from: zeros[1]))
    _ = try graph.append(.add, dataLoss, penalty)
    return Workload(name: "micrograd", graph: graph)
  }

  /// One path through all gates. Two steps up and two steps down keep values and gradients in range.
  static func chain(gates: Int) throws -> Workload {
    var random = SplitMix(seed: 2)
    var graph = Graph()
    let terms = try (0..<16).map { _ in
      try graph.appendLeaf(random.number(in: 0.1...0.9), role: .parameter)
    }
    let factors = try [1.25, 0.8].map { try graph.appendLeaf($0, role: .parameter) }
    var last = try graph.appendLeaf(1, role: .parameter)
    for gate in 0..<gates {
      let term = terms[gate / 4 % 16]
      switch gate % 4 {
      case 0: last = try graph.append(.add, last, term)
      case 1: last = try graph.append(.multiply, last, factors[0])
      case 2: last = try graph.append(.multiply, last, factors[1])
      default: last = try graph.append(.subtract, last, term)
      }
    }
    return Workload(name: "chain", graph: graph)
  }

  /// A binary tree that adds up products of as many leaves, with a tanh on every fourth sum.
  static func tree(gates: Int) throws -> Workload {
    var random = SplitMix(seed: 3)
    var graph = Graph()
    var row: [Node.ID] = try (0..<gates / 2).map { _ in
      try graph.appendLeaf(random.number(in: 0.5...1.5), role: .parameter)
    }
    row = try row.map { try graph.append(.multiply, $0, $0) }
    while row.count > 1 {
      var next = try stride(from: 0, to: row.count - 1, by: 2).map { place in
        let sum = try graph.append(.add, row[place], row[place + 1])
        return place % 8 == 0 && row.count > 64 ? try graph.append(.tanh, sum) : sum
      }
      if row.count % 2 == 1 { next.append(row[row.count - 1]) }
      row = next
    }
    return Workload(name: "tree", graph: graph)
  }

  /// Gates of many kinds. One operand is any node before, the other one that nothing uses yet, so
  /// that all gates feed the output. What is left in the end is added up.
  ///
  /// A gate is drawn again until its value lies in 0.01...100, so nothing overflows or vanishes.
  static func random(gates: Int) throws -> Workload {
    var random = SplitMix(seed: 4)
    var graph = Graph()
    var values = (0..<gates / 10).map { _ in random.number(in: 0.5...1.5) }
    var unused = try values.map { try graph.appendLeaf($0, role: .parameter) }
    let kinds: [Elementwise] = [
      .add, .add, .subtract, .multiply, .multiply, .multiply, .maximum, .minimum, .relu, .tanh,
      .sigmoid, .exp,
    ]
    while graph.count < gates {
      let kind = kinds[random.next(below: kinds.count)]
      let place = random.next(below: unused.count)
      let (x, y) = (unused[place], Node.ID(random.next(below: graph.count)))
      let value = kind.output(values[Int(x.index)], values[Int(y.index)])
      guard 0.01...100 ~= abs(value) else { continue }
      unused[place] = try kind.arity == 2 ? graph.append(kind, x, y) : graph.append(kind, x)
      values.append(value)
    }
    _ = try unused.dropFirst().reduce(unused[0]) { try graph.append(.add, $0, $1) }
    return Workload(name: "random", graph: graph)
  }
}

/// Steele, Lea and Flood's SplitMix64: the same numbers on every machine.
struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func next(below bound: Int) -> Int { Int(next() % UInt64(bound)) }

  mutating func number(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * Double(next() >> 11) / 0x1p53
  }
}
