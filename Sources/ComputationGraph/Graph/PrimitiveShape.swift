extension Primitive {
  /// The shape of the output for operands of these shapes.
  ///
  /// Throws `GraphError.wrongOperandCount`, `.shapesDoNotFit`, `.noSuchAxis` or `.noSuchPlace`.
  public func outputShape(of operands: [Shape]) throws(GraphError) -> Shape {
    if let arity, operands.count != arity {
      throw .wrongOperandCount(self, expected: arity, given: operands.count)
    }
    guard let x = operands.first else {
      throw .wrongOperandCount(self, expected: arity ?? 1, given: 0)
    }
    switch self {
    case .elementwise:
      return try broadcast(operands)
    case .matrixProduct:
      return try productShape(x, operands[1])
    case .transpose:
      return try Shape(x.extents.reversed())
    case .reduce(_, axis: nil, keeps: false), .norm:
      return .scalar
    case .reduce(_, axis: nil, keeps: true):
      return try Shape(x.extents.map { _ in 1 })
    case .reduce(_, let axis?, let keeps):
      guard x.extents.indices.contains(axis) else { throw .noSuchAxis(axis, x) }
      var extents = x.extents
      extents.replaceSubrange(axis...axis, with: keeps ? [1] : [])
      return try Shape(extents)
    case .softmax, .logSoftmax:
      guard !x.isScalar else { throw .shapesDoNotFit(self, operands) }
      return x
    case .hinge, .crossEntropy:
      let labels = operands[1]
      guard x.extents.count == labels.extents.count + 1, x.extents.count <= 2,
        x.extents.dropLast() == labels.extents[...], operands.dropFirst(2).allSatisfy(\.isScalar)
      else { throw .shapesDoNotFit(self, operands) }
      return .scalar
    case .reshape(let shape):
      guard shape.count == x.count else { throw .shapesDoNotFit(self, [x, shape]) }
      return shape
    case .concatenate(let axis):
      return try concatenated(operands, along: axis)
    case .oneHot(let classes):
      return try Shape(x.extents + [classes])
    case .select(let selections):
      guard selections.count <= x.extents.count else { throw .noSuchAxis(selections.count - 1, x) }
      var extents: [Int] = []
      for (selection, extent) in zip(selections, x.extents) {
        switch selection {
        case .at(let place):
          guard (0..<extent).contains(place) else { throw .noSuchPlace(place, x) }
        case .all: extents.append(extent)
        case .range(let first, let count, let step):
          for place in [first, first + max(0, count - 1) * step]
          where count > 0 && !(0..<extent).contains(place) {
            throw .noSuchPlace(place, x)
          }
          extents.append(count)
        }
      }
      return try Shape(extents + x.extents[selections.count...])
    }
  }

  /// The shape to which all of these are broadcast together; `nil` where they do not fit.
  package static func commonShape(of shapes: [Shape]) -> Shape? {
    try? Primitive.elementwise(.add).broadcast(shapes)
  }

  /// numpy's rule: shapes are aligned at their last axes, and an axis of 1 fits any other.
  private func broadcast(_ operands: [Shape]) throws(GraphError) -> Shape {
    var extents: [Int] = []
    for shape in operands {
      let missing = max(0, shape.extents.count - extents.count)
      extents = Array(repeating: 1, count: missing) + extents
      let offset = extents.count - shape.extents.count
      for (axis, extent) in shape.extents.enumerated() where extent != 1 {
        guard extents[offset + axis] == 1 || extents[offset + axis] == extent else {
          throw .shapesDoNotFit(self, operands)
        }
        extents[offset + axis] = extent
      }
    }
    return try Shape(extents)
  }

  private func productShape(_ x: Shape, _ y: Shape) throws(GraphError) -> Shape {
    guard (1...2).contains(x.extents.count), (1...2).contains(y.extents.count),
      x.extents.last == y.extents.first
    else { throw .shapesDoNotFit(self, [x, y]) }
    return try Shape(Array(x.extents.dropLast() + y.extents.dropFirst()))
  }

  private func concatenated(_ operands: [Shape], along axis: Int) throws(GraphError) -> Shape {
    var extents = operands[0].extents
    guard extents.indices.contains(axis) else { throw .noSuchAxis(axis, operands[0]) }
    extents[axis] = 0
    for shape in operands {
      guard shape.extents.count == extents.count,
        shape.extents.indices.allSatisfy({ $0 == axis || shape.extents[$0] == extents[$0] })
      else { throw .shapesDoNotFit(self, operands) }
      extents[axis] += shape.extents[axis]
    }
    return try Shape(extents)
  }
}
