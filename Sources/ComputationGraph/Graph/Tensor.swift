/// A number, vector or matrix taken out of the flat buffer to be shown or compared.
public struct Tensor: Hashable, Sendable {
  /// The extents; `elements.count` is their product.
  public let shape: Shape
  /// The numbers, row by row.
  public let elements: [Double]

  /// A tensor of this shape; throws `GraphError.wrongValueCount`.
  public init(_ elements: [Double], shape: Shape) throws(GraphError) {
    guard elements.count == shape.count else {
      throw .wrongValueCount(expected: shape.count, given: elements.count)
    }
    self.shape = shape
    self.elements = elements
  }

  /// A scalar.
  public init(_ number: Double) {
    shape = .scalar
    elements = [number]
  }

  /// A tensor of `shape` with the numbers `element` gives for each place, row by row.
  public init(shape: Shape, _ element: (Int) -> Double) {
    self.shape = shape
    elements = (0..<shape.count).map(element)
  }

  /// The number, where there is only one.
  public var scalar: Double? { elements.count == 1 ? elements[0] : nil }
}

extension Numbers {
  /// The value of a node, in its shape.
  public func value(of node: Node.ID, in graph: Graph) -> Tensor {
    let places = graph.places(of: node)
    return Tensor(shape: graph.shape(of: node)) { self[value: places.lowerBound + $0] }
  }

  /// The gradient of a node, in the shape of its value.
  public func gradient(of node: Node.ID, in graph: Graph) -> Tensor {
    let places = graph.places(of: node)
    return Tensor(shape: graph.shape(of: node)) { self[gradient: places.lowerBound + $0] }
  }

  /// The sum of the elements of a node's value; for a single number, the number itself.
  public func total(of node: Node.ID, in graph: Graph) -> Double {
    values(at: graph.places(of: node)).reduce(0, +)
  }

  /// Replaces the gradient of a node by a tensor of its shape.
  public mutating func setGradient(of node: Node.ID, to tensor: Tensor, in graph: Graph) {
    for (place, element) in zip(graph.places(of: node), tensor.elements) {
      self[gradient: place] = element
    }
  }

  /// Replaces the value of a node by a tensor of its shape.
  public mutating func setValue(of node: Node.ID, to tensor: Tensor, in graph: Graph) {
    for (place, element) in zip(graph.places(of: node), tensor.elements) {
      self[value: place] = element
    }
  }
}
