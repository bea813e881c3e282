/// One term of the chain rule at an entry of an operand: ∂L/∂z[output] × ∂z[output]/∂x[entry].
package struct EntryTerm: Hashable, Sendable {
  /// The entry of the gate's output, counted row by row.
  package let output: Int
  /// ∂z[output]/∂x[entry].
  package let local: Double
}

extension Graph {
  /// The entries of a gate's output that depend on an entry of its operand in `slot`, with their local
  /// gradients, at these values. Upstream × local, added over them, is what the gate sends to the entry.
  ///
  /// None where the gate does not take the entry, or sends nothing to the slot. Rows that do not touch
  /// each other are looked at alone, so this takes no longer than the row of a softmax is long, squared.
  package func entryTerms(
    of gate: Node.ID, slot: Int, entry: Int, at numbers: Numbers
  ) -> [EntryTerm] {
    guard let primitive = primitive(of: gate), primitive.sendsGradient(to: slot) else { return [] }
    let operands = operands(of: gate)
    let output = shape(of: gate)
    switch primitive {
    case .elementwise:
      guard let local = localGradient(of: gate, slot: slot, at: numbers) else { return [] }
      return output.places(broadcastFrom: shape(of: operands[slot]), entry).map {
        EntryTerm(output: $0, local: local.elements[$0])
      }
    case .matrixProduct:
      let rule = ProductRule(shape(of: operands[0]), shape(of: operands[1]))
      let other = places(of: operands[1 - slot]).lowerBound
      return rule.terms(ofEntry: entry, ofGradient: slot).map {
        slot == 0
          ? EntryTerm(output: $0.left, local: numbers[value: other + $0.right])
          : EntryTerm(output: $0.right, local: numbers[value: other + $0.left])
      }
    case .softmax, .logSoftmax:
      let count = output.extents.last ?? 1
      let first = entry / count * count
      let x = places(of: operands[0]).lowerBound + first
      guard let row = try? Shape([count]),
        let gate = SingleGate(primitive, [Tensor(shape: row) { numbers[value: x + $0] }])
      else { return [] }
      return (0..<count).map { place in
        let seed = Tensor(shape: row) { $0 == place ? 1 : 0 }
        let local = gate.downstream(0, from: seed).elements[entry - first]
        return EntryTerm(output: first + place, local: local)
      }
    case .transpose, .reduce, .norm, .hinge, .crossEntropy, .reshape, .concatenate, .oneHot,
      .select:
      guard let output = destination(of: entry, slot: slot, primitive, operands),
        let single = SingleGate(primitive, operands.map { numbers.value(of: $0, in: self) })
      else { return [] }
      let seed = Tensor(shape: shape(of: gate)) { $0 == output ? 1 : 0 }
      let local = single.downstream(slot, from: seed).elements[entry]
      return [EntryTerm(output: output, local: local)]
    }
  }

  /// The one entry of the output that an entry of an operand goes to; `nil` if it goes nowhere.
  private func destination(
    of entry: Int, slot: Int, _ primitive: Primitive, _ operands: Operands
  ) -> Int? {
    switch primitive {
    case .norm, .hinge, .crossEntropy: return 0
    case .reduce(_, let axis, let keeps):
      // A sum carries the mark of the entry to where the entry goes.
      return destination(
        of: entry, slot: slot, through: .reduce(.sum, axis: axis, keeps: keeps), operands)
    default:
      return destination(of: entry, slot: slot, through: primitive, operands)
    }
  }

  private func destination(
    of entry: Int, slot: Int, through primitive: Primitive, _ operands: Operands
  ) -> Int? {
    let marked = operands.enumerated().map { operand, node in
      Tensor(shape: shape(of: node)) { operand == slot && $0 == entry ? 1 : 0 }
    }
    return SingleGate(primitive, marked)?.output.elements.firstIndex(of: 1)
  }
}
