extension BoardFormula {
  /// The numbers of the parts of a formula.
  package struct Values {
    let operands: [Tensor]
    let output: Tensor
    let upstream: Tensor

    package init(_ operands: [Tensor], output: Tensor, upstream: Tensor) {
      self.operands = operands
      self.output = output
      self.upstream = upstream
    }
  }

  /// The value of the formula, computed gate by gate; `nil` where shapes do not fit.
  package func value(_ values: Values) -> Tensor? {
    switch self {
    case .operand(let slot): return values.operands[slot]
    case .output: return values.output
    case .upstream: return values.upstream
    case .number(let number): return Tensor(number)
    case .gate(let primitive, let parts):
      let operands = parts.compactMap { $0.value(values) }
      guard operands.count == parts.count else { return nil }
      return SingleGate(primitive, operands)?.output
    case .function(let function, let x):
      return Self.combine([x], values) { function.value($0[0]) }
    case .total(let part, let axis):
      guard let whole = part.value(values),
        let sum = SingleGate(.reduce(.sum, axis: axis), [whole])?.output, let axis
      else { return part.value(values).map { Tensor($0.elements.reduce(0, +)) } }
      var extents = whole.shape.extents
      extents[axis] = 1
      return sum.shaped(extents)
    case .isGreater(let x, let y): return Self.combine([x, y], values) { $0[0] > $0[1] ? 1 : 0 }
    case .isEqual(let x, let y): return Self.combine([x, y], values) { $0[0] == $0[1] ? 1 : 0 }
    case .share(let x, let y):
      return Self.combine([x, y], values) { .share(ofLarger: $0[0], $0[1]) }
    case .choice(let x, let y, let first, let second):
      return Self.combine([x, y, first, second], values) { $0[0] > $0[1] ? $0[2] : $0[3] }
    case .shaped(let part, let shape): return part.value(values)?.shaped(shape.extents)
    case .entry(let rows, let label):
      guard let rows = rows.value(values), let labels = label.value(values) else { return nil }
      let classes = rows.shape.extents.last ?? 1
      return Tensor(shape: labels.shape) { row in
        classIndex(labels.elements[row], of: classes).map { rows.elements[row * classes + $0] }
          ?? .nan
      }.shaped(labels.shape.extents + [1])
    case .word(_, let part), .letter(_, let part), .copied(let part, words: _):
      return part.value(values)
    case .routed(let part, let primitive, let slot, let shapes):
      return part.value(values).flatMap { primitive.route($0, backTo: slot, shapes) }
    }
  }

  /// A number for each element of operands that are broadcast.
  private static func combine(
    _ parts: [BoardFormula], _ values: Values, _ combine: ([Double]) -> Double
  ) -> Tensor? {
    let tensors = parts.compactMap { $0.value(values) }
    guard tensors.count == parts.count else { return nil }
    var shape = Shape.scalar
    for tensor in tensors {
      guard let common = try? Primitive.elementwise(.add).outputShape(of: [shape, tensor.shape])
      else { return nil }
      shape = common
    }
    return Tensor(shape: shape) { place in
      combine(tensors.map { $0.elements[$0.shape.place(broadcastTo: shape, place)] })
    }
  }

  /// The formula of one entry of its value, whose shape is `shape`, in numbers: gates of single
  /// numbers stay, everything else becomes the number that it has there.
  package func numbers(atEntry place: Int, of shape: Shape, _ values: Values) -> BoardFormula {
    switch self {
    case .gate(.elementwise(let elementwise), let parts):
      return .gate(
        .elementwise(elementwise), parts.map { $0.numbers(atEntry: place, of: shape, values) })
    case .copied(let part, words: _):
      return part.numbers(atEntry: place, of: shape, values)
    default:
      guard let value = value(values) else { return self }
      return .number(value.elements[value.shape.place(broadcastTo: shape, place)])
    }
  }
}

// The numbers of a formula whose parts are numbers.
extension BoardFormula {
  /// The numbers, from left to right.
  package var writtenNumbers: [Double] {
    switch self {
    case .number(let number): [number]
    case .gate(_, let parts): parts.flatMap(\.writtenNumbers)
    default: []
    }
  }

  /// The formula with other numbers, which are taken from the front.
  package func writing(_ numbers: inout ArraySlice<Double>) -> BoardFormula {
    switch self {
    case .number: return .number(numbers.removeFirst())
    case .gate(let primitive, let parts):
      var written: [BoardFormula] = []
      for part in parts { written.append(part.writing(&numbers)) }
      return .gate(primitive, written)
    default: return self
    }
  }
}

extension BoardFormula.Function {
  fileprivate func value(_ x: Double) -> Double {
    switch self {
    case .sign: x.signum
    case .normalCumulative: x.normalCumulative
    case .normalDensity: x.normalDensity
    }
  }
}

extension Primitive {
  /// Sends every entry of a gradient back to the entry of the operand in `slot` from which the
  /// output took it.
  fileprivate func route(_ upstream: Tensor, backTo slot: Int, _ shapes: [Shape]) -> Tensor? {
    let marked = shapes.enumerated().map { operand, shape in
      Tensor(shape: shape) { operand == slot ? Double($0 + 1) : 0 }
    }
    guard let origins = SingleGate(self, marked)?.output else { return nil }
    var gradient = Array(repeating: 0.0, count: shapes[slot].count)
    for (origin, number) in zip(origins.elements, upstream.elements) where origin > 0 {
      gradient[Int(origin) - 1] += number
    }
    return Tensor(shape: shapes[slot]) { gradient[$0] }
  }
}

extension Tensor {
  fileprivate func shaped(_ extents: [Int]) -> Tensor? {
    (try? Shape(extents)).flatMap { try? Tensor(elements, shape: $0) }
  }
}
