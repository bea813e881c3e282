/// A graph frozen for execution.
///
/// To run the whole graph, its gates are sorted into runs of one primitive, so that the inner loops
/// make no decisions. To run a part of it, as stepping does, the gates are read from the graph in
/// its order. Both give every node the same value, and the same contributions to its gradient in
/// the same order, so they agree to the last bit.
///
/// Gates of many elements and those that work on whole tensors are not divided into elements but
/// run as one each, in between.
///
/// A scalar gate takes 12 bytes and its share of a run, with its value and gradient 28 to 31. The
/// graph is shared, not copied.
public struct Tape: Sendable {
  let graph: Graph
  let gates: GateSet
  /// The elements of the small gates, run after run. Their places lie within the graph's numbers.
  let elements: [Element]
  /// The gates that are not divided into elements, run after run.
  let tensorGates: [TensorGate]
  let runs: [Run]

  /// The places of the numbers of one element of a gate: z is computed from x and y.
  struct Element {
    let x, y, z: Int32
  }

  /// The primitive of the next `length` elements; `nil` for the next `length` tensor gates.
  struct Run {
    let primitive: Elementwise?
    var length: UInt8
  }

  /// The gates of `graph`; with `feeding`, only those its node is computed from.
  ///
  /// A backward pass needs the restriction: a gate off the path has upstream 0, but 0 · ∞ is NaN.
  public init(of graph: Graph, feeding output: Node.ID? = nil) {
    let isNeeded = output.map(graph.ancestors)
    self.init(of: graph) { graph.primitives[$0] != nil && isNeeded?[$0] != false }
  }

  private init(
    of graph: Graph, sendingTo receivers: [Bool]? = nil, where isIncluded: (Int) -> Bool
  ) {
    self.graph = graph
    gates = GateSet(nodeCount: graph.count, where: isIncluded)
    (elements, tensorGates, runs) = graph.runs(of: gates, sendingTo: receivers)
  }

  /// The tape of those gates through which gradients flow to parameters, for the backward passes of
  /// training.
  ///
  /// Parameters get the same gradients as from all gates, to the last bit. The gradients of other
  /// leaves, such as a table of data that is larger than all parameters together, are not computed.
  /// A tape that has only scalars has nothing to gain and stays as it is.
  public func towardsParameters() -> Tape {
    if tensorGates.isEmpty { return self }
    let depends = graph.dependents(of: graph.roles.map { $0 == .parameter })
    return Tape(of: graph, sendingTo: depends) { gates.contains($0) && depends[$0] }
  }

  /// The number of gates.
  public var count: Int { gates.count }

  /// The gates whose nodes lie in `nodes`, as positions on this tape.
  public func gates(in nodes: Range<Int>) -> Range<Int> {
    gates.count(before: nodes.lowerBound)..<gates.count(before: nodes.upperBound)
  }
}

/// A set of nodes that can count those before a node, in two bits per node.
struct GateSet: Sendable {
  private let nodeCount: Int
  private var words: [UInt64] = []
  private var countsBefore: [Int32] = []
  private(set) var count = 0

  init(nodeCount: Int, where contains: (Int) -> Bool) {
    self.nodeCount = nodeCount
    for first in stride(from: 0, through: nodeCount, by: 64) {
      var word: UInt64 = 0
      for node in first..<min(first + 64, nodeCount) where contains(node) {
        word |= 1 << (node - first)
      }
      words.append(word)
      countsBefore.append(Int32(count))
      count += word.nonzeroBitCount
    }
  }

  @inline(__always)
  func contains(_ node: Int) -> Bool { words[node / 64] >> (node % 64) & 1 == 1 }

  func count(before node: Int) -> Int {
    let earlier = words[node / 64] & (1 << (node % 64) - 1)
    return Int(countsBefore[node / 64]) + earlier.nonzeroBitCount
  }

  /// The nodes at these positions, with the others between them.
  func nodes(at positions: Range<Int>) -> Range<Int> {
    node(at: positions.lowerBound)..<node(at: positions.upperBound)
  }

  private func node(at position: Int) -> Int {
    (0..<nodeCount).partitionPoint { count(before: $0) >= position }
  }
}

/// The places of the numbers of a small elementwise gate. A scalar operand of a larger gate has the
/// step 0.
struct GatePlaces {
  let primitive: Elementwise
  let count: Int
  let x, y, z: Int
  let xStep, yStep: Int
}

extension Graph {
  /// Gates with this many elements are run as one.
  private static let manyElements = 32

  /// The places of the numbers of the gate at `node`, if it is divided into elements: if it is
  /// elementwise and has few, and each operand has its shape or one element. Without a second
  /// operand, y is 0.
  @inline(__always)
  func gatePlaces(_ node: Int) -> GatePlaces? {
    guard let primitive = elementwise[node] else { return nil }
    let count = elementCount(node)
    guard count < Self.manyElements else { return nil }
    let operands = operandRange(node)
    let first = Int(operandList[operands.lowerBound])
    guard operands.count == 2 else {
      return GatePlaces(
        primitive: primitive, count: count, x: Int(places[first]), y: 0, z: Int(places[node]),
        xStep: 1, yStep: 0)
    }
    let second = Int(operandList[operands.lowerBound + 1])
    let (xCount, yCount) = (elementCount(first), elementCount(second))
    guard xCount == count || xCount == 1, yCount == count || yCount == 1 else { return nil }
    return GatePlaces(
      primitive: primitive, count: count, x: Int(places[first]), y: Int(places[second]),
      z: Int(places[node]), xStep: xCount == 1 ? 0 : 1, yStep: yCount == 1 ? 0 : 1)
  }

  @inline(__always)
  private func elementCount(_ node: Int) -> Int {
    (node + 1 < places.count ? Int(places[node + 1]) : placeCount) - Int(places[node])
  }

  /// The elements of the gates, sorted by levels, and by primitives within a level.
  ///
  /// A gate comes after its operands, and it never comes before an earlier user of one of them, so
  /// that a gradient still collects its contributions in reverse order of the graph: the sum of
  /// floating-point numbers depends on their order.
  ///
  /// Tensor gates send gradients to the nodes in `receivers` only.
  func runs(
    of gates: GateSet, sendingTo receivers: [Bool]? = nil
  ) -> ([Tape.Element], [TensorGate], [Tape.Run]) {
    // A key is a level and in its last bits a primitive, or one more for all tensor gates. `least`
    // is the smallest key that the next user of a node can have.
    let tensorKind = Elementwise.allCases.count
    let bits = Int.bitWidth - tensorKind.leadingZeroBitCount
    let kindCount = 1 << bits
    var keys = Array(repeating: 0, count: count)
    var least = keys
    var order: [Int32] = []
    order.reserveCapacity(gates.count)
    var levelCount = 1
    var elementCount = 0
    for node in 0..<count where gates.contains(node) {
      let places = gatePlaces(node)
      let operands = operandRange(node)
      let bound = operands.reduce(0) { max($0, least[Int(operandList[$1])]) }
      var key = bound & ~(kindCount - 1) | (places.map { Int($0.primitive.rawValue) } ?? tensorKind)
      if key < bound { key += kindCount }
      for operand in operands { least[Int(operandList[operand])] = key }
      keys[node] = key
      least[node] = key & ~(kindCount - 1) + kindCount
      order.append(Int32(node))
      levelCount = max(levelCount, key >> bits + 1)
      elementCount += places?.count ?? 0
    }
    order = stablySorted(order, bucketCount: kindCount) { keys[$0] & (kindCount - 1) }
    order = stablySorted(order, bucketCount: levelCount) { keys[$0] >> bits }

    var elements: [Tape.Element] = []
    var tensorGates: [TensorGate] = []
    var runs: [Tape.Run] = []
    func lengthenRun(of primitive: Elementwise?) {
      if let last = runs.last, last.primitive == primitive, last.length < .max {
        runs[runs.count - 1].length += 1
      } else {
        runs.append(Tape.Run(primitive: primitive, length: 1))
      }
    }
    elements.reserveCapacity(elementCount)
    for node in order {
      guard let gate = gatePlaces(Int(node)) else {
        guard let gate = tensorGate(Int(node), sendingTo: receivers) else { continue }
        tensorGates.append(gate)
        lengthenRun(of: nil)
        continue
      }
      // Backwards, so that the backward pass, which starts from the end, takes them forwards.
      for element in (0..<gate.count).reversed() {
        elements.append(
          Tape.Element(
            x: Int32(gate.x + element * gate.xStep), y: Int32(gate.y + element * gate.yStep),
            z: Int32(gate.z + element)))
        lengthenRun(of: gate.primitive)
      }
    }
    return (elements, tensorGates, runs)
  }
}

/// The nodes in ascending order of their buckets; those of one bucket stay in their order.
private func stablySorted(_ nodes: [Int32], bucketCount: Int, by bucket: (Int) -> Int) -> [Int32] {
  var next = Array(repeating: 0, count: bucketCount + 1)
  for node in nodes { next[bucket(Int(node)) + 1] += 1 }
  for index in 1...bucketCount { next[index] += next[index - 1] }
  var sorted = nodes
  for node in nodes {
    sorted[next[bucket(Int(node))]] = node
    next[bucket(Int(node))] += 1
  }
  return sorted
}

extension Graph {
  /// For every node, whether `output` is computed from it; `output` itself included.
  public func ancestors(of output: Node.ID) -> [Bool] {
    var isAncestor = Array(repeating: false, count: count)
    isAncestor[Int(output.index)] = true
    for index in stride(from: Int(output.index), through: 0, by: -1) where isAncestor[index] {
      for operand in operandList[operandRange(index)] { isAncestor[Int(operand)] = true }
    }
    return isAncestor
  }

  /// For every node, whether it is marked or computed from a marked one.
  package func dependents(of marked: [Bool]) -> [Bool] {
    var depends = marked
    for node in 0..<count where primitives[node] != nil {
      depends[node] = marked[node] || operandList[operandRange(node)].contains { depends[Int($0)] }
    }
    return depends
  }
}
