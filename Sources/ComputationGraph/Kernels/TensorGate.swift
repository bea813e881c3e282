/// A gate that works on ranges of numbers instead of on one element at a time: a tensor primitive,
/// an elementwise one with many elements, or one that broadcasts along some axes.
struct TensorGate: Sendable {
  let primitive: Primitive
  let shape: Shape
  /// The place where its output begins.
  let place: Int
  let operands: [Operand]
  /// The walk of an elementwise primitive over its operands.
  let broadcast: Broadcast?

  struct Operand: Sendable {
    let place: Int
    let shape: Shape
    /// `false` for literals, and where training has no use for the gradient.
    let takesGradient: Bool
  }
}

extension Graph {
  /// The gate at `node`; `nil` if it is a leaf. Of its operands, all but literals take a gradient,
  /// or those of them that are among the `receivers`.
  func tensorGate(_ node: Int, sendingTo receivers: [Bool]? = nil) -> TensorGate? {
    guard let primitive = primitives[node] else { return nil }
    let operands = operandList[operandRange(node)].map {
      TensorGate.Operand(
        place: Int(places[Int($0)]), shape: shapes[Int($0)],
        takesGradient: roles[Int($0)] != .constant && receivers?[Int($0)] != false)
    }
    return TensorGate(
      primitive: primitive, shape: shapes[node], place: Int(places[node]), operands: operands,
      broadcast: elementwise[node].map { _ in
        Broadcast(of: operands.map(\.shape), to: shapes[node])
      })
  }
}

/// The buffer of `Numbers` while a gate works on it: every value is at its place, and its gradient
/// `toGradient` places further on.
struct NumberPointer {
  let values: UnsafeMutablePointer<Double>
  let toGradient: Int

  /// The values from a place on.
  @inline(__always)
  func value(_ place: Int) -> UnsafeMutablePointer<Double> { values + place }

  /// The gradients from a place on.
  @inline(__always)
  func gradient(_ place: Int) -> UnsafeMutablePointer<Double> { values + (toGradient + place) }
}

extension MutableSpan<Double> {
  /// Lets a gate work on the buffer.
  mutating func work(toGradient: Int, _ body: (NumberPointer) -> Void) {
    withUnsafeMutableBufferPointer { buffer in
      guard let values = buffer.baseAddress else { return }
      body(NumberPointer(values: values, toGradient: toGradient))
    }
  }
}

extension TensorGate {
  /// Computes the output from operands that have been computed.
  func forward(_ numbers: NumberPointer) {
    let z = numbers.value(place)
    let x = numbers.value(operands[0].place)
    switch primitive {
    case .elementwise(let elementwise): computeElements(elementwise, numbers)
    case .matrixProduct: multiply(numbers)
    case .transpose: Transposition(of: operands[0].shape).forEach { z[$1] = x[$0] }
    case .reduce(let reduction, let axis, keeps: _):
      ReducedAxis(of: operands[0].shape, axis: axis).reduce(x, by: reduction, into: z)
    case .softmax: forEachRow { softmax(x + $0, count: $1, into: z + $0) }
    case .logSoftmax: forEachRow { logSoftmax(x + $0, count: $1, into: z + $0) }
    case .norm:
      z[0] = euclideanNorm(operands[0].shape.count) { x[$0] }
    case .hinge, .crossEntropy: z[0] = meanLoss(numbers)
    case .reshape: z.update(from: x, count: shape.count)
    case .concatenate(let axis):
      for slot in operands.indices {
        let x = numbers.value(operands[slot].place)
        forEachPiece(of: slot, along: axis) { (z + $1).update(from: x + $0, count: $2) }
      }
    case .oneHot(let classes):
      for row in 0..<operands[0].shape.count {
        let label = classIndex(x[row], of: classes)
        for c in 0..<classes { z[row * classes + c] = label.map { $0 == c ? 1 : 0 } ?? .nan }
      }
    case .select(let selections):
      SelectedPlaces(selections, of: operands[0].shape).forEach {
        (z + $1).update(from: x + $0, count: $2)
      }
    }
  }

  /// Sends the gradient to every operand that takes one, in the order of the slots.
  func backward(_ numbers: NumberPointer) {
    for slot in operands.indices where operands[slot].takesGradient {
      sendGradient(to: slot, numbers)
    }
  }

  /// Adds to the gradient of the operand in one slot what the chain rule gives for this slot.
  ///
  /// None of the rules forms the Jacobian. With Z = X·Y they are ∂L/∂X = ∂L/∂Z·Yᵀ and
  /// ∂L/∂Y = Xᵀ·∂L/∂Z (CS231n, "Vector, matrix, and tensor derivatives").
  func sendGradient(to slot: Int, _ numbers: NumberPointer) {
    guard primitive.sendsGradient(to: slot) else { return }
    let upstream = numbers.gradient(place)
    let z = numbers.value(place)
    let x = numbers.value(operands[slot].place)
    let gradient = numbers.gradient(operands[slot].place)
    func add(_ first: Int, _ firstUpstream: Int, _ count: Int) {
      for i in 0..<count { gradient[first + i] += upstream[firstUpstream + i] }
    }
    switch primitive {
    case .elementwise(let elementwise): sendElements(elementwise, to: slot, numbers)
    case .matrixProduct: sendProduct(to: slot, numbers)
    case .transpose:
      Transposition(of: operands[0].shape).forEach { gradient[$0] += upstream[$1] }
    case .reduce(let reduction, let axis, keeps: _):
      ReducedAxis(of: operands[0].shape, axis: axis)
        .send(upstream, back: reduction, x, z, to: gradient)
    case .softmax:
      // ∂zᵢ/∂xⱼ = zᵢ (1 if i = j, else 0) − zᵢ zⱼ
      forEachRow { row, count in
        let z = z + row
        let upstream = upstream + row
        let common = sum(count) { upstream[$0] * z[$0] }
        for i in 0..<count { gradient[row + i] += z[i] * (upstream[i] - common) }
      }
    case .logSoftmax:
      // ∂zᵢ/∂xⱼ = (1 if i = j, else 0) − softmax(x)ⱼ
      forEachRow { row, count in
        let total = sum(count) { upstream[row + $0] }
        for i in row..<row + count { gradient[i] += upstream[i] - z[i].exponential * total }
      }
    case .norm:
      if z[0] == 0 { return }
      for i in 0..<operands[0].shape.count { gradient[i] += upstream[0] * (x[i] / z[0]) }
    case .hinge: sendHinge(to: slot, numbers)
    case .crossEntropy: sendCrossEntropy(numbers)
    case .reshape: add(0, 0, shape.count)
    case .concatenate(let axis): forEachPiece(of: slot, along: axis, add)
    case .select(let selections):
      SelectedPlaces(selections, of: operands[0].shape).forEach(add)
    case .oneHot: break
    }
  }
}

/// The sum of `count` terms in an order that depends on their number only: few from left to right,
/// many in four sums side by side, so that the processor need not wait for each addition.
@inline(__always)
func sum(_ count: Int, _ term: (Int) -> Double) -> Double {
  var total = 0.0
  var i = 0
  if count >= 64 {
    var (a, b, c, d) = (0.0, 0.0, 0.0, 0.0)
    while i &+ 4 <= count {
      a += term(i)
      b += term(i &+ 1)
      c += term(i &+ 2)
      d += term(i &+ 3)
      i &+= 4
    }
    total = (a + b) + (c + d)
  }
  while i < count {
    total += term(i)
    i &+= 1
  }
  return total
}
