/// How the elements of up to two operands meet in the output of an elementwise primitive.
///
/// Shapes are aligned at their last axes, and an axis of 1 repeats along the output's (numpy's
/// broadcasting). Neighbouring axes that every operand walks through without a jump are one, so two
/// operands of the same shape are one long run, and a matrix and a row are one run per row.
struct Broadcast: Sendable {
  /// The outer axes with how far each operand moves along them, outermost first.
  private var outer: [Axis] = []
  /// The innermost axis; each operand moves by 0 or 1 along it.
  private(set) var inner = Axis(count: 1, x: 0, y: 0)

  struct Axis: Sendable {
    var count: Int
    var x, y: Int
  }

  init(of operands: [Shape], to shape: Shape) {
    let steps = operands.map { Self.steps(of: $0, in: shape) }
    var axes: [Axis] = []
    for axis in shape.extents.indices.reversed() where shape.extents[axis] != 1 {
      let count = shape.extents[axis]
      let (x, y) = (steps[0][axis], steps.count > 1 ? steps[1][axis] : 0)
      if let last = axes.last, x == last.x * last.count, y == last.y * last.count {
        axes[axes.count - 1].count *= count
      } else {
        axes.append(Axis(count: count, x: x, y: y))
      }
    }
    if let first = axes.first {
      inner = first
      outer = axes.dropFirst().reversed()
    }
  }

  /// How far an operand moves along each axis of the output.
  private static func steps(of operand: Shape, in shape: Shape) -> [Int] {
    var steps = Array(repeating: 0, count: shape.extents.count)
    var step = 1
    for (axis, extent) in zip(shape.extents.indices.reversed(), operand.extents.reversed()) {
      if extent != 1 { steps[axis] = step }
      step *= extent
    }
    return steps
  }

  /// Gives where each run along the inner axis begins: in x, in y and in the output.
  @inline(__always)
  func forEachRun(_ body: (_ x: Int, _ y: Int, _ z: Int) -> Void) {
    let runCount = outer.reduce(1) { $0 * $1.count }
    guard inner.count > 0, runCount > 0 else { return }
    if runCount == 1 { return body(0, 0, 0) }
    var counters = Array(repeating: 0, count: outer.count)
    var (x, y) = (0, 0)
    for run in 0..<runCount {
      body(x, y, run * inner.count)
      var axis = outer.count - 1
      while axis >= 0 {
        counters[axis] += 1
        x += outer[axis].x
        y += outer[axis].y
        if counters[axis] < outer[axis].count { break }
        x -= outer[axis].x * outer[axis].count
        y -= outer[axis].y * outer[axis].count
        counters[axis] = 0
        axis -= 1
      }
    }
  }
}

extension TensorGate {
  func computeElements(_ elementwise: Elementwise, _ numbers: NumberPointer) {
    // Constants, so that the table folds to one row and the loops decide nothing.
    switch elementwise {
    case .add: compute(.add, numbers)
    case .subtract: compute(.subtract, numbers)
    case .multiply: compute(.multiply, numbers)
    case .divide: compute(.divide, numbers)
    case .negate: compute(.negate, numbers)
    case .square: compute(.square, numbers)
    case .relu: compute(.relu, numbers)
    case .maximum: compute(.maximum, numbers)
    case .minimum: compute(.minimum, numbers)
    default: compute(elementwise, numbers)
    }
  }

  @inline(__always)
  private func compute(_ elementwise: Elementwise, _ numbers: NumberPointer) {
    guard let broadcast else { return }
    let inner = broadcast.inner
    let firstX = numbers.value(operands[0].place)
    let firstY = operands.count > 1 ? numbers.value(operands[1].place) : numbers.value(0)
    let firstZ = numbers.value(place)
    broadcast.forEachRun { xOffset, yOffset, zOffset in
      let (x, y, z) = (firstX + xOffset, firstY + yOffset, firstZ + zOffset)
      if inner.y == 0 {
        let y = y[0]
        if inner.x == 0 {
          let constant = elementwise.output(x[0], y)
          for i in 0..<inner.count { z[i] = constant }
        } else {
          for i in 0..<inner.count { z[i] = elementwise.output(x[i], y) }
        }
      } else if inner.x == 0 {
        let x = x[0]
        for i in 0..<inner.count { z[i] = elementwise.output(x, y[i]) }
      } else {
        for i in 0..<inner.count { z[i] = elementwise.output(x[i], y[i]) }
      }
    }
  }

  func sendElements(_ elementwise: Elementwise, to slot: Int, _ numbers: NumberPointer) {
    switch (elementwise, slot) {
    case (.add, 0): send(.add, 0, numbers)
    case (.add, _): send(.add, 1, numbers)
    case (.subtract, 0): send(.subtract, 0, numbers)
    case (.subtract, _): send(.subtract, 1, numbers)
    case (.multiply, 0): send(.multiply, 0, numbers)
    case (.multiply, _): send(.multiply, 1, numbers)
    case (.divide, 0): send(.divide, 0, numbers)
    case (.square, _): send(.square, 0, numbers)
    case (.relu, _): send(.relu, 0, numbers)
    case (.tanh, _): send(.tanh, 0, numbers)
    case (.sigmoid, _): send(.sigmoid, 0, numbers)
    default: send(elementwise, slot, numbers)
    }
  }

  /// upstream × local for every element, summed where the operand repeats.
  @inline(__always)
  private func send(_ elementwise: Elementwise, _ slot: Int, _ numbers: NumberPointer) {
    guard let broadcast else { return }
    let inner = broadcast.inner
    let firstX = numbers.value(operands[0].place)
    let firstY = operands.count > 1 ? numbers.value(operands[1].place) : numbers.value(0)
    let target = numbers.gradient(operands[slot].place)
    broadcast.forEachRun { xOffset, yOffset, zOffset in
      let (x, y) = (firstX + xOffset, firstY + yOffset)
      let z = numbers.value(place + zOffset)
      let upstream = numbers.gradient(place + zOffset)
      let gradient = target + (slot == 0 ? xOffset : yOffset)
      if (slot == 0 ? inner.x : inner.y) == 0 {
        gradient[0] += sum(inner.count) { i in
          let local = elementwise.localGradients(x[i * inner.x], y[i * inner.y], output: z[i])
          return upstream[i] * (slot == 0 ? local.0 : local.1)
        }
      } else if inner.x == 1, inner.y == 1 {
        for i in 0..<inner.count {
          let local = elementwise.localGradients(x[i], y[i], output: z[i])
          gradient[i] += upstream[i] * (slot == 0 ? local.0 : local.1)
        }
      } else {
        for i in 0..<inner.count {
          let local = elementwise.localGradients(x[i * inner.x], y[i * inner.y], output: z[i])
          gradient[i] += upstream[i] * (slot == 0 ? local.0 : local.1)
        }
      }
    }
  }
}
