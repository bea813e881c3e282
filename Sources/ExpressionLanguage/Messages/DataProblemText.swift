import Learning

extension DataProblem {
  /// The reason why the file called `name` gives no data, in one sentence.
  package func sentence(_ name: String) -> String {
    switch self {
    case .noSuchColumn(let column, let names):
      "\(name) has no column called \(quoted(printable(column))); "
        + Self.help(column, names.map(printable))
    case .noColumnNames(let column, let count):
      "\(name) has no line of names, so none of its columns is called \(quoted(printable(column))); "
        + "they are counted from 0 to \(count - 1)"
    case .noSuchColumnNumber(let number, let count):
      "\(name) has no column \(number): expected a number from \(-count) to \(count - 1)"
    case .badFeature(let problem): problem.sentence(name)
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
