import ComputationGraph

extension Tensor {
  /// All entries in brackets, as in a file: `[[1, 2], [3, 4]]`; a scalar has no brackets.
  package func written(_ number: (Double) -> String) -> String {
    var numbers = elements[...]
    func written(_ extents: ArraySlice<Int>) -> String {
      guard let count = extents.first else { return number(numbers.removeFirst()) }
      return "[" + (0..<count).map { _ in written(extents.dropFirst()) }.joined(separator: ", ")
        + "]"
    }
    return written(shape.extents[...])
  }
}
