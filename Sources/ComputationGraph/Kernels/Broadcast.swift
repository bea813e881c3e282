/// The pairing of the elements of up to two operands in the output of an elementwise primitive.
///
/// Shapes are aligned at their last axes, and an axis of 1 repeats along the output's (numpy's
/// broadcasting). Neighbouring axes that every operand walks through without a jump are one, so two
/// operands of the same shape are one long run, and a matrix and a row are one run per row.
struct Broadcast: Sendable {
  /// The outer axes with the steps of each operand along them, outermost first.
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

  /// The step of an operand along each axis of the output.
  private static func steps(of operand: Shape, in shape: Shape) -> [Int] {
    var steps = Array(repeating: 0, count: shape.extents.count)
    var step = 1
    for (axis, extent) in zip(shape.extents.indices.reversed(), operand.extents.reversed()) {
      if extent != 1 { steps[axis] = step }
      step *= extent
    }
    return steps
  }

  /// The beginning of each run along the inner axis: in x, in y and in the output.
  var runs: Runs { Runs(of: self) }

  struct Runs: Sequence, IteratorProtocol {
    private let outer: [Axis]
    private let length: Int
    /// The last of the outer axes, along which most steps go.
    private let row: Axis
    private var rowsLeft: Int
    private var left: Int
    private var counters: [Int]
    private var start = (x: 0, y: 0, z: 0)

    fileprivate init(of broadcast: Broadcast) {
      outer = broadcast.outer.dropLast()
      length = broadcast.inner.count
      row = broadcast.outer.last ?? Axis(count: 1, x: 0, y: 0)
      rowsLeft = row.count
      left = length == 0 ? 0 : outer.reduce(row.count) { $0 * $1.count }
      counters = Array(repeating: 0, count: outer.count)
    }

    @inline(__always)
    mutating func next() -> (x: Int, y: Int, z: Int)? {
      guard left > 0 else { return nil }
      let run = start
      left &-= 1
      start.z &+= length
      start.x &+= row.x
      start.y &+= row.y
      rowsLeft &-= 1
      if rowsLeft == 0 { startNextBlock() }
      return run
    }

    /// Goes back to the beginning of the rows, and one step along the axes outside.
    @inline(never)
    private mutating func startNextBlock() {
      rowsLeft = row.count
      start.x -= row.x * row.count
      start.y -= row.y * row.count
      for axis in outer.indices.reversed() {
        counters[axis] += 1
        start.x += outer[axis].x
        start.y += outer[axis].y
        if counters[axis] < outer[axis].count { break }
        start.x -= outer[axis].x * outer[axis].count
        start.y -= outer[axis].y * outer[axis].count
        counters[axis] = 0
      }
    }
  }
}

extension TensorGate {
  /// Computes every element of the output.
  func computeElements(_ elementwise: Elementwise, _ numbers: NumberPointer) {
    // With a constant primitive the table folds to one row, and the loops make no decisions.
    switch elementwise {
    case .add: compute(numbers) { Elementwise.add.output($0, $1) }
    case .subtract: compute(numbers) { Elementwise.subtract.output($0, $1) }
    case .multiply: compute(numbers) { Elementwise.multiply.output($0, $1) }
    case .divide: compute(numbers) { Elementwise.divide.output($0, $1) }
    case .negate: compute(numbers) { Elementwise.negate.output($0, $1) }
    case .square: compute(numbers) { Elementwise.square.output($0, $1) }
    case .relu: compute(numbers) { Elementwise.relu.output($0, $1) }
    case .maximum: compute(numbers) { Elementwise.maximum.output($0, $1) }
    case .minimum: compute(numbers) { Elementwise.minimum.output($0, $1) }
    default: compute(numbers) { elementwise.output($0, $1) }
    }
  }

  @inline(__always)
  private func compute(_ numbers: NumberPointer, _ output: (Double, Double) -> Double) {
    guard let broadcast else { return }
    let inner = broadcast.inner
    let firstX = numbers.value(operands[0].place)
    let firstY = operands.count > 1 ? numbers.value(operands[1].place) : numbers.value(0)
    for run in broadcast.runs {
      let (x, y, z) = (firstX + run.x, firstY + run.y, numbers.value(place + run.z))
      if inner.x == 1, inner.y == 1 {
        for i in 0..<inner.count { z[i] = output(x[i], y[i]) }
      } else if inner.x == 1 {
        let y = y[0]
        for i in 0..<inner.count { z[i] = output(x[i], y) }
      } else {
        let x = x[0]
        for i in 0..<inner.count { z[i] = output(x, y[i &* inner.y]) }
      }
    }
  }

  /// Sends upstream × local for every element, summed where the operand repeats.
  func sendElements(_ elementwise: Elementwise, to slot: Int, _ numbers: NumberPointer) {
    switch elementwise {
    case .add: send(to: slot, numbers) { Elementwise.add.localGradients($0, $1, output: $2) }
    case .subtract:
      send(to: slot, numbers) { Elementwise.subtract.localGradients($0, $1, output: $2) }
    case .multiply:
      send(to: slot, numbers) { Elementwise.multiply.localGradients($0, $1, output: $2) }
    case .divide: send(to: slot, numbers) { Elementwise.divide.localGradients($0, $1, output: $2) }
    case .square: send(to: slot, numbers) { Elementwise.square.localGradients($0, $1, output: $2) }
    case .relu: send(to: slot, numbers) { Elementwise.relu.localGradients($0, $1, output: $2) }
    case .tanh: send(to: slot, numbers) { Elementwise.tanh.localGradients($0, $1, output: $2) }
    case .sigmoid:
      send(to: slot, numbers) { Elementwise.sigmoid.localGradients($0, $1, output: $2) }
    default: send(to: slot, numbers) { elementwise.localGradients($0, $1, output: $2) }
    }
  }

  @inline(__always)
  private func send(
    to slot: Int, _ numbers: NumberPointer, _ locals: (Double, Double, Double) -> (Double, Double)
  ) {
    if slot == 0 {
      send(to: 0, numbers) { locals($0, $1, $2).0 }
    } else {
      send(to: 1, numbers) { locals($0, $1, $2).1 }
    }
  }

  @inline(__always)
  private func send(
    to slot: Int, _ numbers: NumberPointer, _ local: (Double, Double, Double) -> Double
  ) {
    guard let broadcast else { return }
    let inner = broadcast.inner
    let firstX = numbers.value(operands[0].place)
    let firstY = operands.count > 1 ? numbers.value(operands[1].place) : numbers.value(0)
    let target = numbers.gradient(operands[slot].place)
    for run in broadcast.runs {
      let (x, y, z) = (firstX + run.x, firstY + run.y, numbers.value(place + run.z))
      let upstream = numbers.gradient(place + run.z)
      let gradient = target + (slot == 0 ? run.x : run.y)
      if (slot == 0 ? inner.x : inner.y) == 0 {
        gradient[0] += sum(inner.count) { i in
          upstream[i] * local(x[i &* inner.x], y[i &* inner.y], z[i])
        }
      } else if inner.x == 1, inner.y == 1 {
        for i in 0..<inner.count { gradient[i] += upstream[i] * local(x[i], y[i], z[i]) }
      } else if inner.x == 1 {
        let y = y[0]
        for i in 0..<inner.count { gradient[i] += upstream[i] * local(x[i], y, z[i]) }
      } else {
        let x = x[0]
        for i in 0..<inner.count { gradient[i] += upstream[i] * local(x, y[i], z[i]) }
      }
    }
  }
}
