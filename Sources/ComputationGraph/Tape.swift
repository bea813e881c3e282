/// A graph frozen for execution: the gates in topological order, as flat columns.
///
/// Only gates are on the tape. Per gate it holds one byte and three Int32 places, which with the
/// gate's value and gradient makes 29 bytes for a scalar. Executing a tape allocates nothing and
/// touches no reference count: the columns are copied to local spans before the loop.
public struct Tape: Sendable {
  /// How many gates there are.
  public let count: Int
  let primitives: [Primitive]
  let firstOperands: [Int32]
  let secondOperands: [Int32]
  let outputs: [Int32]
  /// The element counts of output, first and second operand; empty when every gate is a scalar.
  let elementCounts: [(output: Int32, first: Int32, second: Int32)]
  /// The gates' nodes, ascending.
  private let nodes: [Int32]

  /// The gates of `graph` in its order; with `feeding`, only those its node is computed from.
  ///
  /// A backward pass needs the restriction: a gate off the path has upstream 0, but 0 · ∞ is NaN.
  public init(of graph: Graph, feeding output: Node.ID? = nil) {
    let isNeeded = output.map(graph.ancestors)
    let gates = graph.ids.filter {
      graph.primitive(of: $0) != nil && isNeeded?[Int($0.index)] != false
    }
    func place(_ slot: Int, of gate: Node.ID) -> Int32 {
      let operands = graph.operands(of: gate)
      return slot < operands.count ? graph.places[Int(operands[slot].index)] : 0
    }
    func elements(_ slot: Int, of gate: Node.ID) -> Int32 {
      let operands = graph.operands(of: gate)
      return slot < operands.count ? Int32(graph.shape(of: operands[slot]).count) : 1
    }
    count = gates.count
    nodes = gates.map(\.index)
    primitives = gates.compactMap(graph.primitive)
    firstOperands = gates.map { place(0, of: $0) }
    secondOperands = gates.map { place(1, of: $0) }
    outputs = gates.map { graph.places[Int($0.index)] }
    elementCounts =
      gates.allSatisfy { graph.shape(of: $0).count == 1 }
      ? []
      : gates.map {
        (Int32(graph.shape(of: $0).count), elements(0, of: $0), elements(1, of: $0))
      }
  }

  /// The gates whose nodes lie in `nodes`, as positions on this tape.
  public func gates(in nodes: Range<Int>) -> Range<Int> {
    position(of: nodes.lowerBound)..<position(of: nodes.upperBound)
  }

  /// How many gates on the tape come before `node`.
  private func position(of node: Int) -> Int {
    var low = 0
    var high = nodes.count
    while low < high {
      let middle = (low + high) / 2
      if Int(nodes[middle]) < node { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Graph {
  /// For every node, whether `output` is computed from it; `output` itself included.
  public func ancestors(of output: Node.ID) -> [Bool] {
    var isAncestor = Array(repeating: false, count: count)
    isAncestor[Int(output.index)] = true
    for index in stride(from: Int(output.index), through: 0, by: -1) where isAncestor[index] {
      for operand in operandList[Int(firstOperands[index])..<Int(firstOperands[index + 1])] {
        isAncestor[Int(operand)] = true
      }
    }
    return isAncestor
  }
}
