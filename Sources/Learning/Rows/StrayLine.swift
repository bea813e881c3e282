/// A line among the first of a file that is neither its names nor one of its rows.
extension CSVProblem {
  /// The problem with names, or the sign after `sep=`, that stand for cells between which there is a
  /// sign that is not read.
  ///
  /// `names` is the text of a single name and `rows` are the cells behind it. A sign separates cells
  /// if each row has it as often as the line of names, between numbers.
  static func unreadSeparator(
    _ names: String, line: Int, rows: ArraySlice<[CSVSample.Cell]>
  ) -> CSVProblem? {
    let written = names.lowercased()
    if written.hasPrefix("sep="), let sign = names.last, names.count == 5 {
      return .otherSeparator(sign, line: line)
    }
    for sign in [":", "/", "^", "~"] as [Character] {
      let count = names.count { $0 == sign }
      guard count > 0, let first = rows.first, rows.allSatisfy({ $0.count == 1 }) else { continue }
      let cells = rows.map { ($0[0].text ?? "").split(separator: sign) }
      let isLine = { (cells: [Substring]) in
        cells.count == count + 1 && cells.contains { Double($0) != nil }
      }
      if cells.allSatisfy(isLine) { return .otherSeparator(sign, line: first[0].line) }
    }
    return nil
  }

  /// The problem with a first line that is a title: it has one cell where others have several, or
  /// its first cell only has a text, as spreadsheets save it.
  static func title(
    _ names: [String], line: Int, rows: ArraySlice<[CSVSample.Cell]>
  ) -> CSVProblem? {
    guard names.count > 1, !names[0].isEmpty, names.dropFirst().allSatisfy(\.isEmpty),
      let first = rows.first, first.count(where: { !$0.bytes.isEmpty }) > 1
    else { return nil }
    return .titleLine(line: line)
  }

  /// The problem with a first row that has words, and no number, where columns hold numbers: units,
  /// or names once more.
  static func secondNames(
    _ rows: ArraySlice<[CSVSample.Cell]>, _ kinds: [CSVBeginning.Kind?], _ mark: DecimalMark
  ) -> CSVProblem? {
    guard rows.count > 1, let first = rows.first, first.count == kinds.count else { return nil }
    let meanings = first.map { $0.meaning(mark) }
    let isText = meanings.allSatisfy {
      switch $0 {
      case .word, .missing: true
      case .number, .infinite: false
      }
    }
    let areAmongNumbers = zip(meanings, kinds).filter { meaning, kind in
      if case .word = meaning { kind == .numbers } else { false }
    }
    // A single word may stand for a value that is not there.
    guard isText, areAmongNumbers.count > 1 || kinds.count == 1 && areAmongNumbers.count == 1 else {
      return nil
    }
    return .secondNames(line: first[0].line)
  }
}
