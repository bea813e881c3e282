import ComputationGraph

/// A gradient on its way, with the values around it.
struct FlowFacts: QuestionFacts {
  let gate: UnitAlone
  /// The slot of the operand to which the gradient flows.
  let slot: Int
  /// The operands and the output of the gate, and ∂L/∂output.
  var operands: [Tensor]
  var output, upstream: Tensor
  /// What the operand has collected before, if anything has arrived.
  var before: Tensor?
  /// How the local gradient can be written.
  let kind: LocalGradient
  /// The upstream gradients that come out where a gate further up is left out.
  var upstreamsLeavingOut: [Tensor]

  var answer: Tensor? { sent(upstream) }

  /// ∂output/∂operand, where there is a number for each element of the output.
  var local: Tensor? {
    guard kind.elementwise != nil else { return nil }
    if let primitive = gate.primitive {
      return SingleGate(primitive, operands)?.localGradient(slot)
    }
    return sent(output.map { _ in 1 })
  }

  /// The shape of the operand.
  var shape: Shape { operands[slot].shape }

  /// The downstream gradient for an upstream gradient.
  func sent(_ upstream: Tensor) -> Tensor? { gate.downstream(slot, from: upstream, operands) }

  func mapped(_ change: (Double) -> Double) -> FlowFacts {
    var facts = self
    facts.operands = operands.map { $0.map(change) }
    facts.output = output.map(change)
    facts.upstream = upstream.map(change)
    facts.before = before?.map(change)
    facts.upstreamsLeavingOut = upstreamsLeavingOut.map { $0.map(change) }
    return facts
  }

  func roundedOnTheWay(_ rounding: (Double) -> Double) -> [Tensor?] {
    guard let local else { return [mapped(rounding).answer] }
    let rounded = upstream.map(rounding)
    return [
      collected(rounded, local.map(rounding), *), mapped(rounding).answer,
      unaryLocal(output: output.map(rounding)).map { collected(rounded, $0, *) },
    ]
  }

  // MARK: Sums over copies

  /// A number for each element of the gate, summed where the operand is broadcast: the downstream
  /// gradient where upstream and local gradient are multiplied.
  func collected(_ x: Tensor, _ y: Tensor, _ combine: (Double, Double) -> Double) -> Tensor {
    if shape == x.shape { return x.with(y, combine) }
    let copies = copies(x, y, combine)
    return Tensor(shape: shape) { copies[$0].reduce(0, +) }
  }

  /// For each entry of the operand, a number for each of its copies in the gate.
  func copies(_ x: Tensor, _ y: Tensor, _ combine: (Double, Double) -> Double) -> [[Double]] {
    var copies = Array(repeating: [] as [Double], count: shape.count)
    for (place, number) in x.with(y, combine).elements.enumerated() {
      copies[shape.place(broadcastTo: x.shape, place)].append(number)
    }
    return copies
  }

  /// The local gradient of a primitive with one operand for a given output, right or not.
  func unaryLocal(at operand: Tensor? = nil, output: Tensor) -> Tensor? {
    guard let primitive = gate.primitive?.elementwise, operands.count == 1 else { return nil }
    return (operand ?? operands[0]).with(output) {
      primitive.localGradients($0, 0, output: $1).0
    }
  }

  // MARK: What the answer is computed from

  func influences(on entry: Int) -> [Influence] {
    influencesOfUpstreamAndOperands(on: entry) + influencesOfLocal(on: entry)
      + influencesOfOutput(on: entry) + influencesInRule(on: entry)
  }

  /// What moving one entry of an operand does to the output says how its gradient depends on the
  /// upstream gradient, and what it does to all downstream gradients says how its own depends on the
  /// operands: second derivatives can be taken in either order.
  private func influencesOfUpstreamAndOperands(on entry: Int) -> [Influence] {
    let step = Influence.step(at: operands[slot].elements[entry])
    let moved = [step, -step].map { step in
      var facts = self
      facts.operands[slot] = Tensor(shape: shape) {
        operands[slot].elements[$0] + ($0 == entry ? step : 0)
      }
      return facts
    }
    func influences(_ numbers: Tensor, _ moved: [Tensor?]) -> [Influence] {
      guard let above = moved[0], let below = moved[1] else { return [] }
      return Influence.all(numbers, above.with(below) { ($0 - $1) / (2 * step) })
    }
    return influences(upstream, moved.map { gate.output($0.operands) })
      + operands.indices.flatMap { other in
        influences(
          operands[other], moved.map { gate.downstream(other, from: upstream, $0.operands) })
      }
  }

  /// The local gradient may be rounded, too, and multiplied by the upstream one.
  private func influencesOfLocal(on entry: Int) -> [Influence] {
    guard let local else { return [] }
    return local.shape.places(broadcastFrom: shape, entry).map {
      Influence(number: local.elements[$0], slope: upstream.elements[$0])
    }
  }

  /// The output is given, and may take part.
  private func influencesOfOutput(on entry: Int) -> [Influence] {
    switch gate.primitive {
    case .elementwise(let primitive) where operands.count == 1:
      let (x, z) = (operands[0].elements[entry], output.elements[entry])
      let slope = Influence.slope(at: z) { primitive.localGradients(x, 0, output: $0).0 }
      return [Influence(number: z, slope: upstream.elements[entry] * slope)]
    case .elementwise(.power):
      return output.shape.places(broadcastFrom: shape, entry).map { place in
        let base = operands[0].elements[operands[0].shape.place(broadcastTo: output.shape, place)]
        return Influence(
          number: output.elements[place],
          slope: slot == 0 || base <= 0 ? 0 : upstream.elements[place] * base.logarithm)
      }
    case .softmax:
      let count = shape.extents.last ?? 1
      let row = entry / count * count..<(entry / count + 1) * count
      let (z, u) = (output.elements, upstream.elements)
      let mean = row.reduce(0) { $0 + u[$1] * z[$1] }
      return row.map { place in
        let direct = place == entry ? u[entry] - mean : 0
        return Influence(number: z[place], slope: direct - z[entry] * u[place])
      }
    case .norm:
      let z = output.elements[0]
      return [
        Influence(
          number: z, slope: -upstream.elements[0] * operands[slot].elements[entry] / (z * z))
      ]
    default: return []
    }
  }

  /// The numbers in the rule as it is written for the entry may be rounded, too.
  private func influencesInRule(on entry: Int) -> [Influence] {
    guard let primitive = gate.primitive, primitive.elementwise == nil,
      let rule = primitive.gradientRule(slot, operands: operands.map(\.shape))
    else { return [] }
    let nothing = BoardFormula.Values([], output: output, upstream: upstream)
    let formula = rule.numbers(
      atEntry: entry, of: shape,
      BoardFormula.Values(operands, output: output, upstream: upstream))
    let numbers = formula.writtenNumbers
    return numbers.indices.map { place in
      let slope = Influence.slope(at: numbers[place]) { changed in
        var others = numbers[...]
        others[place] = changed
        return formula.writing(&others).value(nothing)?.scalar
      }
      return Influence(number: numbers[place], slope: slope)
    }
  }
}
