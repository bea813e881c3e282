/// The person's activity besides looking; each excludes the others.
package enum Exercise: Sendable {
  case none
  /// A number is predicted.
  case prediction(Prediction)
  /// Questions are asked one after the other, and one of them now.
  case quiz(Quiz, Prediction?)
  /// A mistake is made on purpose.
  case bugHunt(BugHunt)

  /// The number that is being predicted, in a quiz or by itself.
  package var prediction: Prediction? {
    get {
      switch self {
      case .prediction(let prediction), .quiz(_, let prediction?): prediction
      case .none, .quiz(_, nil), .bugHunt: nil
      }
    }
    set {
      switch self {
      case .quiz(let quiz, _): self = .quiz(quiz, newValue)
      case .none, .prediction: self = newValue.map { .prediction($0) } ?? .none
      case .bugHunt: break
      }
    }
  }

  package var quiz: Quiz? {
    get { if case .quiz(let quiz, _) = self { quiz } else { nil } }
    set { self = newValue.map { .quiz($0, prediction) } ?? .none }
  }

  package var hunt: BugHunt? {
    get { if case .bugHunt(let hunt) = self { hunt } else { nil } }
    set { self = newValue.map { .bugHunt($0) } ?? .none }
  }
}
