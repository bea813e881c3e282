/// How much of the graph is drawn per cell, from boxes with borders down to an overview.
package enum DetailLevel: Int, CaseIterable, Hashable, Sendable {
  /// Boxes with borders; numbers stand free.
  case boxes
  /// Gates in parentheses, with every number.
  case compact
  /// Gates in parentheses, without numbers.
  case names
  /// A dot for each gate.
  case overview

  /// The word for the level in messages.
  package var name: String { "\(self)" }

  /// Whether values and gradients are shown.
  var showsNumbers: Bool { self == .boxes || self == .compact }

  /// The width, in columns, of the field for numbers to the right of a gate. It depends on
  /// `decimals`, the number of decimal places, and never on the numbers themselves.
  func fieldWidth(decimals: Int) -> Int {
    switch self {
    case .boxes: decimals + 6
    case .compact: decimals + 4
    case .names: 3
    case .overview: 2
    }
  }

  /// The least number of columns between two ranks.
  var minimumGap: Int { self == .boxes ? 1 : 0 }
}
