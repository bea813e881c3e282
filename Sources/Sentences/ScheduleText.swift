import Learning

extension Schedule {
  /// The course of the learning rate in a few words; `nil` if it is constant.
  package var text: String? {
    switch self {
    case .constant: nil
    case .step(_, let every, 0.5): "halved every \(every)"
    case .step(_, let every, let factor): "× \(NumberText.brief(factor)) every \(every)"
    case .exponential(_, let factor): "× \(NumberText.brief(factor)) each iteration"
    case .cosine(_, let over): "a cosine over \(over)"
    case .linear(_, let last, let over): "a line to \(NumberText.brief(last)) over \(over)"
    }
  }
}
