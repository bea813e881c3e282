extension Behaviour {
  /// The behaviour in the words shown below a plot.
  public var words: String {
    switch self {
    case .notFinite(let iteration): "not finite since iteration \(iteration)"
    case .diverging(overshoots: true): "diverging: the loss grows; a smaller learning rate helps"
    case .diverging(overshoots: false): "diverging: the loss grows"
    case .fallingWithoutBound: "falling without bound: no minimum is in sight"
    case .oscillating(settles: true): "oscillating, and settling: steps jump over the minimum"
    case .oscillating(settles: false): "oscillating forever: steps jump over the minimum"
    case .convergingUnevenly: "converging unevenly: some steps jump over the minimum"
    case .overfitting(let iteration):
      "overfitting: since iteration \(iteration) the test loss rises, that of training falls"
    case .converged: "converged: hardly any change is left"
    case .flat: "flat: no progress"
    case .converging: "converging: the loss falls"
    case .risingAgain(let iteration): "rising again: the loss was lowest at iteration \(iteration)"
    case .unclear: "no clear tendency"
    }
  }
}
