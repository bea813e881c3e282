import ComputationGraph
import Learning

// The nodes that operations become.
extension Lowering {
  mutating func apply(_ operation: Operation, _ index: Int) throws(Failure) {
    let label = text(of: index)
    switch operation {
    case .array(let tensor):
      try push(
        tensor, label.count <= 12 ? label : tensor.shape.extents.count == 1 ? "[…]" : "[[…]]", index
      )
    case .constructor, .file:
      try push(leaf(operation, index), label, index)
    case .primitive(let primitive):
      try apply(primitive, standard: nil, label, index)
    case .completed(let primitive, let standard, let text):
      try apply(primitive, standard: (standard, text), label, index)
    case .reduce(let reduction, let axis):
      try reduce(reduction, axis: axis, label, index)
    case .concatenate(let count, let axis):
      let operands = pop(count)
      let rank = graph.shape(of: operands[0].node).extents.count
      let counted = axis < 0 && axis + rank >= 0 ? axis + rank : axis
      push(try append(.concatenate(axis: counted), operands, label: label, index), index)
    case .reshape(let sizes):
      let shape = try shape(index) { () throws(GraphError) in try Shape(sizes) }
      try apply(.reshape(shape), count: 1, label, index)
    case .select(let indices):
      try select(indices, label, index)
    case .rows(let count):
      try stackRows(count, label, index)
    case .dot:
      let operands = pop(2)
      try expectVectors(operands, index)
      push(try append(.matrixProduct, operands, label: label, index), index)
    case .meanSquare:
      try meanSquare(label, index)
    case .maxout(let count):
      let first = graph.count
      let operands = pop(count)
      var largest = operands[0]
      for operand in operands.dropFirst() {
        let id = try append(.elementwise(.maximum), [largest, operand], label: label, index)
        largest = Operand(node: id, instruction: index)
      }
      close("maxout", from: first, operands)
      push(largest.node, index)
    }
  }

  /// The tensor of an array literal, a constructor or a file.
  func leaf(_ operation: Operation, _ index: Int) throws(Failure) -> Tensor {
    let span = syntax.text.span(of: syntax.code.instructions[index].written)
    switch operation {
    case .array(let tensor):
      return tensor
    case .constructor(let constructor):
      let shape = try shape(index) { () throws(GraphError) in try constructor.shape }
      try expectRoom(for: shape, at: span)
      return constructor.tensor(shape: shape, seedOffset: seedOffset)
    case .file(let token):
      return try matrix(token)
    default:
      preconditionFailure("not a leaf")
    }
  }

  /// The table read from a file, identified by the token of its name.
  func table(_ token: Int) throws(Failure) -> CSVTable {
    let span = syntax.text.span(of: token)
    let path = syntax.text.source.path(span)
    switch files[path] {
    case nil:
      throw .mistake(
        Diagnostic(.unreadableFile(path, reason: "there is no such file"), at: span))
    case .failure(.unreadable(let reason)):
      throw .mistake(Diagnostic(.unreadableFile(path, reason: reason), at: span))
    case .failure(.malformed(let problem)):
      throw .mistake(Diagnostic(.badTable(path, problem), at: span))
    case .success(let table):
      return table
    }
  }

  /// The numbers of a file, as a matrix.
  private func matrix(_ token: Int) throws(Failure) -> Tensor {
    let table = try table(token)
    if let problem = table.reasonAgainstNumbers {
      let span = syntax.text.span(of: token)
      throw .mistake(Diagnostic(.badTable(syntax.text.source.path(span), problem), at: span))
    }
    return table.tensor
  }

  /// A shape, or the mistake that it is too large.
  private func shape(
    _ index: Int, _ make: () throws(GraphError) -> Shape
  ) throws(Failure) -> Shape {
    do throws(GraphError) {
      return try make()
    } catch {
      throw .mistake(tooManyNumbers(index))
    }
  }

  private mutating func apply(
    _ primitive: Primitive, standard: (value: Double, text: String)?, _ label: String,
    _ index: Int
  ) throws(Failure) {
    if let standard { try push(Tensor(standard.value), standard.text, index) }
    let operands = pop(primitive.arity ?? 1)
    switch primitive {
    case .crossEntropy, .hinge:
      let classes = try classCount(primitive, operands, index)
      try expectClasses(operands[1], classes, index)
    case .oneHot(let classes):
      try expectClasses(operands[0], classes, index)
    default:
      break
    }
    push(try append(primitive, operands, label: label, index), index)
  }

  private mutating func reduce(
    _ reduction: Primitive.Reduction, axis: Int?, _ label: String, _ index: Int
  ) throws(Failure) {
    let operands = pop(1)
    let shape = graph.shape(of: operands[0].node)
    if shape.isScalar, reduction == .maximum || reduction == .minimum, axis == nil {
      let function = reduction == .maximum ? "max" : "min"
      throw mistake(.needsSeveral(function: function), operands, index)
    }
    let rank = shape.extents.count
    let counted = axis.map { $0 < 0 && $0 + rank >= 0 ? $0 + rank : $0 }
    push(
      try append(.reduce(reduction, axis: counted), operands, label: label, index), index)
  }

  private mutating func select(
    _ indices: [Operation.Index], _ label: String, _ index: Int
  ) throws(Failure) {
    let operands = pop(1)
    let shape = graph.shape(of: operands[0].node)
    guard indices.count <= shape.extents.count else {
      throw mistake(.indices(indices.count, shape), operands, index)
    }
    var selections: [Primitive.Selection] = []
    for (axis, choice) in indices.enumerated() {
      switch choice {
      case .all: selections.append(.all)
      case .at(let written):
        let extent = shape.extents[axis]
        let entry = written < 0 ? written + extent : written
        guard (0..<extent).contains(entry) else {
          throw mistake(.index(written, axis: axis, shape), operands, index)
        }
        selections.append(.at(entry))
      }
    }
    push(try append(.select(selections), operands, label: label, index), index)
  }

  /// Makes one gate of `[x, y]`: each operand becomes a row, and the rows are stacked.
  private mutating func stackRows(
    _ count: Int, _ label: String, _ index: Int
  ) throws(Failure) {
    let first = graph.count
    let operands = pop(count)
    let rowShape = graph.shape(of: operands[0].node)
    var rows: [Operand] = []
    for (number, operand) in operands.enumerated() {
      let shape = graph.shape(of: operand.node)
      guard shape == rowShape else {
        throw mistake(
          .rows(first: rowShape, number: number + 1, other: shape), [operands[0], operand], index)
      }
      let row = try self.shape(index) { () throws(GraphError) in
        try Shape([1] + shape.extents)
      }
      let id = try append(
        .reshape(row), [operand], label: "[" + text(of: operand.instruction) + "]", index)
      rows.append(Operand(node: id, instruction: operand.instruction))
    }
    if count > 1 {
      let id = try append(.concatenate(axis: 0), rows, label: label, index)
      rows = [Operand(node: id, instruction: index)]
    }
    close("[…]", from: first, operands)
    push(rows[0].node, index)
  }

  /// Makes one gate of `mean(square(a − b))`.
  private mutating func meanSquare(_ label: String, _ index: Int) throws(Failure) {
    let operands = pop(2)
    let shapes = operands.map { graph.shape(of: $0.node) }
    guard shapes[0] == shapes[1] || shapes.contains(.scalar) else {
      throw mistake(.meanSquare(shapes[0], shapes[1]), operands, index)
    }
    let first = graph.count
    let labels = operands.map { text(of: $0.instruction) }
    let difference = labels.joined(separator: "-")
    var id = try append(.elementwise(.subtract), operands, label: difference, index)
    id = try append(
      .elementwise(.square), [Operand(node: id, instruction: index)],
      label: "square(" + difference + ")", index)
    id = try append(
      .reduce(.mean, axis: nil), [Operand(node: id, instruction: index)], label: label, index)
    close("mse", from: first, operands)
    push(id, index)
  }
}

extension CSVTable {
  /// The rows as a matrix.
  fileprivate var tensor: Tensor {
    guard let shape = try? Shape([rowCount, columnCount]),
      let tensor = try? Tensor(elements, shape: shape)
    else { preconditionFailure("rows of one length make no matrix") }
    return tensor
  }
}
