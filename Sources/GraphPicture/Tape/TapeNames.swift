import Cells

/// Names in so many columns, of which two that differ never look alike as long as a number has room.
struct TapeNames {
  /// Per form, how many names have it, or had it but for a number behind it.
  private var taken: [String: Int] = [:]
  private let columns: Int

  init(columns: Int) { self.columns = max(1, columns) }

  /// The name, or its beginning and its end: more of the beginning, or a number, where that looks like an
  /// earlier one.
  mutating func fitted(_ name: String) -> String {
    var form = name.fittedInTheMiddle(to: columns)
    var tail = (columns - 1) / 2
    while taken[form] != nil, tail > 2, name.columns > columns {
      tail -= 1
      form = name.fittedInTheMiddle(to: columns, tail: tail)
    }
    let number = taken[form, default: 0] + 1
    taken[form] = number
    let mark = "#\(number)"
    guard number > 1, mark.columns + 1 < columns else { return form }
    let numbered = form.fitted(to: columns - mark.columns) + mark
    taken[numbered] = 1
    return numbered
  }
}
