/// The values and the gradients of all nodes, in one flat buffer: every value at its node's place,
/// and every gradient `placeCount` further on. A value and its gradient have one shape.
public struct Numbers: Hashable, Sendable {
  /// The number of places of the values; as many follow for the gradients.
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

  /// Replaces the values at these places.
  public mutating func setValues(at places: Range<Int>, to values: [Double]) {
    precondition(places.count == values.count && places.upperBound <= placeCount, "no such places")
    buffer.withUnsafeMutableBufferPointer { _ = $0[places].update(fromContentsOf: values) }
  }

  /// The values at these places.
  public func values(at places: Range<Int>) -> ArraySlice<Double> {
    precondition(places.upperBound <= placeCount, "no such places")
    return buffer[places]
  }

  /// The gradients at these places.
  public func gradients(at places: Range<Int>) -> ArraySlice<Double> {
    precondition(places.upperBound <= placeCount, "no such places")
    return buffer[places.lowerBound + placeCount..<places.upperBound + placeCount]
  }

  /// Passes the values at these places, to be changed, and their gradients to `body`.
  @inline(__always)
  public mutating func update(
    _ places: Range<Int>,
    _ body: (_ values: UnsafeMutableBufferPointer<Double>, _ gradients: UnsafeBufferPointer<Double>)
      -> Void
  ) {
    precondition(places.lowerBound >= 0 && places.upperBound <= placeCount, "no such places")
    let toGradient = placeCount
    buffer.withUnsafeMutableBufferPointer { buffer in
      let gradients = places.lowerBound + toGradient..<places.upperBound + toGradient
      body(
        UnsafeMutableBufferPointer(rebasing: buffer[places]),
        UnsafeBufferPointer(rebasing: buffer[gradients]))
    }
  }
}
