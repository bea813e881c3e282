import ExpressionLanguage
import Learning
import Testing
import TestSupport

/// `minimize`: how parameters move, with the standard values of PyTorch's `torch.optim`.
@Suite struct MinimizeTests {
  @Test(arguments: [
    ("", Optimizer(.sgd, schedule: .constant(0.01))),
    ("with sgd", Optimizer(.sgd, schedule: .constant(0.01))),
    ("with sgd()", Optimizer(.sgd, schedule: .constant(0.01))),
    (
      "with sgd(lr = 0.1, weight_decay = 0.5)",
      Optimizer(.sgd, schedule: .constant(0.1), weightDecay: 0.5)
    ),
    ("with momentum", Optimizer(.momentum(0.9), schedule: .constant(0.01))),
    (
      "with momentum(momentum = 0, lr = 2)",
      Optimizer(.momentum(0), schedule: .constant(2))
    ),
    ("with nesterov()", Optimizer(.nesterov(0.9), schedule: .constant(0.01))),
    (
      "with nesterov(lr = 1, momentum = 0.5, weight_decay = 1e-4)",
      Optimizer(.nesterov(0.5), schedule: .constant(1), weightDecay: 1e-4)
    ),
    (
      "with rmsprop",
      Optimizer(.rmsprop(smoothing: 0.99, epsilon: 1e-8), schedule: .constant(0.01))
    ),
    (
      "with rmsprop(smoothing = 0.9, epsilon = 1e-6)",
      Optimizer(.rmsprop(smoothing: 0.9, epsilon: 1e-6), schedule: .constant(0.01))
    ),
    (
      "with adam",
      Optimizer(
        .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8), schedule: .constant(0.001))
    ),
    (
      "with adam(lr = 0.1, beta1 = 0.5, beta2 = 0.75, epsilon = 1e-3)",
      Optimizer(.adam(beta1: 0.5, beta2: 0.75, epsilon: 1e-3), schedule: .constant(0.1))
    ),
    (
      "with sgd(lr = step(0.1, every = 100, factor = 0.5))",
      Optimizer(.sgd, schedule: .step(0.1, every: 100, factor: 0.5))
    ),
    (
      "with sgd(lr = exponential(0.1, factor = 0.99))",
      Optimizer(.sgd, schedule: .exponential(0.1, factor: 0.99))
    ),
    (
      "with sgd(\n  lr = cosine(0.1, over = 1000),\n  weight_decay = 1)",
      Optimizer(.sgd, schedule: .cosine(0.1, over: 1000), weightDecay: 1)
    ),
    (
      "with sgd(lr = linear(1.0, 0.1, over = 100))",
      Optimizer(.sgd, schedule: .linear(1, to: 0.1, over: 100))
    ),
    (
      "with adam(lr = linear(0, 0.1, over = 9))",
      Optimizer(
        .adam(beta1: 0.9, beta2: 0.999, epsilon: 1e-8), schedule: .linear(0, to: 0.1, over: 9))
    ),
  ])
  func `a rule, a learning rate and weight decay`(_ text: String, _ expected: Optimizer) throws {
    let document = try read("w = 3\nf = w^2\ng = 1\nminimize f \(text)")
    #expect(document.optimizer == expected)
    #expect(document.objective.optimizer == expected)
    #expect(document.output == document.node(named: "f"))
  }

  @Test func `without minimize it is the last definition, by sgd with 0.01`() throws {
    let document = try read("w = 3\nf = w^2\nreport w")
    #expect(document.optimizer == Optimizer(.sgd, schedule: .constant(0.01)))
    #expect(document.output == document.node(named: "f"))
  }
}
