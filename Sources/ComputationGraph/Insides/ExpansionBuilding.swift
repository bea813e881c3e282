/// A graph under construction in which primitives are replaced by their insides.
struct Expansion {
  var graph = Graph()
  var labels: [Node.ID: InnerLabel] = [:]
  /// The entries picked so far inside the primitive that is being opened.
  var entries: [InnerLabel: Node.ID] = [:]

  /// Appends one gate.
  mutating func append(_ primitive: Primitive, _ operands: [Node.ID]) throws(GraphError) -> Node.ID
  {
    try graph.append(primitive, operands)
  }

  /// Appends an elementwise gate.
  mutating func append(
    _ elementwise: Elementwise, _ operands: Node.ID...
  ) throws(GraphError) -> Node.ID {
    try graph.append(.elementwise(elementwise), operands)
  }

  /// Appends a number of a formula.
  mutating func literal(_ number: Int) throws(GraphError) -> Node.ID {
    let id = try graph.appendLeaf(Double(number), role: .constant)
    labels[id] = .literal(String(number))
    return id
  }

  /// Makes a compound gate of all nodes from `first` on, and returns its place among the compound
  /// gates.
  mutating func close(named name: String, from first: Int, arguments: [Node.ID]) -> Int {
    let isClosed = graph.closeCompoundGate(named: name, from: first, arguments: arguments)
    // All nodes inside are used inside, and the last one is the result.
    precondition(isClosed)
    return graph.compoundGates.count - 1
  }
}
