import ComputationGraph
import Learning
import Limits

/// The rows that the leaves of the data hold.
enum DataRows {
  /// Those of the first iteration.
  case firstBatch
  /// Some of the rows of an existing data set.
  case some([Int], of: DataSet)
}

// The leaves that `data` becomes.
extension Lowering {
  /// Makes the data set, and the leaves `d.x` and `d.y` that hold its rows if the file uses them.
  /// They are never parameters: no update changes measured data.
  mutating func appendRows(
    _ choice: DataRows, of statement: DataStatement
  ) throws(Failure) -> DataSet {
    let data: DataSet
    let rows: [Int]
    switch choice {
    case .firstBatch:
      data = try dataSet(statement)
      var batches = Batches(of: data)
      rows = batches.rows(ofIteration: 0)
    case .some(let some, let whole):
      data = whole
      rows = some
    }
    let span = syntax.text.span(of: statement.nameToken)
    if syntax.uses(statement.features) {
      let features = data.features(ofRows: rows)
      try appendLeaf(
        statement.features, try tensor(features, [rows.count, data.featureNames.count], span),
        role: .leaf, at: span)
    }
    if statement.label != nil, syntax.uses(statement.labels) {
      let labels = data.labels(ofRows: rows)
      try appendLeaf(
        statement.labels, try tensor(labels, [rows.count], span), role: .leaf, at: span)
      allLabels = data.labels
      labelNode = nodes[Int(statement.labels.index)]
    }
    return data
  }

  private func tensor(
    _ elements: [Double], _ extents: [Int], _ span: SourceSpan
  ) throws(Failure) -> Tensor {
    guard let shape = try? Shape(extents), let tensor = try? Tensor(elements, shape: shape) else {
      throw .mistake(.tooManyNumbers(limit: Limits.numbers.value), at: span)
    }
    return tensor
  }

  /// The rows of the file, divided as the statement says.
  private func dataSet(_ statement: DataStatement) throws(Failure) -> DataSet {
    let table = try table(statement.fileToken)
    do throws(DataProblem) {
      return try DataSet.make(
        from: table, label: statement.label, features: statement.columns,
        missing: statement.missing, numbersClasses: statement.numbersClasses, test: statement.test,
        batchSize: statement.batchSize, seed: statement.seed, standardize: statement.standardizes)
    } catch {
      let file = syntax.text.span(of: statement.fileToken)
      let setting: String? =
        switch error {
        case .noSuchColumn(_, _, let argument), .noColumnNames(_, _, let argument),
          .noSuchColumnNumber(_, _, let argument), .sharedName(_, _, let argument):
          argument.rawValue
        case .noFeatures: statement.columns.without.isEmpty ? "label" : "without"
        case .repeatedColumn: "columns"
        case .noCategory(_, _, _, isLabel: true), .missingLabels: "label"
        case .noTrainingRows: "test"
        case .batchSize: "batch"
        case .noCompleteRows: "skip"
        case .noCategory, .tooManyCategories, .tooManyFeatures, .missingCells,
          .emptyColumn, .noTable, .infinite:
          nil
        }
      let tokens = setting.flatMap { statement.call.setting($0)?.written }
      throw .mistake(
        .badData(syntax.text.source.path(file), error), at: tokens.map(syntax.text.span) ?? file)
    }
  }
}

extension Syntax {
  /// Whether a name occurs anywhere, in an expression or in a statement about it.
  fileprivate func uses(_ name: Name) -> Bool {
    let isComputedFrom = code.instructions.contains { instruction in
      if case .name(name) = instruction.action { true } else { false }
    }
    return isComputedFrom || statements.contains { $0.subject == name }
  }
}
