/// Tensors taken apart: entries are picked, computed with one by one, and put together again.
extension Expansion {
  /// Applies an elementwise primitive to each element; operands are broadcast to the result's shape.
  mutating func append(
    elementsOf elementwise: Elementwise, _ operands: [Node.ID]
  ) throws(GraphError) -> Node.ID {
    let shape = try Primitive.elementwise(elementwise).outputShape(
      of: operands.map { graph.shape(of: $0) })
    var results: [Node.ID] = []
    for place in 0..<shape.count {
      let indices = shape.indices(of: place)
      var entries: [Node.ID] = []
      for operand in operands { entries.append(try entry(of: operand, broadcastTo: indices)) }
      results.append(try append(.elementwise(elementwise), entries))
    }
    return try assemble(results, shape)
  }

  /// Multiplies an m×k and a k×n matrix (or vectors of k) entry by entry, and adds in order of k.
  mutating func append(productsOf x: Node.ID, _ y: Node.ID) throws(GraphError) -> Node.ID {
    let rows = graph.shape(of: x).extents.dropLast()
    let columns = graph.shape(of: y).extents.dropFirst()
    return try sums(of: graph.shape(of: y).extents[0], in: Shape(Array(rows + columns))) {
      (expansion, indices, k) throws(GraphError) in
      let row = indices.prefix(rows.count)
      let column = indices.suffix(columns.count)
      return try expansion.append(
        .multiply, expansion.entry(of: x, at: row + [k]), expansion.entry(of: y, at: [k] + column))
    }
  }

  /// Adds all elements, or those along an axis, in their order.
  mutating func append(
    summandsOf x: Node.ID, axis: Int?, keeps: Bool
  ) throws(GraphError) -> Node.ID {
    let whole = graph.shape(of: x)
    let shape = try Primitive.reduce(.sum, axis: axis, keeps: keeps).outputShape(of: [whole])
    return try sums(of: whole.count / shape.count, in: shape) {
      (expansion, indices, k) throws(GraphError) in
      var own = axis == nil ? whole.indices(of: k) : indices
      if let axis { own.replaceSubrange(axis..<axis + (keeps ? 1 : 0), with: [k]) }
      return try expansion.entry(of: x, at: own)
    }
  }

  /// For each place of `shape` the sum of `count` scalars, at least one, added in their order.
  private mutating func sums(
    of count: Int, in shape: Shape,
    _ summand: (inout Expansion, _ indices: [Int], _ k: Int) throws(GraphError) -> Node.ID
  ) throws(GraphError) -> Node.ID {
    var results: [Node.ID] = []
    for place in 0..<shape.count {
      let indices = shape.indices(of: place)
      var sum = try summand(&self, indices, 0)
      for k in 1..<count { sum = try append(.add, sum, summand(&self, indices, k)) }
      results.append(sum)
    }
    return try assemble(results, shape)
  }

  /// One element of an operand as a scalar, picked once for each opened primitive; a scalar is its
  /// own entry.
  private mutating func entry(
    of operand: Node.ID, at indices: [Int]
  ) throws(GraphError) -> Node.ID {
    guard !graph.shape(of: operand).isScalar else { return operand }
    let label = InnerLabel.entry(of: operand, indices: indices)
    if let known = entries[label] { return known }
    let id = try append(.select(indices.map { .at($0) }), [operand])
    entries[label] = id
    labels[id] = label
    return id
  }

  /// The element that broadcasting pairs with the result's element at `indices`: axes are aligned
  /// at the last one, and an axis of 1 is repeated.
  private mutating func entry(
    of operand: Node.ID, broadcastTo indices: [Int]
  ) throws(GraphError) -> Node.ID {
    let extents = graph.shape(of: operand).extents
    let aligned = zip(extents, indices.suffix(extents.count))
    return try entry(of: operand, at: aligned.map { $0 == 1 ? 0 : $1 })
  }

  /// Puts scalars together row by row into a tensor of `shape`.
  private mutating func assemble(
    _ scalars: [Node.ID], _ shape: Shape
  ) throws(GraphError) -> Node.ID {
    guard !shape.isScalar else { return scalars[0] }
    let result: Node.ID
    if scalars.count == 1 {
      result = try append(.reshape(shape), [scalars[0]])
    } else {
      let single = try Shape([1])
      var pieces: [Node.ID] = []
      for scalar in scalars { pieces.append(try append(.reshape(single), [scalar])) }
      let row = try append(.concatenate(axis: 0), pieces)
      result = shape.extents.count == 1 ? row : try append(.reshape(shape), [row])
    }
    for (place, scalar) in scalars.enumerated() {
      labels[scalar] = .result(of: result, indices: shape.indices(of: place))
    }
    return result
  }
}
