/// A graph under construction in which primitives are replaced by their insides.
struct Expansion {
  private(set) var graph = Graph()
  var labels: [Node.ID: InnerLabel] = [:]
  /// The entries picked so far inside the primitive that is being opened.
  var entries: [InnerLabel: Node.ID] = [:]

  /// Appends the inside of a primitive and returns the node that is its result.
  mutating func append(
    _ inside: Inside, of operands: [Node.ID]
  ) throws(GraphError) -> Node.ID {
    entries = [:]
    switch inside {
    case .definition(let definition):
      return try append(definition, of: operands)
    case .elements(let elementwise):
      let shape = try Primitive.elementwise(elementwise).outputShape(
        of: operands.map { graph.shape(of: $0) })
      return try append(elementsOf: elementwise, operands, shape: shape)
    case .products:
      return try append(productsOf: operands[0], operands[1])
    case .summands(let axis):
      return try append(summandsOf: operands[0], axis: axis)
    }
  }

  /// Appends one gate.
  mutating func append(
    _ primitive: Primitive, _ operands: [Node.ID]
  ) throws(GraphError) -> Node.ID {
    try graph.append(primitive, operands)
  }

  /// Appends an elementwise gate.
  mutating func append(
    _ elementwise: Elementwise, _ operands: Node.ID...
  ) throws(GraphError) -> Node.ID {
    try graph.append(.elementwise(elementwise), operands)
  }

  /// Appends a copy of a leaf.
  mutating func appendLeaf(
    _ leaf: Node.ID, of original: Graph
  ) throws(GraphError) -> Node.ID {
    try graph.appendLeaf(
      Array(original.initialValue(of: leaf)), shape: original.shape(of: leaf),
      role: original.role(of: leaf))
  }

  /// Appends a number of a formula.
  mutating func literal(_ number: Int) throws(GraphError) -> Node.ID {
    let id = try graph.appendLeaf(Double(number), role: .constant)
    labels[id] = .literal(String(number))
    return id
  }

  /// Makes a compound gate of all nodes from `first` on, and returns its place among them.
  mutating func close(named name: String, from first: Int, arguments: [Node.ID]) -> Int {
    let isClosed = graph.closeCompoundGate(named: name, from: first, arguments: arguments)
    // All nodes inside are used inside, and the last one is the result.
    precondition(isClosed)
    return graph.compoundGates.count - 1
  }
}
