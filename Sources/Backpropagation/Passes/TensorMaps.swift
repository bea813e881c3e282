import ComputationGraph

extension Tensor {
  /// The axes in reverse order.
  var transposed: Tensor {
    guard shape.extents.count == 2 else { return self }
    let (rows, columns) = (shape.extents[0], shape.extents[1])
    return (try? Shape([columns, rows])).map { shape in
      Tensor(shape: shape) { elements[$0 % rows * columns + $0 / rows] }
    } ?? self
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
