import Backpropagation
import Sentences

extension GradientVerdict {
  /// The verdict in one or two words.
  var word: String {
    switch state {
    case .fine: "fine"
    case .notFinite: "not finite"
    case .none: "none"
    case .stopped: "stopped"
    case .vanishing: "vanishing"
    case .exploding: "exploding"
    case .dead: "dead"
    case .saturated: "saturated"
    }
  }

  /// The verdict with the number it was judged on and its bound; `shown` hides digits where the
  /// screen does.
  func sentence(_ shown: (String) -> String) -> String {
    let (number, bound) = (
      shown(NumberText.significant(number, digits: 2)), NumberText.shortest(bound)
    )
    let judged =
      switch (state, measure) {
      case (_, .number): "it has \(number)"
      case (.stopped, _): "every gradient is 0, stop_gradient is on every way to the output"
      case (.exploding, _): "the mean gradient is \(number), above \(bound)"
      case (_, .meanGradient): "every gradient is 0"
      case (.vanishing, _): "the mean gradient is \(number) of the largest, below \(bound)"
      case (_, .share): "the mean gradient is \(number) of the largest, not below \(bound)"
      case (.dead, _): "every local gradient is 0"
      case (_, .local): "the largest local gradient is \(number), below \(bound)"
      }
    return "\(word): \(judged)"
  }

  /// Whether nothing is to be done.
  var isHarmless: Bool { state == .fine || state == .stopped }
}
