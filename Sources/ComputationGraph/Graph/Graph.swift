/// A computation graph that only grows.
///
/// A node can only refer to nodes appended before it, so the order of the nodes is a topological
/// order: the forward pass reads it from the front, the backward pass from the back.
///
/// Each node owns `shape.count` consecutive places in one flat buffer of numbers. Place 0 belongs
/// to no node: it stands in for the missing operand of unary primitives.
public struct Graph: Sendable {
  private(set) var roles: [Node.Role] = []
  private(set) var primitives: [Primitive?] = []
  /// The elementwise ones of `primitives` once more: a byte each, read without counting references.
  private(set) var elementwise: [Elementwise?] = []
  private(set) var shapes: [Shape] = []
  private(set) var places: [Int32] = []
  private(set) var firstOperands: [Int32] = [0]
  private(set) var operandList: [Int32] = []
  private(set) var initialValues: [Double] = [0]
  /// The calls of functions, each after those it contains.
  public private(set) var compoundGates: [CompoundGate] = []

  /// A graph without nodes.
  public init() {}

  /// The number of nodes.
  public var count: Int { roles.count }

  /// The number of places that the values of all nodes take, place 0 included.
  public var placeCount: Int { initialValues.count }

  /// The nodes in topological order.
  public var ids: some RandomAccessCollection<Node.ID> { (0..<count).lazy.map(Node.ID.init) }

  /// The role of the node in training.
  public func role(of id: Node.ID) -> Node.Role { roles[Int(id.index)] }

  /// The primitive that computes the node; `nil` for a leaf.
  public func primitive(of id: Node.ID) -> Primitive? { primitives[Int(id.index)] }

  /// The shape of the node's value and of its gradient.
  public func shape(of id: Node.ID) -> Shape { shapes[Int(id.index)] }

  /// The operands of the node, in the order in which its primitive takes them; empty for a leaf.
  public func operands(of id: Node.ID) -> Operands {
    Operands(list: operandList, range: operandRange(Int(id.index)))
  }

  /// The places of a node's operands in `operandList`.
  @inline(__always)
  func operandRange(_ node: Int) -> Range<Int> {
    Int(firstOperands[node])..<Int(firstOperands[node + 1])
  }

  /// The places of the node's numbers in the flat buffer, row by row.
  public func places(of id: Node.ID) -> Range<Int> {
    let first = Int(places[Int(id.index)])
    let next = Int(id.index) + 1 < count ? Int(places[Int(id.index) + 1]) : placeCount
    return first..<next
  }

  /// The values a leaf was given, row by row.
  public func initialValue(of id: Node.ID) -> ArraySlice<Double> { initialValues[places(of: id)] }

  /// Appends a leaf with `values.count == shape.count` numbers, row by row.
  ///
  /// Throws `GraphError.wrongValueCount` or `.tooLarge`.
  public mutating func appendLeaf(
    _ values: [Double], shape: Shape, role: Node.Role
  ) throws(GraphError) -> Node.ID {
    guard values.count == shape.count else {
      throw .wrongValueCount(expected: shape.count, given: values.count)
    }
    return try append(role: role == .gate ? .leaf : role, primitive: nil, shape: shape, values)
  }

  /// Appends a leaf that is a single number.
  public mutating func appendLeaf(_ value: Double, role: Node.Role) throws(GraphError) -> Node.ID {
    try appendLeaf([value], shape: .scalar, role: role)
  }

  /// Appends the output of `primitive` applied to nodes that are in the graph already.
  ///
  /// Throws what `Primitive.outputShape(of:)` throws, or `GraphError.tooLarge`.
  public mutating func append(
    _ primitive: Primitive, _ operands: [Node.ID]
  ) throws(GraphError) -> Node.ID {
    let shape = try primitive.outputShape(of: operands.map { shapes[Int($0.index)] })
    operandList.append(contentsOf: operands.map(\.index))
    do {
      return try append(
        role: .gate, primitive: primitive, shape: shape, repeatElement(0, count: shape.count))
    } catch {
      operandList.removeLast(operands.count)
      throw error
    }
  }

  /// Appends the output of an elementwise primitive.
  public mutating func append(
    _ elementwise: Elementwise, _ operands: Node.ID...
  ) throws(GraphError) -> Node.ID {
    try append(.elementwise(elementwise), operands)
  }

  /// Replaces the values of a leaf, in its shape; gates have none of their own.
  public mutating func setInitialValue(_ values: [Double], of id: Node.ID) throws(GraphError) {
    let places = places(of: id)
    guard values.count == places.count else {
      throw .wrongValueCount(expected: places.count, given: values.count)
    }
    initialValues.replaceSubrange(places, with: values)
  }

  /// Declares all nodes from `first` on to be one gate that can be drawn closed.
  ///
  /// Without `arguments`, the function is called with its operands. Returns `false` and changes
  /// nothing if the last of these nodes is not a gate, or if one of the others is used by none of them.
  @discardableResult
  public mutating func closeCompoundGate(
    named name: String, from first: Int, arguments: [Node.ID]? = nil
  ) -> Bool {
    guard first < count, roles[count - 1] == .gate else { return false }
    var isUsed = Array(repeating: false, count: count - first)
    var operands: [Node.ID] = []
    var seen: Set<Int32> = []
    for operand in operandList[Int(firstOperands[first])...] {
      if Int(operand) >= first {
        isUsed[Int(operand) - first] = true
      } else if seen.insert(operand).inserted {
        operands.append(Node.ID(Int(operand)))
      }
    }
    guard isUsed.dropLast().allSatisfy({ $0 }) else { return false }
    compoundGates.append(
      CompoundGate(
        name: name, nodes: first..<count, operands: operands, arguments: arguments ?? operands))
    return true
  }

  private mutating func append(
    role: Node.Role, primitive: Primitive?, shape: Shape, _ values: some Collection<Double>
  ) throws(GraphError) -> Node.ID {
    guard initialValues.count <= Int(Int32.max) - shape.count, count < Int(Int32.max) else {
      throw .tooLarge
    }
    roles.append(role)
    primitives.append(primitive)
    elementwise.append(primitive?.elementwise)
    shapes.append(shape)
    places.append(Int32(initialValues.count))
    firstOperands.append(Int32(operandList.count))
    initialValues.append(contentsOf: values)
    return Node.ID(count - 1)
  }
}

/// The operands of one node, counted from 0, without a copy.
public struct Operands: RandomAccessCollection, Sendable {
  let list: [Int32]
  let range: Range<Int>

  /// 0.
  public var startIndex: Int { 0 }
  /// How many operands there are.
  public var endIndex: Int { range.count }
  /// The operand in a slot.
  public subscript(slot: Int) -> Node.ID { Node.ID(Int(list[range.lowerBound + slot])) }
}

extension Graph {
  /// The approximate number of values and gradients read and written in a forward and a backward
  /// pass; a matrix product counts by its multiplications. Never 0.
  public var workPerIteration: Int {
    var work = placeCount
    for index in 0..<count where primitives[index] == .matrixProduct {
      let operand = Int(operandList[Int(firstOperands[index])])
      let inner = shapes[operand].extents.last ?? 1
      work += shapes[index].count * inner / 4
    }
    return max(1, work)
  }
}
