import ComputationGraph

extension Optimizer {
  /// Updates one parameter in `iteration`, counted from 0.
  ///
  /// `moments` holds `momentCount` numbers per element of the parameter: from `first` on, all of
  /// the first moment, then all of the second.
  public func move(
    _ places: Range<Int>, in numbers: inout Numbers, moments: inout [Double], from first: Int,
    learningRate: Double, iteration: Int
  ) {
    moments.withUnsafeMutableBufferPointer { moments in
      let moments = moments[first..<first + momentCount * places.count]
      numbers.update(places) { values, gradients in
        move(
          values, gradients, UnsafeMutableBufferPointer(rebasing: moments),
          learningRate: learningRate, iteration: iteration)
      }
    }
  }

  /// The table of update rules, applied to each element w of a parameter.
  private func move(
    _ w: UnsafeMutableBufferPointer<Double>, _ gradients: UnsafeBufferPointer<Double>,
    _ moments: UnsafeMutableBufferPointer<Double>, learningRate lr: Double, iteration: Int
  ) {
    let count = w.count
    let decay = weightDecay
    @inline(__always) func g(_ i: Int) -> Double {
      decay == 0 ? gradients[i] : gradients[i] + decay * w[i]
    }
    switch rule {
    case .sgd:
      for i in 0..<count { w[i] -= lr * g(i) }
    case .momentum(let momentum):
      for i in 0..<count {
        moments[i] = momentum * moments[i] + g(i)
        w[i] -= lr * moments[i]
      }
    case .nesterov(let momentum):
      for i in 0..<count {
        let gradient = g(i)
        moments[i] = momentum * moments[i] + gradient
        w[i] -= lr * (gradient + momentum * moments[i])
      }
    case .rmsprop(let smoothing, let epsilon):
      for i in 0..<count {
        let gradient = g(i)
        moments[i] = smoothing * moments[i] + (1 - smoothing) * gradient * gradient
        w[i] -= lr * gradient / (moments[i].squareRoot() + epsilon)
      }
    case .adam(let beta1, let beta2, let epsilon):
      let (correction1, correction2) = Self.corrections(beta1, beta2, iteration: iteration)
      for i in 0..<count {
        let gradient = g(i)
        moments[i] = beta1 * moments[i] + (1 - beta1) * gradient
        moments[count + i] = beta2 * moments[count + i] + (1 - beta2) * gradient * gradient
        let mean = moments[i] / correction1
        let root = (moments[count + i] / correction2).squareRoot()
        w[i] -= lr * mean / (root + epsilon)
      }
    }
  }

  /// Adam's bias corrections, 1 − β₁ᵗ and 1 − β₂ᵗ with t = iteration + 1: the divisors of moments
  /// that started at 0.
  public static func corrections(
    _ beta1: Double, _ beta2: Double, iteration: Int
  ) -> (Double, Double) {
    (1 - power(beta1, iteration + 1), 1 - power(beta2, iteration + 1))
  }
}
