import Cells
import Screen

/// A line of the chain rule: its term, what it is, its number and where it belongs.
struct ExplanationRow {
  let term: String
  let formula: String
  let number: String
  let note: String
  let isNew: Bool
  /// What stands before the number.
  let gives: String

  init(
    _ term: String, _ formula: String, number: String, _ note: String, isNew: Bool = false,
    gives: String = " = "
  ) {
    self.term = term
    self.formula = formula
    self.number = number
    self.note = note
    self.isNew = isNew
    self.gives = gives
  }

  /// The rows with their equals signs and numbers below each other.
  static func lines(_ rows: [ExplanationRow]) -> [StyledLine] {
    let formulaWidth = min(50, rows.map(\.formula.columns).max() ?? 0)
    let numberWidth = rows.map(\.number.columns).max() ?? 0
    return rows.map { row in
      var line = StyledLine(" \(row.term)", .faint)
      line.pad(to: 13)
      line.append(row.formula)
      line.pad(to: 13 + formulaWidth)
      if !row.number.isEmpty {
        line.append(row.gives)
        line.append(String(repeating: " ", count: numberWidth - row.number.columns))
        line.append(
          row.number,
          row.isNew ? .newGradient : ["local", ""].contains(row.term) ? .plain : .gradient)
        line.append("   \(row.note)", .faint)
      }
      return line
    }
  }
}
