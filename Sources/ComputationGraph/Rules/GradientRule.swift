extension Primitive {
  /// Whether the operand in `slot` gets a gradient. Labels do not: they are class numbers, and
  /// there is nothing between two classes.
  public func sendsGradient(to slot: Int) -> Bool {
    switch self {
    case .hinge, .crossEntropy: slot != 1
    case .oneHot: false
    case .elementwise, .matrixProduct, .transpose, .reduce, .softmax, .logSoftmax, .norm, .reshape,
      .concatenate, .select:
      true
    }
  }

  /// The rule by which the gradient of the operand in `slot` follows from the upstream gradient, as
  /// it is written on the board; `nil` where none flows.
  ///
  /// Its numbers are those of the backward pass once they are in the operand's shape: one number for
  /// several entries is copied, and several numbers for one entry are added.
  package func gradientRule(_ slot: Int, operands shapes: [Shape]) -> BoardFormula? {
    guard sendsGradient(to: slot) else { return nil }
    let (x, z, upstream) = (BoardFormula.operand(0), BoardFormula.output, BoardFormula.upstream)
    let lastAxis = shapes[0].extents.count - 1
    switch self {
    case .elementwise(let elementwise):
      return upstream * elementwise.localFormula(slot)
    case .matrixProduct:
      return ProductRule(shapes[0], shapes[1]).gradient(slot, transposed: true)
    case .transpose:
      return .gate(.transpose, [upstream])
    case .reduce(let reduction, let axis, keeps: _):
      let (z, upstream) = (z.keeping(axis, of: shapes[0]), upstream.keeping(axis, of: shapes[0]))
      switch reduction {
      case .sum: return .copied(upstream, words: "copied to every entry summed")
      case .mean:
        let count = axis.map { shapes[0].extents[$0] } ?? shapes[0].count
        return .copied(
          upstream / .word("count", .number(Double(count))), words: "copied to every entry")
      case .maximum, .minimum:
        let wins = BoardFormula.isEqual(x, z)
        return upstream * wins / .word("ties", .total(wins, axis: axis))
      }
    case .softmax:
      return z * (upstream - .total(upstream * z, axis: lastAxis))
    case .logSoftmax:
      return upstream - .gate(.softmax, [x]) * .total(upstream, axis: lastAxis)
    case .norm:
      return upstream * x / z
    case .hinge, .crossEntropy:
      return lossRule(slot, scores: shapes[0], labels: shapes[1])
    case .reshape, .select, .concatenate, .oneHot:
      return .routed(upstream, through: self, slot: slot, shapes)
    }
  }

  /// The rules of the losses, with a share of the gradient for each row.
  private func lossRule(_ slot: Int, scores: Shape, labels: Shape) -> BoardFormula {
    let lastAxis = scores.extents.count - 1
    let s = BoardFormula.operand(0)
    let label = labels.isScalar ? "label" : "labels"
    let isLabel = BoardFormula.word(
      "one_hot(\(label))", .gate(.oneHot(classes: scores.extents[lastAxis]), [.operand(1)]))
    let share =
      labels.isScalar ? .upstream : .upstream / .word("rows", .number(Double(labels.count)))
    guard self == .hinge else { return share * (.gate(.softmax, [s]) - isLabel) }
    let distance = s - .entry(s, .word(label, .operand(1))) + .operand(2)
    let isViolated = BoardFormula.isGreater(.letter("m", distance * (1 - isLabel)), 0)
    let count = BoardFormula.total(isViolated, axis: lastAxis)
    guard slot == 0 else { return share * (labels.isScalar ? count : .total(count, axis: nil)) }
    return share * (isViolated - isLabel * count)
  }
}

extension BoardFormula {
  /// The same numbers in another shape; this is not written.
  func shaped(_ extents: [Int]) -> BoardFormula {
    (try? Shape(extents)).map { .shaped(self, $0) } ?? self
  }

  /// The result of reducing a tensor of `shape` in a shape that fits the entries it came from.
  fileprivate func keeping(_ axis: Int?, of shape: Shape) -> BoardFormula {
    guard let axis else { return self }
    var extents = shape.extents
    extents[axis] = 1
    return shaped(extents)
  }
}
