import CMatrixKernel

extension TensorGate {
  private var rule: ProductRule { ProductRule(operands[0].shape, operands[1].shape) }

  /// Z = X·Y; each element is summed over k in ascending order.
  func multiply(_ numbers: NumberPointer) {
    let (m, k, n) = (rule.m, rule.k, rule.n)
    let x = numbers.value(operands[0].place)
    let y = numbers.value(operands[1].place)
    matrix_product(MATRIX_PLAIN, m, n, k, x, y, numbers.value(place), false)
  }

  /// ∂L/∂X = ∂L/∂Z·Yᵀ, of shape m×k, and ∂L/∂Y = Xᵀ·∂L/∂Z, of shape k×n.
  func sendProduct(to slot: Int, _ numbers: NumberPointer) {
    let (m, k, n) = (rule.m, rule.k, rule.n)
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
