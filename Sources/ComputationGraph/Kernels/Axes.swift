/// A tensor seen as outer × count × inner numbers, to be reduced along the middle.
struct ReducedAxis {
  let outer, count, inner: Int

  /// All elements in one line if `axis` is `nil`.
  init(of shape: Shape, axis: Int?) {
    guard let axis else {
      (outer, count, inner) = (1, shape.count, 1)
      return
    }
    outer = shape.extents[..<axis].reduce(1, *)
    count = shape.extents[axis]
    inner = shape.extents[(axis + 1)...].reduce(1, *)
  }

  /// Reduces x, of outer × count × inner numbers, to z, of outer × inner.
  func reduce(
    _ x: UnsafeMutablePointer<Double>, by reduction: Primitive.Reduction,
    into z: UnsafeMutablePointer<Double>
  ) {
    switch reduction {
    case .sum: addUp(x, into: z)
    case .mean:
      addUp(x, into: z)
      for i in 0..<outer * inner { z[i] /= Double(count) }
    case .maximum: fold(x, into: z, from: -.infinity) { $0 > $1 || $0.isNaN ? $0 : $1 }
    case .minimum: fold(x, into: z, from: .infinity) { $0 < $1 || $0.isNaN ? $0 : $1 }
    }
  }

  private func addUp(_ x: UnsafeMutablePointer<Double>, into z: UnsafeMutablePointer<Double>) {
    if inner == 1 {
      for row in 0..<outer {
        let x = x + row * count
        z[row] = sum(count) { x[$0] }
      }
    } else {
      fold(x, into: z, from: 0) { $0 + $1 }
    }
  }

  @inline(__always)
  private func fold(
    _ x: UnsafeMutablePointer<Double>, into z: UnsafeMutablePointer<Double>, from start: Double,
    _ combine: (Double, Double) -> Double
  ) {
    for row in 0..<outer {
      let z = z + row * inner
      for i in 0..<inner { z[i] = start }
      for place in 0..<count {
        let x = x + (row * count + place) * inner
        for i in 0..<inner { z[i] = combine(z[i], x[i]) }
      }
    }
  }

  /// A sum hands its upstream gradient to every number, a mean hands on an equal part. A maximum
  /// and a minimum hand it to the number that won, or in equal parts to several.
  func send(
    _ upstream: UnsafeMutablePointer<Double>, back reduction: Primitive.Reduction,
    _ x: UnsafeMutablePointer<Double>, _ z: UnsafeMutablePointer<Double>,
    to gradient: UnsafeMutablePointer<Double>
  ) {
    for row in 0..<outer {
      for i in 0..<inner {
        let result = row * inner + i
        let first = row * count * inner + i
        switch reduction {
        case .sum, .mean:
          let share = reduction == .sum ? upstream[result] : upstream[result] / Double(count)
          for place in 0..<count { gradient[first + place * inner] += share }
        case .maximum, .minimum:
          var winners = 0
          for place in 0..<count where x[first + place * inner] == z[result] { winners += 1 }
          let share = upstream[result] / Double(winners)
          for place in 0..<count where x[first + place * inner] == z[result] {
            gradient[first + place * inner] += share
          }
        }
      }
    }
  }
}

/// The places of a tensor and of its transpose, whose axes are in reverse order.
struct Transposition {
  private let shape: Shape

  init(of shape: Shape) { self.shape = shape }

  /// Passes each place of the tensor and the same element's place in the transpose to `body`, in
  /// the order of the tensor.
  @inline(__always)
  func forEach(_ body: (_ place: Int, _ transposed: Int) -> Void) {
    let extents = shape.extents
    if extents.count == 2 {
      for row in 0..<extents[0] {
        for column in 0..<extents[1] { body(row * extents[1] + column, column * extents[0] + row) }
      }
      return
    }
    for place in 0..<shape.count {
      var rest = place
      var transposed = 0
      for extent in extents.reversed() {
        transposed = transposed * extent + rest % extent
        rest /= extent
      }
      body(place, transposed)
    }
  }
}

/// The elements that a selection takes, as runs without a gap.
struct SelectedPlaces {
  private var starts = [0]
  private let length: Int

  init(_ selections: [Primitive.Selection], of shape: Shape) {
    var length = shape.count
    var run = 1
    for (axis, (selection, extent)) in zip(selections, shape.extents).enumerated() {
      length /= max(extent, 1)
      switch selection {
      case .at(let place):
        for i in starts.indices { starts[i] += place * length }
      case .range(let first, let count, step: 1) where axis == selections.count - 1:
        for i in starts.indices { starts[i] += first * length }
        run = count
      case .all, .range:
        let places = selection.places(of: extent)
        starts = starts.flatMap { start in places.map { start + $0 * length } }
      }
    }
    self.length = run * length
  }

  /// Passes the beginning of each run, in the tensor and in the selection, and its length to
  /// `body`.
  @inline(__always)
  func forEach(_ body: (_ from: Int, _ to: Int, _ count: Int) -> Void) {
    for (run, start) in starts.enumerated() { body(start, run * length, length) }
  }
}

extension TensorGate {
  /// Passes the beginning of each row of the first operand and its length, that of the last axis,
  /// to `body`.
  @inline(__always)
  func forEachRow(_ body: (_ first: Int, _ count: Int) -> Void) {
    let shape = operands[0].shape
    guard let count = shape.extents.last, count > 0 else { return }
    for row in 0..<shape.count / count { body(row * count, count) }
  }

  /// Passes the pieces of an operand that stay together when it is concatenated to `body`: the
  /// beginning of each, in the operand and in the output, and its length.
  @inline(__always)
  func forEachPiece(
    of slot: Int, along axis: Int, _ body: (_ from: Int, _ to: Int, _ count: Int) -> Void
  ) {
    let inner = shape.extents[(axis + 1)...].reduce(1, *)
    let before = operands[..<slot].reduce(0) { $0 + $1.shape.extents[axis] } * inner
    let count = operands[slot].shape.extents[axis] * inner
    for piece in 0..<shape.extents[..<axis].reduce(1, *) {
      body(piece * count, piece * shape.extents[axis] * inner + before, count)
    }
  }
}
