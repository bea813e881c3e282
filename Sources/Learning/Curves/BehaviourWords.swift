extension Behaviour {
  /// The behaviour in the words shown below a plot.
  public var words: String { detail.map { "\(name): \($0)" } ?? name }

  /// The behaviour in as few words as possible.
  public var name: String {
    switch self {
    case .notFinite(let iteration): "not finite since iteration \(iteration)"
    case .diverging: "diverging"
    case .fallingWithoutBound: "falling without bound"
    case .oscillating(settles: true): "oscillating, and settling"
    case .oscillating(settles: false): "oscillating forever"
    case .convergingUnevenly: "converging unevenly"
    case .overfitting: "overfitting"
    case .converged: "converged"
    case .flat: "flat"
    case .converging: "converging"
    case .risingAgain: "rising again"
    case .unclear: "no clear tendency"
    }
  }

  /// The sign by which the behaviour is known, and what helps; `nil` where the name says it.
  private var detail: String? {
    switch self {
    case .diverging(overshoots: true): "the loss grows; a smaller learning rate helps"
    case .diverging(overshoots: false): "the loss grows"
    case .fallingWithoutBound: "no minimum is in sight"
    case .oscillating: "steps jump over the minimum"
    case .convergingUnevenly: "some steps jump over the minimum"
    case .overfitting(let iteration):
      "since iteration \(iteration) the test loss rises, that of training falls"
    case .converged: "hardly any change is left"
    case .flat: "no progress"
    case .converging: "the loss falls"
    case .risingAgain(let iteration): "the loss was lowest at iteration \(iteration)"
    case .notFinite, .unclear: nil
    }
  }
}
