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

  /// The word for it in messages.
  package var name: String { "\(self)" }

  /// Whether values and gradients are shown.
  var showsNumbers: Bool { self == .boxes || self == .compact }

  /// The width of the field for numbers right of a gate, in columns, for numbers with `decimals`
  /// places: fixed, whatever the numbers are.
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
