import ComputationGraph

// The mistakes of one use of the chain rule.
extension FlowFacts {
  var mistakes: [(Mistake, Tensor?)] {
    guard let right = answer else { return [] }
    var list: [(Mistake, Tensor?)] = [
      (.wrongSign, right.map { -$0 }), (.forgotUpstream, localAlone(right)),
      (.forgotLocal, upstreamAlone(right)),
    ]
    if gate.primitive == .matrixProduct { list += transposes(right) }
    if let sibling { list.append((.swappedOperands, collected(upstream, sibling, *))) }
    if let before { list.append((.tookSum, before.with(right, +))) }
    list += singleCopies.map { (.forgotToSum, $0) }
    list += mistakenParts(right)
    list += ([output] + operands).map { (.tookValueForGradient, $0) }
    if let local {
      list.append((.tookValueForGradient, collected(output, local, *)))
      list.append((.wrongOperation, collected(upstream, local, +)))
      list += mistakenLocals.map { (.mistookOperandForOutput, collected(upstream, $0, *)) }
    }
    list += upstreamsLeavingOut.map { (.leftOutGate, sent($0)) }
    list += mistakesInside
    list.append((.tookZeroForSeed, right.map { _ in 0 }))
    return list
  }

  /// The downstream gradient for an upstream gradient of 1.
  private func localAlone(_ right: Tensor) -> Tensor? {
    if let local { return collected(local, local) { first, _ in first } }
    // Of a closed compound gate with many outputs there is no local gradient.
    return gate.primitive == nil && kind.ofNumber == nil ? nil : sent(upstream.map { _ in 1 })
  }

  /// The downstream gradient for a local gradient of 1.
  private func upstreamAlone(_ right: Tensor) -> Tensor? {
    if kind.elementwise != nil { return collected(upstream, upstream) { first, _ in first } }
    if let number = upstream.scalar { return right.map { _ in number } }
    return upstream
  }

  /// ∂gate/∂ the other operand of two, element by element.
  private var sibling: Tensor? {
    guard operands.count == 2, let primitive = gate.primitive else { return nil }
    return SingleGate(primitive, operands)?.localGradient(1 - slot)
  }

  /// The products of the upstream gradient G with the other operand that are not the right one:
  /// ∂L/∂X is G·Yᵀ and ∂L/∂Y is Xᵀ·G.
  private func transposes(_ right: Tensor) -> [(Mistake, Tensor?)] {
    let other = operands[1 - slot]
    let products =
      slot == 0
      ? [product(upstream, other), product(other, upstream), product(other.transposed, upstream)]
      : [product(other, upstream), product(upstream, other), product(upstream, other.transposed)]
    return (products + [right.transposed]).map { (.missingTranspose, $0) }
  }

  /// The local gradient of a primitive with one operand at the wrong number: at its output, with the
  /// operand for the output, with the output for the operand.
  private var mistakenLocals: [Tensor] {
    [
      gate.output([output]).flatMap { unaryLocal(at: output, output: $0) },
      unaryLocal(output: operands[slot]), unaryLocal(at: output, output: output),
    ].compactMap(\.self)
  }

  /// For an operand that is broadcast, the contributions of the first copies of each of its entries.
  private var singleCopies: [Tensor] {
    guard let local, shape.count < local.elements.count else { return [] }
    let copies = copies(upstream, local, *)
    return (0..<min(16, copies.map(\.count).min() ?? 0)).map { copy in
      Tensor(shape: shape) { copies[$0][copy] }
    }
  }

  // MARK: Parts of a local gradient

  /// The mistakes that leave out a part of the local gradient.
  private func mistakenParts(_ right: Tensor) -> [(Mistake, Tensor?)] {
    var list: [(Mistake, Tensor?)] = []
    func add(_ mistake: Mistake, _ local: Tensor?) {
      if let local { list.append((mistake, collected(upstream, local, *))) }
    }
    switch gate.primitive {
    case .elementwise(.sigmoid):
      add(.tookPartOfLocal, output)
      add(.tookPartOfLocal, output.map { 1 - $0 })
    case .elementwise(.tanh):
      add(.tookPartOfLocal, output.map { $0 * $0 })
      add(.tookPartOfLocal, output.map { 1 - $0 })
    case .elementwise(.square): add(.forgotFactor, operands[0])
    case .elementwise(.sqrt): add(.forgotFactor, output.map { 1 / $0 })
    case .elementwise(.power) where slot == 0:
      list.append((.forgotFactor, withoutExponent))
    default: break
    }
    if gate.primitive?.isLogarithmic == true {
      list.append((.wrongBase, right.map { $0 / ln10 }))
    }
    if let rows = averagedRows {
      list.append((.forgotMean, right.map { $0 * Double(rows) }))
    }
    if gate.primitive == .crossEntropy { list.append((.forgotLabel, softmaxAlone)) }
    return list
  }

  /// What x^(n−1) sends, without the n in front.
  private var withoutExponent: Tensor? {
    guard let local, operands.count == 2 else { return nil }
    let exponent = operands[1]
    let bare = Tensor(shape: local.shape) { place in
      local.elements[place]
        / exponent.elements[exponent.shape.place(broadcastTo: local.shape, place)]
    }
    return collected(upstream, bare, *)
  }

  /// The number of rows over which a loss is the mean; `nil` where there is one row.
  private var averagedRows: Int? {
    guard gate.primitive == .crossEntropy || gate.primitive == .hinge else { return nil }
    return operands[1].shape.isScalar ? nil : operands[1].elements.count
  }

  /// The gradient of cross-entropy without the −1 at the label.
  private var softmaxAlone: Tensor? {
    let share = upstream.elements[0] / Double(operands[1].elements.count)
    return SingleGate(.softmax, [operands[0]])?.output.map { $0 * share }
  }

  // MARK: Inside a compound gate

  /// The most gates inside of which each is tried to be left out, and the most elements of an operand.
  private static let mostGatesInside = 12
  private static let mostElements = 4096

  /// The mistakes that can be made inside of a closed compound gate: the 2 of a square, the 1/N of a
  /// mean, or a whole gate left out.
  private var mistakesInside: [(Mistake, Tensor?)] {
    guard gate.primitive == nil, gate.gates.count <= Self.mostGatesInside,
      operands.allSatisfy({ $0.elements.count <= Self.mostElements })
    else { return [] }
    return gate.gates.flatMap { node -> [(Mistake, Tensor?)] in
      func sent(_ send: (UnitAlone.Inside, Int, Tensor) -> Tensor?) -> Tensor? {
        gate.downstream(slot, from: upstream, operands) { inside, slot, upstream in
          inside.node == node
            ? send(inside, slot, upstream) : inside.gate.downstream(slot, from: upstream)
        }
      }
      let scaled: (Mistake, Tensor?)? =
        switch gate.primitive(of: node) {
        case .elementwise(.square):
          (
            .forgotFactor,
            sent { inside, slot, upstream in
              inside.gate.downstream(slot, from: upstream.map { $0 / 2 })
            }
          )
        case .reduce(.mean, _, _):
          (
            .forgotMean,
            sent { inside, slot, upstream in
              let count = inside.operands[0].elements.count / max(1, upstream.elements.count)
              return inside.gate.downstream(slot, from: upstream.map { $0 * Double(count) })
            }
          )
        default: nil
        }
      let without = sent { inside, slot, upstream in
        upstream.handedOn(to: inside.operands[slot].shape)
      }
      return [scaled, (.leftOutGate, without)].compactMap(\.self)
    }
  }
}
