import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences

// How the value of an entry comes from entries of the operands of its gate.
extension EntryBreakdown {
  /// The computation of the entry's value, in words and in numbers; `nil` for what was given or not
  /// computed yet.
  package var value: Line? {
    guard snapshot.valueState(of: node) != .unknown, let primitive = graph.primitive(of: node),
      !snapshot.isHeld(node), !words.keepsValue(of: node)
    else { return nil }
    if let unit = snapshot.plan.units.last(where: { $0.nodes.contains(Int(node.index)) }),
      unit.compoundGate != nil
    {
      return result(Line("through the inside of \(words.gate(unit))"))
    }
    switch primitive {
    case .elementwise: return elementwise(primitive)
    case .matrixProduct:
      let (rule, x, y) = product(node)
      let terms = rule.terms(ofEntry: entry)
      return line(
        part(x, terms.map(\.left), isRow: true) + " · " + part(y, terms.map(\.right), isRow: false),
        sum: terms.numbers(x.tensor, y.tensor), number)
    case .transpose, .reshape, .concatenate, .select: return origin(primitive)
    case .reduce(let reduction, let axis, _): return reduced(reduction, axis)
    case .softmax, .logSoftmax: return softmax(isLogarithm: primitive == .logSoftmax)
    case .oneHot(let classes):
      let labels = operands[0]
      let row = entry / classes
      let isLabel = entry % classes
      return result(
        Line("1 where \(words.entry(row, of: labels)) is \(isLabel)").appending(" = ", .sign)
          .appending(words.text(Tensor(value(of: labels, row))), .value), isSecond: true)
    // A single number is no entry of an array.
    case .norm, .hinge, .crossEntropy: return nil
    }
  }

  private var operands: Operands { graph.operands(of: node) }
  private var number: Double { words.value(node).elements[entry] }

  private func value(of node: Node.ID, _ place: Int) -> Double {
    snapshot.numbers[value: graph.places(of: node).lowerBound + place]
  }

  /// The line, and what comes out.
  private func result(_ line: Line, isSecond: Bool = false) -> Line {
    line.appending(isSecond ? ": " : " = ", .sign).appending(words.text(Tensor(number)), .value)
  }

  /// The formula of the gate for this entry, with names and with numbers.
  private func elementwise(_ primitive: Primitive) -> Line {
    let shape = graph.shape(of: node)
    let entries = operands.map { operand in
      (operand, place: graph.shape(of: operand).place(broadcastTo: shape, entry))
    }
    let names = entries.map { operand, place in
      graph.shape(of: operand).isScalar ? words.factor(operand) : words.entry(place, of: operand)
    }
    let numbers = entries.map { words.factor(Tensor(value(of: $0, $1))) }
    return result(
      Line(primitive.formula(names)).appending(" = ", .sign)
        .appending(primitive.formula(numbers), .local))
  }

  /// The entry of an operand that the gate has put here.
  private func origin(_ primitive: Primitive) -> Line? {
    var first = 1
    let marked = operands.map { operand in
      defer { first += graph.places(of: operand).count }
      return Tensor(shape: graph.shape(of: operand)) { Double(first + $0) }
    }
    guard let mark = SingleGate(primitive, marked)?.output.elements[entry] else { return nil }
    var place = Int(mark) - 1
    for operand in operands {
      let count = graph.places(of: operand).count
      if place < count {
        let shape = graph.shape(of: operand)
        return result(
          Line(shape.isScalar ? words.name(operand) : words.entry(place, of: operand)))
      }
      place -= count
    }
    return nil
  }

  /// The entries that are summed, averaged or compared.
  private func reduced(_ reduction: Primitive.Reduction, _ axis: Int?) -> Line {
    let shape = graph.shape(of: operands[0])
    let places = shape.places(reducedTo: entry, axis: axis)
    let numbers = places.map { value(of: operands[0], $0) }
    let texts = numbers.prefix(Self.mostTerms).map { words.factor(Tensor($0)) }
    let more = numbers.count - texts.count
    let along = (axis.map { " along axis \($0)" } ?? "") + " of \(words.name(operands[0]))"
    var line = Line(reduction.words + along)
    switch reduction {
    case .sum, .mean:
      line.append(reduction == .mean ? " = (" : " = ", .sign)
      for (index, text) in texts.enumerated() {
        if index > 0 { line.append(" + ", .sign) }
        line.append(text, .local)
      }
      if more > 0 { line.append(" + ", .sign) }
      if more > 0 { line.append("… (\(more) more)") }
      if reduction == .mean { line.append(")/\(numbers.count)") }
      return result(line)
    case .maximum, .minimum:
      line.append(", among ")
      line.append(texts.joined(separator: ", ") + (more > 0 ? ", … (\(more) more)" : ""), .local)
      return result(line)
    }
  }

  /// eˣ over the sum of a row, or its logarithm.
  private func softmax(isLogarithm: Bool) -> Line {
    let count = graph.shape(of: node).extents.last ?? 1
    let first = entry / count * count
    let row = (0..<count).map { "exp(\(words.text(Tensor(value(of: operands[0], first + $0)))))" }
    let shown = row.prefix(Self.mostTerms).joined(separator: " + ")
    let sum = shown + (count > Self.mostTerms ? " + … (\(count - Self.mostTerms) more)" : "")
    let own = words.entry(entry, of: operands[0])
    let x = words.text(Tensor(value(of: operands[0], entry)))
    let names = isLogarithm ? "\(own) − log(Σ exp)" : "exp(\(own)) / Σ exp"
    let numbers = isLogarithm ? "\(x) − log(\(sum))" : "exp(\(x)) / (\(sum))"
    return result(
      Line(names + " of its row").appending(" = ", .sign).appending(numbers, .local))
  }
}

extension Primitive.Reduction {
  /// The reduction in words.
  fileprivate var words: String {
    switch self {
    case .sum: "the sum"
    case .mean: "the mean"
    case .maximum: "the largest"
    case .minimum: "the smallest"
    }
  }
}

extension Shape {
  /// The places here that are reduced along an axis, or all, to the one at `place` of the result.
  fileprivate func places(reducedTo place: Int, axis: Int?) -> [Int] {
    guard let axis else { return Array(0..<count) }
    let inner = extents[(axis + 1)...].reduce(1, *)
    let first = place / inner * inner * extents[axis] + place % inner
    return (0..<extents[axis]).map { first + $0 * inner }
  }
}
