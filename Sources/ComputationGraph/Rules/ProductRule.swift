/// The pairs of numbers that are multiplied in the entries of a matrix product and of its
/// gradients.
///
/// Vectors count as a row on the left and as a column on the right of m×k @ k×n.
package struct ProductRule: Hashable, Sendable {
  package let m, k, n: Int

  package init(_ x: Shape, _ y: Shape) {
    m = x.extents.count == 2 ? x.extents[0] : 1
    k = y.extents.first ?? 1
    n = y.extents.count == 2 ? y.extents[1] : 1
  }

  /// A term of the sum that makes an entry: the places of its factors in the left and in the right
  /// matrix.
  package struct Term: Hashable, Sendable {
    package let left, right: Int
  }

  /// The terms of an entry of x @ y: a row of x times a column of y.
  package func terms(ofEntry place: Int) -> [Term] {
    let (row, column) = place.quotientAndRemainder(dividingBy: max(n, 1))
    return (0..<k).map { Term(left: row * k + $0, right: $0 * n + column) }
  }

  /// The terms of an entry of a gradient: for x a row of ∂L/∂Z times a row of y, for y a column of x
  /// times a column of ∂L/∂Z.
  package func terms(ofEntry place: Int, ofGradient slot: Int) -> [Term] {
    if slot == 0 {
      let (row, inner) = place.quotientAndRemainder(dividingBy: max(k, 1))
      return (0..<n).map { Term(left: row * n + $0, right: inner * n + $0) }
    }
    let (inner, column) = place.quotientAndRemainder(dividingBy: max(n, 1))
    return (0..<m).map { Term(left: $0 * k + inner, right: $0 * n + column) }
  }

  /// ∂L/∂X = ∂L/∂Z @ Yᵀ or ∂L/∂Y = Xᵀ @ ∂L/∂Z, or the result without the transpose.
  package func gradient(_ slot: Int, transposed: Bool) -> BoardFormula {
    let upstream = BoardFormula.upstream.shaped([m, n])
    let other = BoardFormula.operand(1 - slot).shaped(slot == 0 ? [k, n] : [m, k])
    let factor = transposed ? .gate(.transpose, [other]) : other
    return .gate(.matrixProduct, slot == 0 ? [upstream, factor] : [factor, upstream])
  }
}

extension [ProductRule.Term] {
  /// The factors of each term.
  package func numbers(_ left: Tensor, _ right: Tensor) -> [(Double, Double)] {
    map { (left.elements[$0.left], right.elements[$0.right]) }
  }
}
