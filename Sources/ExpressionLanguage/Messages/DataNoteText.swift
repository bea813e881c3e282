import Learning

extension DataNote {
  /// What was guessed or made of the file called `name`, in one sentence.
  package func sentence(_ name: String) -> String {
    switch self {
    case .file(let note): "\(name): " + note.clause
    case .wordFeatures(let column, let columnName, let words):
      "\(name): \(columnText(column, columnName)) holds words and became "
        + "\(words.count.counted("feature")), 1 where its word stands and else 0: "
        + Self.list(words, of: columnName ?? String(column))
    case .truth(let column, let columnName):
      "\(name): \(columnText(column, columnName)) holds truths: true became 1 and false 0"
    case .countsRows(let column, let columnName, let first):
      "\(name): \(columnText(column, columnName)) counts the rows from \(first) on and is a "
        + "feature; without = [\(writtenReference(column, columnName))] leaves it out"
    case .numbersRows(let column, let columnName):
      "\(name): \(columnText(column, columnName)) has another whole number in each row, as numbers of "
        + "rows are, and is a feature; without = [\(writtenReference(column, columnName))] leaves it out"
    case .unnamedFeatures(let columns):
      columns.count == 1
        ? "\(name): column number \(columns[0]) has no name and is a feature; without = "
          + "[\(columns[0])] leaves it out"
        : "\(name): columns number \(Self.numbers(columns)) have no names and are features; without = "
          + "[…] leaves columns out"
    case .sharedName(let shared, let columns):
      "\(name): columns number \(Self.numbers(columns)) are all called '\(cellExcerpt(shared))' and all "
        + "in use; without = [\(columns[0])] leaves one out"
    case .skippedRows(let count, let all):
      "\(name): \(count) of \(all.counted("row")) have a cell without a value and were left out"
    case .filledCells(let count, let columns):
      "\(name): \(count.counted("cell")) without a value got the mean of the training rows, in "
        + columns.prefix(6).map { shortened(printable($0)) }.joined(separator: ", ")
        + (columns.count > 6 ? " and \(columns.count - 6) more" : "")
    }
  }

  private static func numbers(_ columns: [Int]) -> String {
    let shown = columns.prefix(6).map(String.init)
    if columns.count > 6 {
      return shown.joined(separator: ", ") + " and \(columns.count - 6) more"
    }
    return shown.dropLast().joined(separator: ", ") + " and " + (shown.last ?? "")
  }

  private static func list(_ words: [String], of column: String) -> String {
    let shown = words.prefix(6).map { shortened(printable("\(column)=\($0)")) }
    return shown.joined(separator: ", ")
      + (words.count > 6 ? " and \(words.count - 6) more" : "")
  }
}

extension CSVNote {
  /// What was guessed or passed over.
  fileprivate var clause: String {
    switch self {
    case .decimalCommas(let text, let isSure):
      "'\(cellExcerpt(text))' is read with a decimal comma, as all numbers of the file"
        + (isSure ? "" : "; it could be a thousand as well")
    case .groupedDigits(let text, let value, let cell):
      "\(cell.words): '\(cellExcerpt(text))' is read as \(value), and others alike"
    case .rowNames(nil): "column number 0 has no name, so it names the rows and is left out"
    case .rowNames(let name?):
      "column '\(cellExcerpt(name))' has the name of row numbers, so it is left out"
    case .emptyLastColumn(let column):
      "column number \(column) has no name and no values and is left out"
    case .comments(let count):
      "\(count.counted("line")) that \(count == 1 ? "begins" : "begin") with '#' "
        + "\(count == 1 ? "was" : "were") passed over"
    case .namesInComment(let line): "the comment on line \(line) names the columns"
    case .doubtfulPoints(let text):
      "'\(cellExcerpt(text))' is read with a decimal point; it could be a thousand as well"
    case .rounded(let text, let value, let cell):
      "\(cell.words): '\(cellExcerpt(text))' has more digits than a number keeps and is read as "
        + "\(value), and others alike"
    case .firstLineIsNames(let line):
      "line \(line) is taken for names and not for a row; header = false takes it for a row"
    case .firstLineIsARow(let line):
      "line \(line) is taken for a row and not for names; header = true takes it for names"
    case .namesAreCounted(let line):
      "line \(line) counts the columns and is taken for their names; header = false takes it for a row"
    case .countsLine(let line):
      "line \(line) says how many rows and features there are and is no row"
    case .numbersAmongWords(let text, let count, let cell):
      "\(columnText(cell.column - 1, cell.name)) holds words, so \(count.counted("number")) in it "
        + "\(count == 1 ? "is a word" : "are words") as well: '\(cellExcerpt(text))' in line "
        + "\(cell.line)"
    }
  }
}
