/// How parameters move against their gradients.
///
/// The rules, names and defaults are those of PyTorch's `torch.optim`.
public struct Optimizer: Hashable, Sendable {
  /// The update rule, with g the gradient and lr the learning rate.
  public enum Rule: Hashable, Sendable {
    /// w ← w − lr · g.
    case sgd
    /// v ← μ · v + g; w ← w − lr · v.
    case momentum(Double)
    /// v ← μ · v + g; w ← w − lr · (g + μ · v) (Nesterov, 1983).
    case nesterov(Double)
    /// s ← α · s + (1 − α) · g²; w ← w − lr · g / (√s + ε) (Tieleman and Hinton, 2012).
    case rmsprop(smoothing: Double, epsilon: Double)
    /// m ← β₁ · m + (1 − β₁) · g; s ← β₂ · s + (1 − β₂) · g²;
    /// w ← w − lr · (m / (1 − β₁ᵗ)) / (√(s / (1 − β₂ᵗ)) + ε) (Kingma and Ba, 2015).
    case adam(beta1: Double, beta2: Double, epsilon: Double)
  }

  /// The update rule.
  public let rule: Rule
  /// λ: the rule uses g + λ · w in place of g.
  public let weightDecay: Double
  /// The learning rate of each iteration.
  public let schedule: Schedule

  /// A rule with a learning rate.
  public init(_ rule: Rule = .sgd, schedule: Schedule = .constant(0.01), weightDecay: Double = 0) {
    self.rule = rule
    self.schedule = schedule
    self.weightDecay = weightDecay
  }

  /// The number of moments the rule keeps for each element of a parameter.
  public var momentCount: Int {
    switch rule {
    case .sgd: 0
    case .momentum, .nesterov, .rmsprop: 1
    case .adam: 2
    }
  }
}
