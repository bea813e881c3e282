/// √(Σ x²) of `count` numbers.
///
/// Where the squares are too large or too small for a double, the numbers are divided by a power of
/// two first, which changes none of their digits: √(Σ x²) = s · √(Σ (x/s)²).
package func euclideanNorm(_ count: Int, _ x: (Int) -> Double) -> Double {
  let squares = sum(count) { x($0) * x($0) }
  if squares.isNaN || squares.isFinite && squares > 0x1p-900 { return squares.squareRoot() }
  var largest = 0.0
  for i in 0..<count { largest = max(largest, x(i).magnitude) }
  guard largest > 0 && largest.isFinite else { return largest }
  let scale = Double(sign: .plus, exponent: largest.exponent, significand: 1)
  return scale * sum(count) { (x($0) / scale) * (x($0) / scale) }.squareRoot()
}

extension Collection<Double> where Index == Int {
  /// The square root of the sum of the squares.
  package var euclideanNorm: Double {
    ComputationGraph.euclideanNorm(count) { self[startIndex + $0] }
  }
}
