import ComputationGraph

/// A gate that computes its output.
struct ValueFacts: QuestionFacts {
  let gate: UnitAlone
  var operands: [Tensor]
  /// The output in the iteration before; `nil` in the first.
  var before: Tensor?

  var answer: Tensor? { gate.output(operands) }

  var mistakes: [(Mistake, Tensor?)] {
    guard let right = answer else { return [] }
    var list: [(Mistake, Tensor?)] = []
    if let primitive = gate.primitive {
      if operands.count == 2, primitive != .elementwise(.multiply) {
        list.append((.swappedOperands, SingleGate(primitive, operands.reversed())?.output))
      }
      if primitive == .matrixProduct {
        list.append((.missingTranspose, product(operands[0].transposed, operands[1])))
        list.append((.missingTranspose, product(operands[0], operands[1].transposed)))
      }
      list += primitive.mistakenFor.map { (.wrongOperation, SingleGate($0, operands)?.output) }
      if primitive.isLogarithmic { list.append((.wrongBase, right.map { $0 / ln10 })) }
    }
    if let rows = averaged { list.append((.forgotMean, right.map { $0 * Double(rows) })) }
    list.append((.wrongSign, right.map { -$0 }))
    list += operands.map { (.handedOn, $0) }
    if let before { list.append((.outOfDate, before)) }
    return list
  }

  /// The number of rows or entries over which a loss is the mean; `nil` where it is none of several.
  private var averaged: Int? {
    switch gate.primitive {
    case .crossEntropy, .hinge: operands[1].elements.count
    case nil where gate.function == "mse": operands.map(\.elements.count).max()
    default: nil
    }
  }

  func mapped(_ change: (Double) -> Double) -> ValueFacts {
    ValueFacts(gate: gate, operands: operands.map { $0.map(change) }, before: before?.map(change))
  }

  func influences(on entry: Int) -> [Influence] {
    guard let shape = answer?.shape else { return [] }
    let one = Tensor(shape: shape) { $0 == entry ? 1 : 0 }
    return operands.indices.flatMap { slot in
      gate.downstream(slot, from: one, operands).map { Influence.all(operands[slot], $0) } ?? []
    }
  }
}

/// The natural logarithm of 10, by which those to base 10 are smaller.
let ln10 = 2.302585092994046

extension Primitive {
  /// Whether a logarithm is taken in it, whose base can be mistaken.
  var isLogarithmic: Bool {
    switch self {
    case .elementwise(.log), .logSoftmax, .crossEntropy: true
    default: false
    }
  }

  /// The operations that this one is taken for.
  fileprivate var mistakenFor: [Primitive] {
    switch self {
    case .elementwise(.add): [.elementwise(.multiply), .elementwise(.subtract)]
    case .elementwise(.subtract): [.elementwise(.add)]
    case .elementwise(.multiply): [.elementwise(.add)]
    case .elementwise(.divide): [.elementwise(.multiply)]
    case .elementwise(.maximum): [.elementwise(.minimum)]
    case .elementwise(.minimum): [.elementwise(.maximum)]
    case .elementwise(.power): [.elementwise(.multiply)]
    case .matrixProduct: [.elementwise(.multiply)]
    case .reduce(.sum, let axis, let keeps): [.reduce(.mean, axis: axis, keeps: keeps)]
    case .reduce(.mean, let axis, let keeps): [.reduce(.sum, axis: axis, keeps: keeps)]
    case .reduce(.maximum, let axis, let keeps): [.reduce(.minimum, axis: axis, keeps: keeps)]
    case .reduce(.minimum, let axis, let keeps): [.reduce(.maximum, axis: axis, keeps: keeps)]
    default: []
    }
  }
}
