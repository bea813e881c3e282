import Foundation
import Learning
import Testing

/// Traces of PyTorch's optimizers, as `Reference/optimizers.py` printed them.
struct OptimizerReference: Decodable {
  /// Iterations that minimise Σ c · (w − t)² + sin 3w.
  struct Trace: Decodable, CustomTestStringConvertible {
    let rule, schedule: String
    let weightDecay: Double
    let w, t, c: [Double]
    let shape: [Int]
    /// The learning rate of each iteration.
    let rates: [Double]
    /// w after each iteration.
    let values: [[Double]]

    var testDescription: String { "\(rule), λ \(weightDecay), \(schedule), \(shape)" }

    /// What the trace was made with, in our words.
    func optimizer(rate: Double) throws -> Optimizer {
      let rules: [String: Optimizer.Rule] = [
        "sgd": .sgd, "momentum": .momentum(0.9), "nesterov": .nesterov(0.9),
        "rmsprop": .rmsprop(smoothing: 0.99, epsilon: 1e-8),
        "adam": .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8),
      ]
      let schedules: [String: Schedule] = [
        "constant": .constant(rate), "step": .step(rate, every: 7, factor: 0.5),
        "exponential": .exponential(rate, factor: 0.95),
        "cosine": .cosine(rate, over: values.count),
      ]
      return Optimizer(
        try #require(rules[rule]), schedule: try #require(schedules[schedule]),
        weightDecay: weightDecay)
    }
  }

  let rate: Double
  let traces: [Trace]

  static let shared: OptimizerReference = {
    do {
      guard
        let url = Bundle.module.url(
          forResource: "optimizers", withExtension: "json", subdirectory: "Reference")
      else { preconditionFailure("the reference file is not in the bundle") }
      return try JSONDecoder().decode(OptimizerReference.self, from: Data(contentsOf: url))
    } catch {
      preconditionFailure("the reference file cannot be read: \(error)")
    }
  }()
}
