extension Optimizer {
  /// The rule's name, as files and other programs call it.
  public var name: String {
    switch rule {
    case .sgd: "sgd"
    case .momentum: "momentum"
    case .nesterov: "nesterov"
    case .rmsprop: "rmsprop"
    case .adam: "adam"
    }
  }

  /// The letters of what the rule remembers, in the order of the moments.
  public var momentNames: [String] {
    switch rule {
    case .sgd: []
    case .momentum, .nesterov: ["v"]
    case .rmsprop: ["s"]
    case .adam: ["m", "s"]
    }
  }

  /// Whether a parameter moves by the learning rate times its gradient and nothing else.
  public var isPlain: Bool { rule == .sgd && weightDecay == 0 }
}
