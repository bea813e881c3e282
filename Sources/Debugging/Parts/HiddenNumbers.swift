import Backpropagation

/// Numbers that are hidden until somebody has said what they are.
package enum HiddenNumbers: Hashable, Sendable {
  case none
  /// Everywhere.
  case all
  /// Everywhere except at this position, where they have been asked for.
  case shown(at: Position)

  /// The next state on `#`: hidden, shown here, shown everywhere again.
  package func next(at position: Position) -> HiddenNumbers {
    switch self {
    case .none: .all
    case .all: .shown(at: position)
    case .shown(at: position): .none
    case .shown: .shown(at: position)
    }
  }

  /// The message about it.
  package var words: String {
    switch self {
    case .none: "numbers are shown again"
    case .all: "numbers are hidden; # shows those of a step"
    case .shown: "shown until the next step; # again shows all"
    }
  }

  func hides(at position: Position) -> Bool {
    switch self {
    case .none: false
    case .all: true
    case .shown(let place): place != position
    }
  }
}
