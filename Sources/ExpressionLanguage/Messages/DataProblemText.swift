import Learning

extension DataProblem {
  /// The reason why the file called `name` gives no data, in one sentence.
  package func sentence(_ name: String) -> String {
    switch self {
    case .noSuchColumn(let column, let names, _):
      "\(name) has no column called \(quoted(printable(column))); "
        + Self.help(column, names.map(printable))
    case .noColumnNames(let column, let count, _):
      "\(name) has no line of names, so none of its columns is called \(quoted(printable(column))); "
        + "they are counted from 0 to \(count - 1), and header = true takes the first line for names"
    case .noSuchColumnNumber(let number, let count, _):
      "\(name) has no column \(number): expected a number from \(-count) to \(count - 1)"
    case .sharedName(let column, let columns, let argument):
      "\(name) has \(columns.count) columns called \(quoted(printable(column))); write "
        + columns.map { argument.written($0) }.joined(separator: " or ")
    case .repeatedColumn(let cell, let isLabel):
      isLabel
        ? "\(name), \(cell.columnNamed): this is the label and cannot be a feature as well"
        : "\(name), \(cell.columnNamed): this column is listed twice"
    case .noCategory(let kind, let text, let cell, let isLabel):
      "\(name), \(cell.columnNamed): expected numbers or categories and found \(kind.words), such "
        + "as '\(cellExcerpt(text))'; write them as numbers"
        + (isLabel ? "" : ", or leave the column out: without = [\(cell.reference)]")
    case .tooManyCategories(let count, let rows, let cell):
      "\(name), \(cell.columnNamed): \(count.counted("different word")) in \(rows.counted("row")) "
        + "\(count == 1 ? "is" : "are") no category; leave the column out: "
        + "without = [\(cell.reference)]"
    case .tooManyFeatures(let count, let limit):
      "\(name) would have \(count.counted("feature")) in each row, and more than \(limit) numbers "
        + "in all; leave columns of words out: without = […]"
    case .missingCells(let count, let rows, let first):
      "\(name) has \(count.counted("cell")) without a value in \(rows.counted("row")): "
        + first.map(\.words).joined(separator: "; ")
        + (count > first.count ? "; and \(count - first.count) more" : "")
        + "; write skip = rows to leave these rows out, or fill = mean"
    case .infinite(let cell):
      "\(name), \(cell.words): expected a finite number and found an infinity"
    case .missingLabels(let count, let cell):
      "\(name) has \(count.counted("label")) without a value, first in \(cell.words); "
        + "write skip = rows to leave these rows out"
    case .emptyColumn(let cell):
      "\(name), \(cell.columnNamed): no training row has a value; leave the column out: "
        + "without = [\(cell.reference)]"
    case .noCompleteRows(let count):
      "\(name) has \(count.counted("row")), and a cell without a value in each; write fill = mean, "
        + "or leave columns out: without = […]"
    case .noTable:
      "\(name): expected arrays with one or two axes and the same number of rows, at least one"
    case .noFeatures: "\(name) has no column besides the label"
    case .noTrainingRows(let testCount):
      "\(name) has \(testCount.counted("row")), all of which would test and none train"
    case .batchSize(let size, let count):
      size < 1
        ? "expected at least 1 row in a batch and found \(size)"
        : "expected at most \(count.counted("row")) in a batch, as many of \(name) as train, "
          + "and found \(size)"
    }
  }

  /// The names that could be meant: the nearest one, or else the first few.
  private static func help(_ column: String, _ names: [String]) -> String {
    if let near = nearest(to: column, among: names) { return "did you mean \(quoted(near))?" }
    let shown = names.prefix(6).map(shortened).joined(separator: ", ")
    return "its columns are \(shown)" + (names.count > 6 ? " and \(names.count - 6) more" : "")
  }
}

extension ColumnArgument {
  /// The argument with the number of a column.
  fileprivate func written(_ column: Int) -> String {
    self == .label ? "label = \(column)" : "\(rawValue) = [\(column)]"
  }
}

extension WordKind {
  fileprivate var words: String {
    switch self {
    case .date: "dates"
    case .time: "times"
    case .percentage: "percentages"
    case .measured: "numbers with units"
    case .money: "sums of money"
    case .dressed: "numbers with signs around them"
    }
  }
}

extension CSVCell {
  fileprivate var columnNamed: String { columnText(column - 1, name) }

  /// The column as an argument names it: by its name if that can be written, or else by its number.
  fileprivate var reference: String { writtenReference(column - 1, name) }
}

/// A column in a sentence: by its name, or else by its number, counted from 0.
func columnText(_ column: Int, _ name: String?) -> String {
  name.map { "column \(quoted(printable($0)))" } ?? "column number \(column)"
}

/// A column as an argument names it: by its name if that can be written, or else by its number.
package func writtenReference(_ column: Int, _ name: String?) -> String {
  guard let name, !name.isEmpty else { return String(column) }
  let isWord = name.utf8.enumerated().allSatisfy { place, byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): place > 0
    default: false
    }
  }
  if isWord { return name }
  return name.contains("\"") || printable(name) != name ? String(column) : "\"\(name)\""
}
