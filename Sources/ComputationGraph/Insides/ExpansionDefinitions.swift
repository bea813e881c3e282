/// The formulas in which primitives are usually written, straight from the blackboard.
///
/// They are naive on purpose: their exponentials overflow where the closed primitives, which take
/// more care, do not.
extension Expansion {
  /// 1 / (1 + e⁻ˣ): the four gates of the lecture.
  mutating func sigmoid(_ x: Node.ID) throws(GraphError) -> Node.ID {
    let power = try append(.exp, append(.negate, x))
    let denominator = try append(.add, power, literal(1))
    return try append(.divide, literal(1), denominator)
  }

  /// (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ)
  mutating func tanh(_ x: Node.ID) throws(GraphError) -> Node.ID {
    let up = try append(.exp, x)
    let down = try append(.exp, append(.negate, x))
    return try append(.divide, append(.subtract, up, down), append(.add, up, down))
  }

  /// log(eˣ + 1)
  mutating func softplus(_ x: Node.ID) throws(GraphError) -> Node.ID {
    try append(.log, append(.add, append(.exp, x), literal(1)))
  }

  /// Σ x / n, where n counts what is summed into one number.
  mutating func mean(_ x: Node.ID, _ axis: Int?, _ keeps: Bool) throws(GraphError) -> Node.ID {
    let sum = try append(.reduce(.sum, axis: axis, keeps: keeps), [x])
    return try append(.divide, sum, literal(graph.shape(of: x).count / graph.shape(of: sum).count))
  }

  /// √Σ x²
  mutating func norm(_ x: Node.ID) throws(GraphError) -> Node.ID {
    try append(.sqrt, append(.reduce(.sum, axis: nil), [append(.square, x)]))
  }

  /// eˣ / Σ eˣ along the last axis.
  mutating func softmax(_ x: Node.ID) throws(GraphError) -> Node.ID {
    let powers = try append(.exp, x)
    return try append(.divide, powers, sumOfEachRow(powers, keepingAxis: true))
  }

  /// The mean over the rows of −log softmax(scores)[label].
  ///
  /// The label's entry is picked by multiplying with a row of zeros with a one, because the label
  /// may change while the graph stays the same.
  mutating func crossEntropy(_ scores: Node.ID, labels: Node.ID) throws(GraphError) -> Node.ID {
    let probabilities = try softmax(scores)
    let isLabel = try append(.oneHot(classes: classes(of: scores)), [labels])
    let ofLabels = try sumOfEachRow(append(.multiply, probabilities, isLabel), keepingAxis: false)
    return try meanOverRows(append(.negate, append(.log, ofLabels)))
  }

  /// The mean over the rows of Σ max(0, s − s_label + margin), without the label's own class.
  mutating func hinge(
    _ scores: Node.ID, labels: Node.ID, margin: Node.ID
  ) throws(GraphError) -> Node.ID {
    let isLabel = try append(.oneHot(classes: classes(of: scores)), [labels])
    let ofLabels = try sumOfEachRow(append(.multiply, scores, isLabel), keepingAxis: true)
    let distances = try append(.add, append(.subtract, scores, ofLabels), margin)
    let isOther = try append(.subtract, literal(1), isLabel)
    let losses = try append(.multiply, append(.relu, distances), isOther)
    return try meanOverRows(sumOfEachRow(losses, keepingAxis: false))
  }

  private func classes(of scores: Node.ID) -> Int { graph.shape(of: scores).extents.last ?? 1 }

  /// The sum along the last axis: of rows × classes one number per row, in shape rows × 1 if the axis
  /// is kept, so that it fits each class; of a vector a scalar, which always fits.
  private mutating func sumOfEachRow(
    _ x: Node.ID, keepingAxis: Bool
  ) throws(GraphError) -> Node.ID {
    let rows = graph.shape(of: x).extents.dropLast()
    let sums = try append(.reduce(.sum, axis: rows.count), [x])
    return keepingAxis && !rows.isEmpty ? try append(.reshape(Shape(rows + [1])), [sums]) : sums
  }

  /// The mean of one number per row; a single number stays as it is.
  private mutating func meanOverRows(_ x: Node.ID) throws(GraphError) -> Node.ID {
    graph.shape(of: x).isScalar ? x : try append(.reduce(.mean, axis: nil), [x])
  }
}
