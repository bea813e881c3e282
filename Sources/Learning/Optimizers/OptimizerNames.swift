extension Optimizer {
  /// The rule's name in files and in other programs.
  public var name: String {
    switch rule {
    case .sgd: "sgd"
    case .momentum: "momentum"
    case .nesterov: "nesterov"
    case .rmsprop: "rmsprop"
    case .adam: "adam"
    }
  }

  /// The letters of the rule's moments, in their order.
  public var momentNames: [String] {
    switch rule {
    case .sgd: []
    case .momentum, .nesterov: ["v"]
    case .rmsprop: ["s"]
    case .adam: ["m", "s"]
    }
  }

  /// Whether an update is the learning rate times the gradient and nothing else.
  public var isPlain: Bool { rule == .sgd && weightDecay == 0 }
}
