/// The values and the gradients of all nodes, in one flat buffer: every value at its node's place,
/// and every gradient `placeCount` further on. A value and its gradient have one shape.
public struct Numbers: Hashable, Sendable {
  /// How many places the values take; as many follow for the gradients.
  public let placeCount: Int
  var buffer: [Double]

  /// The leaves' initial values; every other number is 0 until a pass writes it.
  public init(initialValuesOf graph: Graph) {
    placeCount = graph.placeCount
    buffer = Array(unsafeUninitializedCapacity: 2 * graph.placeCount) { target, count in
      _ = target.initialize(from: graph.initialValues)
      target[graph.placeCount...].initialize(repeating: 0)
      count = 2 * graph.placeCount
    }
  }

  /// The value at a place.
  public subscript(value place: Int) -> Double {
    get { buffer[place] }
    set { buffer[place] = newValue }
  }

  /// The gradient at a place: ∂L/∂ of the value there.
  public subscript(gradient place: Int) -> Double {
    get { buffer[placeCount + place] }
    set { buffer[placeCount + place] = newValue }
  }

  /// Sets every gradient to 0, as before each backward pass.
  public mutating func zeroGradients() {
    buffer.withUnsafeMutableBufferPointer { $0[placeCount...].update(repeating: 0) }
  }

  /// Moves the values at these places against their gradients:
  /// value = value − learning rate × gradient.
  public mutating func descend(_ places: Range<Int>, learningRate: Double) {
    precondition(places.lowerBound >= 0 && places.upperBound <= placeCount, "no such places")
    let toGradient = placeCount
    buffer.withUnsafeMutableBufferPointer { buffer in
      guard let first = buffer.baseAddress else { return }
      let (values, gradients) = (first + places.lowerBound, first + toGradient + places.lowerBound)
      for i in 0..<places.count { values[i] -= learningRate * gradients[i] }
    }
  }
}
