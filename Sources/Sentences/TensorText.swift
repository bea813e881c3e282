import ComputationGraph

extension Tensor {
  /// All entries in brackets, as a file has them: `[[1, 2], [3, 4]]`; a scalar without any.
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
