import ComputationGraph

/// A gradient on its way, with the values around it.
struct FlowFacts {
  let flow: GradientFlow
  let slot: Int
  let gate: QuestionFacts.Gate
  /// The gate's value and the operand's.
  let output, value: Tensor
  /// ∂gate/∂ the other operand of two, element by element.
  let otherLocal: Tensor?
  /// Whether nothing has arrived at the operand before.
  let isFirst: Bool

  /// The mistakes of one use of the chain rule, the most usual first.
  func mistakes(_ rounding: Rounding) -> [(Mistake, Tensor?)] {
    let right = flow.downstream
    var list: [(Mistake, Tensor?)] = [
      (.wrongSign, right.map { -$0 }), (.forgotUpstream, localAlone),
      (.forgotLocal, upstreamAlone),
    ]
    if gate.primitive == .matrixProduct { list += transposes }
    if let otherLocal { list.append((.swappedOperands, collected(flow.upstream, otherLocal, *))) }
    if !isFirst { list.append((.tookSum, flow.after)) }
    list += singleCopies.map { (.forgotToSum, $0) }
    list += ([value, output] + gate.operands).map { (.tookValueForGradient, $0) }
    if let local = flow.local.elementwise {
      list.append((.tookValueForGradient, collected(output, local, *)))
      list.append((.wrongOperation, collected(flow.upstream, local, +)))
      list += mistakenLocals.map { (.mistookOperandForOutput, collected(flow.upstream, $0, *)) }
      list.append(
        (
          .roundedTooEarly,
          collected(flow.upstream, local) { rounding.shown($0) * rounding.shown($1) }
        ))
    } else if let primitive = gate.primitive {
      let rounded = SingleGate(primitive, gate.operands.map { $0.map(rounding.shown) })
      list.append(
        (.roundedTooEarly, rounded?.downstream(slot, from: flow.upstream.map(rounding.shown))))
    }
    return list
  }

  /// The downstream gradient for an upstream gradient of 1.
  private var localAlone: Tensor? {
    if let local = flow.local.elementwise { return collected(local, local) { first, _ in first } }
    return gate.primitive.flatMap { SingleGate($0, gate.operands) }?
      .downstream(slot, from: flow.upstream.map { _ in 1 })
  }

  /// The downstream gradient for a local gradient of 1.
  private var upstreamAlone: Tensor? {
    if flow.local.elementwise != nil {
      return collected(flow.upstream, flow.upstream) { first, _ in first }
    }
    if let upstream = flow.upstream.scalar { return flow.downstream.map { _ in upstream } }
    return flow.upstream
  }

  /// The products of the upstream gradient G with the other operand that are not the right one:
  /// ∂L/∂X is G·Yᵀ and ∂L/∂Y is Xᵀ·G.
  private var transposes: [(Mistake, Tensor?)] {
    let other = gate.operands[1 - slot]
    let upstream = flow.upstream
    let products =
      slot == 0
      ? [product(upstream, other), product(other, upstream), product(other.transposed, upstream)]
      : [product(other, upstream), product(upstream, other), product(upstream, other.transposed)]
    return (products + [flow.downstream.transposed]).map { (.missingTranspose, $0) }
  }

  /// The local gradient of a unary primitive, with its output for its operand and the other way round.
  private var mistakenLocals: [Tensor] {
    guard let primitive = gate.primitive?.elementwise, gate.operands.count == 1 else { return [] }
    return [
      output.map { primitive.localGradients($0, 0, output: $0).0 },
      value.map { primitive.localGradients($0, 0, output: $0).0 },
    ]
  }

  /// For an operand that is broadcast, the contributions of the first copies of each of its entries.
  private var singleCopies: [Tensor] {
    guard let local = flow.local.elementwise, flow.downstream.elements.count < local.elements.count
    else { return [] }
    let copies = copies(flow.upstream, local, *)
    return (0..<min(16, copies.map(\.count).min() ?? 0)).map { copy in
      Tensor(shape: flow.downstream.shape) { copies[$0][copy] }
    }
  }

  /// A number for each element of the gate, summed where the operand is broadcast: the downstream
  /// gradient where upstream and local gradient are multiplied.
  private func collected(
    _ x: Tensor, _ y: Tensor, _ combine: (Double, Double) -> Double
  ) -> Tensor {
    if flow.downstream.shape == x.shape { return x.with(y, combine) }
    let copies = copies(x, y, combine)
    return Tensor(shape: flow.downstream.shape) { copies[$0].reduce(0, +) }
  }

  /// For each entry of the operand, a number for each of its copies in the gate.
  private func copies(
    _ x: Tensor, _ y: Tensor, _ combine: (Double, Double) -> Double
  ) -> [[Double]] {
    let shape = flow.downstream.shape
    var copies = Array(repeating: [] as [Double], count: shape.count)
    for (place, number) in x.with(y, combine).elements.enumerated() {
      copies[shape.place(broadcastTo: x.shape, place)].append(number)
    }
    return copies
  }
}
