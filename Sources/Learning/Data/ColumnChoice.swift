// Which columns of a table become features, and which rows take part.
extension CSVTable {
  /// The index of a column; throws where there is none, or more than one.
  func column(
    of reference: ColumnReference, in argument: ColumnArgument
  ) throws(DataProblem) -> Int {
    switch reference {
    case .name(let name):
      guard let columnNames else {
        throw .noColumnNames(name, columnCount: columnCount, in: argument)
      }
      let columns = columnNames.indices.filter { columnNames[$0] == name }
      if columns.count > 1 { throw .sharedName(name, columns: columns, in: argument) }
      guard let column = columns.first else {
        throw .noSuchColumn(name, names: columnNames, in: argument)
      }
      return column
    case .number(let number):
      let column = number < 0 ? number + columnCount : number
      guard (0..<columnCount).contains(column) else {
        throw .noSuchColumnNumber(number, columnCount: columnCount, in: argument)
      }
      return column
    }
  }

  /// The columns that become features, in their order.
  func columns(of choice: FeatureChoice, label: Int?) throws(DataProblem) -> [Int] {
    var columns: [Int] = []
    if let chosen = choice.columns {
      for reference in chosen {
        let column = try self.column(of: reference, in: .columns)
        if column == label || columns.contains(column) {
          throw .repeatedColumn(cell(column, line: firstRowLine), isLabel: column == label)
        }
        columns.append(column)
      }
    } else {
      columns = dataColumns.filter { $0 != label }
    }
    var without: Set<Int> = []
    for reference in choice.without { without.insert(try column(of: reference, in: .without)) }
    columns.removeAll(where: without.contains)
    if columns.isEmpty { throw .noFeatures }
    return columns
  }

  /// The rows in which all of these columns have a value, or may be filled.
  func completeRows(
    _ columns: [Int], _ label: Int?, _ rule: MissingRule
  ) throws(DataProblem) -> [Int] {
    let gaps = columns.filter { missing[$0] != nil }
    let labelGap = label.flatMap { missing[$0] == nil ? nil : $0 }
    let needed = (rule.fillsMeans ? [] : gaps) + (labelGap.map { [$0] } ?? [])
    if needed.isEmpty { return Array(0..<rowCount) }
    for column in needed where missing[column]?.count == rowCount {
      throw .emptyColumn(cell(column, line: firstRowLine))
    }
    let rows = (0..<rowCount).filter { row in
      !needed.contains { elements[row * columnCount + $0].isNaN }
    }
    guard rule.skipsRows else {
      if rule.fillsMeans || gaps.isEmpty, let labelGap, let cells = missing[labelGap] {
        throw .missingLabels(count: cells.count, at: cell(labelGap, line: cells.lines[0]))
      }
      let first = needed.flatMap { column in
        (missing[column]?.lines ?? []).map { cell(column, line: $0) }
      }.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
      throw .missingCells(
        count: needed.reduce(0) { $0 + (missing[$1]?.count ?? 0) },
        rowCount: rowCount - rows.count, first: Array(first.prefix(CSVProblem.shownCount)))
    }
    if rows.isEmpty { throw .noCompleteRows(count: rowCount) }
    return rows
  }

  /// Throws where a column has an infinity, as arrays of NumPy can.
  func expectFinite(_ columns: [Int]) throws(DataProblem) {
    guard !arrays.isEmpty else { return }
    for row in 0..<rowCount {
      for column in columns where elements[row * columnCount + column].isInfinite {
        throw .infinite(cell(column, line: row + 1))
      }
    }
  }

  /// What is to be said about the columns that are used.
  func notes(_ columns: [Int], label: Int?) -> [DataNote] {
    var notes: [DataNote] = []
    if let columnNames {
      let used = columns + (label.map { [$0] } ?? [])
      let unnamed = columns.filter { columnNames[$0].isEmpty }
      if !unnamed.isEmpty { notes.append(.unnamedFeatures(unnamed)) }
      let shared = Dictionary(grouping: used.sorted()) { columnNames[$0] }
        .filter { $0.value.count > 1 && !$0.key.isEmpty }
      notes += shared.sorted { $0.value[0] < $1.value[0] }.map {
        .sharedName($0.key, columns: $0.value)
      }
    }
    for column in columns {
      if let first = firstNumber(ofRowsCountedIn: column) {
        let name = CSVTable.name(of: column, in: columnNames)
        notes.append(.countsRows(column: column, name: name, first: first))
      } else if numbersRows(inColumn: column) {
        let name = CSVTable.name(of: column, in: columnNames)
        notes.append(.numbersRows(column: column, name: name))
      }
    }
    return notes
  }

  /// Whether a column has another whole number in each row and by them, which are all from 0 or 1 on,
  /// or by its name is the number of the row, in another order than that of the file: so are the
  /// former row numbers of rows that have been mixed or chosen by lot.
  func numbersRows(inColumn column: Int) -> Bool {
    guard words[column] == nil, missing[column] == nil, hasRowsToCount(column) else {
      return false
    }
    let numbers = stride(from: column, to: elements.count, by: columnCount).lazy.map {
      elements[$0]
    }
    var lowest = Double.infinity
    var highest = -Double.infinity
    for number in numbers {
      guard number == number.rounded(), number >= 0 else { return false }
      lowest = min(lowest, number)
      highest = max(highest, number)
    }
    let isRange = lowest <= 1 && highest - lowest == Double(rowCount - 1)
    guard isRange || isNamedForRows(column) else { return false }
    return Set(numbers).count == rowCount
  }

  /// Whether there are so many rows that their numbers in a column are no accident; its name may say
  /// what it holds.
  private func hasRowsToCount(_ column: Int) -> Bool {
    rowCount >= (isNamedForRows(column) ? 3 : 10)
  }

  /// Whether the name of a column says that it numbers the rows.
  private func isNamedForRows(_ column: Int) -> Bool {
    let name = columnNames.map { $0[column].lowercased() } ?? ""
    return Self.numbersOfRows.contains(name) || name.hasPrefix("unnamed:")
  }

  private static let numbersOfRows: Set<String> = [
    "id", "index", "level_0", "row", "rowid", "row_id", "rownames", "nr", "nr.", "no", "no.", "#",
  ]

  /// The number of the first row, 0 or 1, if a column numbers the rows, of which there are enough
  /// that this is no accident.
  func firstNumber(ofRowsCountedIn column: Int) -> Int? {
    guard words[column] == nil, hasRowsToCount(column),
      elements[column] == 0 || elements[column] == 1
    else {
      return nil
    }
    let first = elements[column]
    for row in 0..<rowCount where elements[row * columnCount + column] != first + Double(row) {
      return nil
    }
    return Int(first)
  }
}
