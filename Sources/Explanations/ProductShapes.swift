import ComputationGraph

/// The reason for the transpose: the products of an upstream gradient with the other operand of a
/// matrix product, and whether each has the shape that the gradient must have.
struct ProductShapes {
  struct Candidate: Hashable {
    /// The product in symbols: `∂f/∂q @ xᵀ`.
    package let text: String
    /// The shapes of the factors: `2×1 @ 1×2`.
    let shapes: String
    /// The result, or the reason why there is none.
    let verdict: String
    /// Whether the product is the gradient.
    let isGradient: Bool
  }

  let candidates: [Candidate]

  /// The candidates for the operand in `slot` of x @ y; a vector on the left counts as a row, one on
  /// the right as a column.
  init(
    slot: Int, _ x: Shape, _ y: Shape, names: (x: String, y: String), upstream: String,
    forgetsTranspose: Bool
  ) {
    let left = Self.matrix(x, isRow: true)
    let right = Self.matrix(y, isRow: false)
    let gradient = (rows: left.rows, columns: right.columns)
    let wanted = slot == 0 ? left : right
    let own = slot == 0 ? names.x : names.y
    let rule = ProductRule(x, y)
    let written = BoardFormula.Names([names.x, names.y], upstream: upstream)
    candidates = [false, true].map { isTransposed in
      let other = slot == 0 ? right : left
      let shape = isTransposed ? (rows: other.columns, columns: other.rows) : other
      let (first, second) = slot == 0 ? (gradient, shape) : (shape, gradient)
      let fitsInside = first.columns == second.rows
      let fits = fitsInside && first.rows == wanted.rows && second.columns == wanted.columns
      let result = "\(first.rows)×\(second.columns)"
      let verdict: String =
        if !fitsInside {
          "✗ the inner sizes \(first.columns) and \(second.rows) differ"
        } else if !fits {
          "✗ gives \(result), but \(own) is \(wanted.rows)×\(wanted.columns)"
        } else if forgetsTranspose {
          isTransposed ? "✓ would be right" : "✗ sent by mistake, as it fits"
        } else if isTransposed {
          "✓ \(result), the shape of \(own)"
        } else {
          "✗ fits, but sums over the wrong axis"
        }
      return Candidate(
        text: rule.gradient(slot, transposed: isTransposed).text(written),
        shapes: "\(first.rows)×\(first.columns) @ \(second.rows)×\(second.columns)",
        verdict: verdict, isGradient: isTransposed)
    }
  }

  private static func matrix(_ shape: Shape, isRow: Bool) -> (rows: Int, columns: Int) {
    let extents = shape.extents
    if extents.count >= 2 { return (extents[0], extents[1]) }
    let count = extents.first ?? 1
    return isRow ? (1, count) : (count, 1)
  }
}
