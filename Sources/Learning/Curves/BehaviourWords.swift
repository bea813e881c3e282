extension LossVerdict {
  /// The verdict in the words shown below a plot and at the end of a training.
  public var words: String {
    guard let behaviour else { return tooFew }
    let details = [behaviour.detail, wordsOfTheEnd].compactMap(\.self)
    return ([behaviour.name] + (details.isEmpty ? [] : [details.joined(separator: ", ")]))
      .joined(separator: ": ")
  }

  /// The verdict in as few words as possible.
  public var name: String { behaviour?.name ?? "too few iterations" }

  private var tooFew: String {
    guard case .count(let distance) = measure, distance > 1 else {
      return "too few iterations yet to say what the loss does"
    }
    return "too few measurements yet, one every \(distance) iterations, to say what the loss does"
  }

  /// What led to a loss that is not finite, and what helps; `nil` where all are finite.
  public var wordsOfTheEnd: String? { end.map(detail) }

  private func detail(of end: End) -> String {
    if behaviour == .fallingWithoutBound { return "it is -inf since iteration \(end.iteration)" }
    if end.isBeforeAnyUpdate { return "no update was made before" }
    return switch end.before {
    case .diverging(overshoots: true): "the loss grew before; a smaller learning rate helps"
    case .diverging(overshoots: false): "the loss grew before"
    case .fallingWithoutBound: "the loss fell without bound before"
    case _ where !end.hadFiniteGradients: "a gradient was not finite before, with any learning rate"
    default: "a smaller learning rate may help"
    }
  }

  /// What the number of the verdict is, in words.
  public var measureName: String {
    switch measure {
    case .count: "number of values"
    case .loss: "loss"
    case .rise: "median of the last quarter less that of the one before"
    case .steadiness: "least quotient of the falls from quarter to quarter"
    case .swing: "height of later half-waves by that of earlier ones"
    case .testRise: "rise of the test loss from its lowest, relative"
    case .rest: "distance of the last two quarters by the progress"
    case .progress: "progress by the first loss"
    }
  }
}

extension Behaviour {
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
  fileprivate var detail: String? {
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
