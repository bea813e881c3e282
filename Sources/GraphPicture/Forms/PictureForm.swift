/// The way in which a graph is drawn.
package enum PictureForm: Hashable, Sendable, CaseIterable {
  /// Gates from left to right with wires between them, at a level of detail.
  case level(DetailLevel)

  /// In bands below each other, each leaf at its gate and each number at its wire; the whole graph is
  /// seen, or the form is not possible.
  case bands

  /// One gate a row with the rails of its operands; numbers in columns.
  case tape

  /// The forms, from the one that needs most cells to the one that needs fewest.
  package static let allCases: [PictureForm] = [
    .level(.boxes), .bands, .level(.compact), .tape, .level(.names), .level(.overview),
  ]

  /// The word for the form in commands and messages.
  package var name: String {
    switch self {
    case .level(let level): level.name
    case .bands: "bands"
    case .tape: "tape"
    }
  }

  /// The form that stands so many places further; `nil` beyond the first and the last.
  package func moved(by count: Int) -> PictureForm? {
    guard let index = Self.allCases.firstIndex(of: self),
      Self.allCases.indices.contains(index + count)
    else { return nil }
    return Self.allCases[index + count]
  }
}
