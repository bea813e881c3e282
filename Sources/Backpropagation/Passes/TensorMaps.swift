import ComputationGraph

extension Tensor {
  /// The transpose of a matrix; any other tensor stays as it is.
  var transposed: Tensor {
    shape.extents.count == 2 ? SingleGate(.transpose, [self])?.output ?? self : self
  }

  /// The numbers that a function makes of these.
  func map(_ transform: (Double) -> Double) -> Tensor {
    Tensor(shape: shape) { transform(elements[$0]) }
  }

  /// The numbers that a function makes of these and those at the same places of another tensor.
  func with(_ other: Tensor, _ combine: (Double, Double) -> Double) -> Tensor {
    Tensor(shape: shape) { combine(elements[$0], other.elements[$0]) }
  }
}
