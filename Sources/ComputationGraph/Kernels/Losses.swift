/// The class that a label names; `nil` if there is no such class.
func classIndex(_ label: Double, of classes: Int) -> Int? {
  guard let index = Int(exactly: label), (0..<classes).contains(index) else { return nil }
  return index
}

/// eˣ / Σ eˣ, with the largest x taken off first so that nothing overflows.
func softmax(_ x: UnsafePointer<Double>, count: Int, into z: UnsafeMutablePointer<Double>) {
  let top = largest(x, count)
  for i in 0..<count { z[i] = (x[i] - top).exponential }
  let total = sum(count) { z[$0] }
  for i in 0..<count { z[i] /= total }
}

/// x − log Σ eˣ, with the largest x taken off first so that nothing overflows.
func logSoftmax(_ x: UnsafePointer<Double>, count: Int, into z: UnsafeMutablePointer<Double>) {
  let top = largest(x, count)
  let logarithm = sum(count) { (x[$0] - top).exponential }.logarithm
  for i in 0..<count { z[i] = x[i] - top - logarithm }
}

private func largest(_ x: UnsafePointer<Double>, _ count: Int) -> Double {
  var top = x[0]
  for i in 1..<max(count, 1) { top = top > x[i] || top.isNaN ? top : x[i] }
  return top
}

extension TensorGate {
  /// Scores are in the first slot, labels in the second, the margin in the third.
  private var rows: (count: Int, classes: Int) {
    (operands[1].shape.count, operands[0].shape.extents.last ?? 1)
  }

  /// The mean over the rows: Σ max(0, s − s_label + margin) over the other classes, or
  /// log Σ eˢ − s_label.
  func meanLoss(_ numbers: NumberPointer) -> Double {
    let (count, classes) = rows
    let labels = numbers.value(operands[1].place)
    var total = 0.0
    for row in 0..<count {
      let s = numbers.value(operands[0].place + row * classes)
      guard let label = classIndex(labels[row], of: classes) else { return .nan }
      if primitive == .hinge {
        let margin = numbers.value(operands[2].place)[0]
        var loss = 0.0
        for c in 0..<classes where c != label {
          let short = s[c] - s[label] + margin
          loss += short > 0 || short.isNaN ? short : 0
        }
        total += loss
      } else {
        let top = largest(s, classes)
        total += sum(classes) { (s[$0] - top).exponential }.logarithm - (s[label] - top)
      }
    }
    return total / Double(count)
  }

  /// Every class that is too close gets the upstream gradient, the right one gets its negative for
  /// each of them, and the margin gets it for each of them.
  func sendHinge(to slot: Int, _ numbers: NumberPointer) {
    let (count, classes) = rows
    let labels = numbers.value(operands[1].place)
    let margin = numbers.value(operands[2].place)[0]
    let share = numbers.gradient(place)[0] / Double(count)
    var closeInAll = 0
    for row in 0..<count {
      let s = numbers.value(operands[0].place + row * classes)
      let gradient = numbers.gradient(operands[0].place + row * classes)
      guard let label = classIndex(labels[row], of: classes) else {
        if slot == 0 { for c in 0..<classes { gradient[c] = .nan } }
        if slot == 2 { numbers.gradient(operands[2].place)[0] = .nan }
        continue
      }
      var close = 0
      for c in 0..<classes where c != label && s[c] - s[label] + margin > 0 {
        close += 1
        if slot == 0 { gradient[c] += share }
      }
      if slot == 0 { gradient[label] -= Double(close) * share }
      closeInAll += close
    }
    if slot == 2 { numbers.gradient(operands[2].place)[0] += Double(closeInAll) * share }
  }

  /// ∂loss/∂s = softmax(s) − (1 for the label, else 0), each over the number of rows.
  func sendCrossEntropy(_ numbers: NumberPointer) {
    let (count, classes) = rows
    let labels = numbers.value(operands[1].place)
    let share = numbers.gradient(place)[0] / Double(count)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: max(classes, 1)) { probabilities in
      guard let p = probabilities.baseAddress else { return }
      for row in 0..<count {
        let s = numbers.value(operands[0].place + row * classes)
        let gradient = numbers.gradient(operands[0].place + row * classes)
        let label = classIndex(labels[row], of: classes)
        if classes > 0 { softmax(s, count: classes, into: p) }
        for c in 0..<classes {
          gradient[c] += label.map { (p[c] - ($0 == c ? 1 : 0)) * share } ?? .nan
        }
      }
    }
  }
}
