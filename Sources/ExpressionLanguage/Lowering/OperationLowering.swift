import ComputationGraph
import Learning

// The nodes that operations become.
extension Lowering {
  mutating func apply(_ operation: Operation, _ index: Int) throws(Failure) {
    switch operation {
    case .array(let tensor):
      try push(tensor, tensor.shape.shortText(text(of: index)), index)
    case .constructor, .file, .arrayFile:
      try push(leaf(operation, index), text(of: index), index)
    case .primitive(let primitive):
      try apply(primitive, index)
    case .completed(let primitive, let standard, let text):
      try push(Tensor(standard), text, index)
      try apply(primitive, index)
    case .reduce(let reduction, let axis, let keeps):
      try reduce(reduction, axis: axis, keeps: keeps, index)
    case .concatenate(let count, let axis):
      let operands = pop(count)
      let counted = graph.shape(of: operands[0].node).axis(axis)
      try push(.concatenate(axis: counted), operands, index)
    case .reshape(let sizes):
      try apply(.reshape(shape(sizes, index)), count: 1, index)
    case .select(let indices):
      try select(indices, index)
    case .rows(let count):
      try stackRows(count, index)
    case .dot:
      let operands = pop(2)
      try expectVectors(operands, index)
      try push(.matrixProduct, operands, index)
    case .meanSquare:
      try meanSquare(index)
    case .maxout(let count):
      try maxout(count, index)
    }
  }

  /// The tensor of an array literal, a constructor or a file.
  func leaf(_ operation: Operation, _ index: Int) throws(Failure) -> Tensor {
    switch operation {
    case .array(let tensor):
      return tensor
    case .constructor(let constructor):
      let shape = try shape(constructor.sizes, index)
      try expectRoom(for: shape, at: span(of: index))
      return constructor.tensor(shape: shape, seedOffset: seedOffset)
    case .file(let token):
      return try matrix(token)
    case .arrayFile(let token, let array):
      return try self.array(named: array, inFile: token)
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
      throw .mistake(.unreadableFile(path, reason: "there is no such file"), at: span)
    case .failure(.unreadable(let reason)):
      throw .mistake(.unreadableFile(path, reason: reason), at: span)
    case .failure(.malformed(let problem)):
      throw .mistake(.badTable(path, problem), at: span)
    case .success(let table):
      return table
    }
  }

  /// The numbers of a file, as a matrix.
  private func matrix(_ token: Int) throws(Failure) -> Tensor {
    let table = try table(token)
    if let problem = table.reasonAgainstNumbers {
      let span = syntax.text.span(of: token)
      throw .mistake(.badTable(syntax.text.source.path(span), problem), at: span)
    }
    return table.tensor
  }

  /// The shape with these sizes, or the mistake that it is too large.
  private func shape(_ sizes: [Int], _ index: Int) throws(Failure) -> Shape {
    guard let shape = try? Shape(sizes) else {
      throw .mistake(tooManyNumbers(at: span(of: index)))
    }
    return shape
  }

  private mutating func apply(_ primitive: Primitive, _ index: Int) throws(Failure) {
    let operands = pop(primitive.arity ?? 1)
    switch primitive {
    case .crossEntropy, .hinge:
      let classes = try classCount(primitive, operands, index)
      try expectClasses(operands[1], classes, index)
    case .oneHot(let classes):
      try expectClasses(operands[0], classes, index)
    default: break
    }
    try push(primitive, operands, index)
  }

  private mutating func reduce(
    _ reduction: Primitive.Reduction, axis: Int?, keeps: Bool, _ index: Int
  ) throws(Failure) {
    let operands = pop(1)
    let shape = graph.shape(of: operands[0].node)
    if shape.isScalar, reduction == .maximum || reduction == .minimum, axis == nil {
      let function = reduction == .maximum ? "max" : "min"
      throw mistake(.needsSeveral(function: function), operands, index)
    }
    try push(
      .reduce(reduction, axis: axis.map(shape.axis), keeps: keeps), operands, index)
  }

  private mutating func select(_ indices: [WrittenIndex], _ index: Int) throws(Failure) {
    let operands = pop(1)
    let shape = graph.shape(of: operands[0].node)
    guard indices.count <= shape.extents.count else {
      throw mistake(.indices(indices.count, shape), operands, index)
    }
    var selections: [Primitive.Selection] = []
    for (axis, written) in indices.enumerated() {
      do throws(WrittenIndex.Problem) {
        selections.append(try written.selection(of: shape.extents[axis]))
      } catch {
        throw mistake(.selection(error, written, axis: axis, shape), operands, index)
      }
    }
    try push(.select(selections), operands, index)
  }

  /// Makes one gate of `[x, y]`: each operand becomes a row, and the rows are stacked.
  private mutating func stackRows(_ count: Int, _ index: Int) throws(Failure) {
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
      let row = try self.shape([1] + shape.extents, index)
      let id = try append(
        .reshape(row), [operand], label: "[" + ownText(of: operand) + "]", index)
      rows.append(Operand(node: id, instruction: operand.instruction))
    }
    if count > 1 {
      try push(.concatenate(axis: 0), rows, index)
      rows = pop(1)
    }
    close("[…]", from: first, operands)
    push(rows[0].node, index)
  }

  /// Makes one gate of the largest of several operands, element by element.
  ///
  /// Equal operands share the gradient equally, however many they are, so three are stacked and
  /// reduced: a chain of two gates would give the last of them half of it.
  private mutating func maxout(_ count: Int, _ index: Int) throws(Failure) {
    let first = graph.count
    let operands = pop(count)
    var largest = operands[0]
    let shapes = operands.map { graph.shape(of: $0.node) }
    if count > 2, let shape = Primitive.commonShape(of: shapes) {
      largest = try stacked(operands, in: shape, index)
      try push(.reduce(.maximum, axis: 0), [largest], index)
    } else {
      // Of two operands, or of shapes that do not fit, which is said here.
      for operand in operands.dropFirst() {
        try push(.elementwise(.maximum), [largest, operand], index)
        largest = pop(1)[0]
      }
      push(largest.node, index)
    }
    close("maxout", from: first, operands)
  }

  /// Operands that are broadcast to a shape, one after the other along a new first axis.
  private mutating func stacked(
    _ operands: [Operand], in shape: Shape, _ index: Int
  ) throws(Failure) -> Operand {
    let row = try self.shape([1] + shape.extents, index)
    var rows: [Operand] = []
    for operand in operands {
      var (whole, label) = (operand, ownText(of: operand))
      if graph.shape(of: operand.node) != shape {
        // A product with 1 changes no number.
        try push(Tensor(shape: shape) { _ in 1 }, "1", index)
        let ones = pop(1)[0]
        let id = try append(.elementwise(.multiply), [operand, ones], label: label, index)
        whole = Operand(node: id, instruction: operand.instruction)
      }
      label = "[\(label)]"
      let id = try append(.reshape(row), [whole], label: label, index)
      rows.append(Operand(node: id, instruction: operand.instruction))
    }
    try push(.concatenate(axis: 0), rows, index)
    return pop(1)[0]
  }

  /// Makes one gate of `mean(square(a − b))`.
  private mutating func meanSquare(_ index: Int) throws(Failure) {
    let operands = pop(2)
    let shapes = operands.map { graph.shape(of: $0.node) }
    guard shapes[0] == shapes[1] || shapes.contains(.scalar) else {
      throw mistake(.meanSquare(shapes[0], shapes[1]), operands, index)
    }
    let first = graph.count
    var labels: [String] = []
    for operand in operands { labels.append(ownText(of: operand)) }
    let difference = labels.joined(separator: "-")
    var id = try append(.elementwise(.subtract), operands, label: difference, index)
    id = try append(
      .elementwise(.square), [Operand(node: id, instruction: index)],
      label: "square(" + difference + ")", index)
    try push(.reduce(.mean, axis: nil), [Operand(node: id, instruction: index)], index)
    close("mse", from: first, operands)
  }
}

extension Shape {
  /// What stands for an array inside of a gate: its text, or brackets if that is long.
  func shortText(_ text: String) -> String {
    text.count <= 12 ? text : extents.count == 1 ? "[…]" : "[[…]]"
  }

  /// The axis written in a file, counted from the end if it is below 0.
  fileprivate func axis(_ written: Int) -> Int {
    written < 0 && written + extents.count >= 0 ? written + extents.count : written
  }
}

extension CSVTable {
  /// The rows as a matrix.
  fileprivate var tensor: Tensor {
    let columns = dataColumns
    let rowNames = columnCount - columns.count
    let numbers =
      rowNames == 0
      ? elements : elements.indices.filter { $0 % columnCount >= rowNames }.map { elements[$0] }
    guard let shape = try? Shape([rowCount, columns.count]),
      let tensor = try? Tensor(numbers, shape: shape)
    else { preconditionFailure("rows of one length make no matrix") }
    return tensor
  }
}
