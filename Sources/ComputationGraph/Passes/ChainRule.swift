extension MutableSpan<Double> {
  /// The chain rule at one element of a gate that computes z from x and y: adds upstream × local to
  /// the gradients of both operands, or of the one in `slot`.
  @inline(__always)
  mutating func send(
    _ primitive: Elementwise, _ x: Int, _ y: Int, _ z: Int, toGradient: Int, slot: Int? = nil
  ) {
    let upstream = self[unchecked: z &+ toGradient]
    let local = primitive.localGradients(
      self[unchecked: x], self[unchecked: y], output: self[unchecked: z])
    if slot != 1 { self[unchecked: x &+ toGradient] += upstream * local.0 }
    if slot != 0, primitive.arity == 2 { self[unchecked: y &+ toGradient] += upstream * local.1 }
  }
}
