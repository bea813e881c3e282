import CMatrixKernel

extension TensorGate {
  /// The sizes of the factors, m×k and k×n.
  private var sizes: (m: Int, k: Int, n: Int) {
    let rule = ProductRule(operands[0].shape, operands[1].shape)
    return (rule.m, rule.k, rule.n)
  }

  /// Z = X·Y; each element is summed over k in ascending order.
  func multiply(_ numbers: NumberPointer) {
    let (m, k, n) = sizes
    let x = numbers.value(operands[0].place)
    let y = numbers.value(operands[1].place)
    matrix_product(MATRIX_PLAIN, m, n, k, x, y, numbers.value(place), false)
  }

  /// ∂L/∂X = ∂L/∂Z·Yᵀ, of shape m×k, and ∂L/∂Y = Xᵀ·∂L/∂Z, of shape k×n.
  func sendProduct(to slot: Int, _ numbers: NumberPointer) {
    let (m, k, n) = sizes
    let upstream = numbers.gradient(place)
    let gradient = numbers.gradient(operands[slot].place)
    if slot == 0 {
      let y = numbers.value(operands[1].place)
      matrix_product(MATRIX_RIGHT_TRANSPOSED, m, k, n, upstream, y, gradient, true)
    } else {
      let x = numbers.value(operands[0].place)
      matrix_product(MATRIX_LEFT_TRANSPOSED, k, n, m, x, upstream, gradient, true)
    }
  }
}
