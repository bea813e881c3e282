import Learning

/// The rows of a file, and how data were to be made of them: what the data hold has to stand there,
/// and what was not asked for by its name has to be told.
struct PlainData {
  /// The cells of each row.
  let rows: [[String]]
  let table: CSVTable
  /// The column of the labels, counted from 0.
  let label: Int?
  let rule: MissingRule
  let numbersClasses: Bool

  /// What is wrong with the data; `nil` if nothing is.
  func fault(in data: DataSet) -> String? {
    let told = Told(data.notes)
    let columns = (told.namesRows ? 1 : 0)..<table.columnCount
    let features = columns.filter { $0 != label }
    let gaps = (rule.fillsMeans ? [] : features) + (label.map { [$0] } ?? [])
    let kept = rows.filter { row in !gaps.contains { hasNoValue(row[$0]) } }
    if kept.count != data.rowCount { return "\(kept.count) rows became \(data.rowCount)" }
    if told.skipped != rows.count - kept.count { return "rows that were left out and not told" }
    if (data.labels?.count ?? 0) != (label == nil ? 0 : kept.count) { return "too many labels" }
    let width = data.featureNames.count
    for (index, row) in kept.enumerated() {
      let numbers = data.features[index * width..<(index + 1) * width]
      if let fault = fault(in: numbers, of: row, features, told) { return fault }
      if let label, let number = data.labels?[index],
        !isLabel(number, row[label], data.classNames, told)
      {
        return "'\(row[label])' became the label \(number)"
      }
    }
    return silence(about: features, told)
  }

  /// Whether each feature of a row is the number in its cell, or says which word stands there.
  private func fault(
    in numbers: ArraySlice<Double>, of row: [String], _ features: [Int], _ told: Told
  ) -> String? {
    var rest = numbers
    for column in features {
      let cell = row[column]
      let words = told.words[column] ?? (told.truths.contains(column) ? ["true"] : [nil])
      guard rest.count >= words.count else { return "a column is no feature and not told" }
      for word in words {
        let number = rest.removeFirst()
        let text = told.truths.contains(column) ? cell.lowercased() : cell
        let isRight =
          if hasNoValue(cell) {
            rule.fillsMeans && number.isFinite && told.fillsCells
          } else if let word {
            number == (text == word ? 1 : 0)
          } else {
            isNumber(number, cell, table.form.mark, isGrouped: told.groupsDigits)
          }
        if !isRight { return "'\(cell)' became the feature \(number)" }
      }
    }
    return rest.isEmpty ? nil : "a feature that is not told"
  }

  /// Whether a label is the class of a word, or the number in the cell.
  private func isLabel(
    _ label: Double, _ cell: String, _ names: [String]?, _ told: Told
  ) -> Bool {
    var number = label
    if let names, names != table.form.classNames {
      guard let index = Int(exactly: label), names.indices.contains(index) else { return false }
      if table.words[self.label ?? 0] != nil { return names[index] == cell }
      guard numbersClasses, let named = Double(names[index]) else { return false }
      number = named
    }
    return isNumber(number, cell, table.form.mark, isGrouped: told.groupsDigits)
  }

  /// Something that was guessed and is not told; `nil` if there is nothing.
  private func silence(about features: [Int], _ told: Told) -> String? {
    if table.form.mark == .comma, !told.hasCommas { return "decimal commas that are not told" }
    for column in features {
      let cells = rows.map { $0[column] }
      if let names = table.columnNames {
        if names[column].isEmpty, !told.unnamed.contains(column) {
          return "a feature without a name that is not told"
        }
        let isShared = features.count { names[$0] == names[column] } > 1
        if isShared, !names[column].isEmpty, !told.shared.contains(column) {
          return "features of one name that are not told"
        }
      }
      let counts = [0, 1].contains { first in
        cells.enumerated().allSatisfy { Double($1) == Double($0 + first) }
      }
      if counts, cells.count >= 10, !told.counting.contains(column) {
        return "a feature that counts the rows and is not told"
      }
      if told.words[column] != nil, !told.wordsThatAreNumbers.contains(column),
        cells.contains(where: { Int($0) != nil })
      {
        return "a number that is a word and not told"
      }
      if told.words[column] == nil, !told.rounds,
        cells.contains(where: { UInt64($0).map { Double(exactly: $0) == nil } ?? false })
      {
        return "a number that is rounded and not told"
      }
    }
    return nil
  }
}

/// What notes tell about columns, counted from 0.
private struct Told {
  private(set) var words: [Int: [String?]] = [:]
  private(set) var truths: Set<Int> = []
  private(set) var unnamed: Set<Int> = []
  private(set) var shared: Set<Int> = []
  private(set) var counting: Set<Int> = []
  private(set) var wordsThatAreNumbers: Set<Int> = []
  private(set) var namesRows = false
  private(set) var hasCommas = false
  private(set) var groupsDigits = false
  private(set) var rounds = false
  private(set) var fillsCells = false
  private(set) var skipped = 0

  init(_ notes: [DataNote]) {
    for note in notes {
      switch note {
      case .wordFeatures(let column, _, let list): words[column] = list
      case .truth(let column, _): truths.insert(column)
      case .unnamedFeatures(let columns): unnamed.formUnion(columns)
      case .sharedName(_, let columns): shared.formUnion(columns)
      case .countsRows(let column, _, _), .numbersRows(let column, _): counting.insert(column)
      case .skippedRows(let count, _): skipped = count
      case .filledCells: fillsCells = true
      case .file(.rowNames): namesRows = true
      case .file(.decimalCommas): hasCommas = true
      case .file(.groupedDigits): groupsDigits = true
      case .file(.rounded): rounds = true
      case .file(.numbersAmongWords(_, _, let cell)): wordsThatAreNumbers.insert(cell.column - 1)
      case .file: continue
      }
    }
  }
}
