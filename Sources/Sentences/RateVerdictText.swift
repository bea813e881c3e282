import Backpropagation

extension RateVerdict {
  /// The verdict in a word or two.
  package var words: String {
    switch outcome {
    case .falls: "falls"
    case .fallsWithoutBound: "no bound"
    case .stays: "stays"
    case .overshoots: "overshoots"
    case .isTooLarge: "too large"
    case .diverges: "diverges"
    case .undefinedBefore: "undefined"
    }
  }
}
