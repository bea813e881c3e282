import Cells
import Sentences

/// A line of the chain rule: a factor, its formula, its number and a note.
struct ExplanationRow {
  enum Factor: String {
    case upstream, local, downstream, sum
    /// The local gradient again, in numbers.
    case localInNumbers = ""
  }

  let factor: Factor
  let formula: String
  package let number: String
  package let note: String
  /// The text before the number.
  let gives: String

  init(_ factor: Factor, _ formula: String, number: String, _ note: String, gives: String = " = ") {
    self.factor = factor
    self.formula = formula
    self.number = number
    self.note = note
    self.gives = gives
  }

  /// The rows as lines with aligned equals signs and numbers.
  package static func lines(_ rows: [ExplanationRow]) -> [Line] {
    let formulaWidth = min(50, rows.map(\.formula.columns).max() ?? 0)
    let numberWidth = rows.map(\.number.columns).max() ?? 0
    return rows.map { row in
      var line = Line(label: row.factor.rawValue, 1)
      line.pad(to: 13)
      line.isTelling = row.factor == .downstream
      line.append(row.formula, .formula)
      line.pad(to: 13 + formulaWidth)
      if !row.number.isEmpty {
        line.append(row.gives)
        line.append(String(repeating: " ", count: numberWidth - row.number.columns))
        line.append(row.number, row.factor.meaning)
        line.append("   \(row.note)", .remark)
      }
      return line
    }
  }
}

extension ExplanationRow.Factor {
  /// The meaning of the number in the row.
  fileprivate var meaning: Line.Meaning {
    switch self {
    case .upstream, .downstream: .gradient
    case .local, .localInNumbers: .local
    case .sum: .newGradient
    }
  }
}
