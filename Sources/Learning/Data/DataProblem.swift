/// Why a table gives no data set.
public enum DataProblem: Error, Hashable, Sendable {
  /// No column has the name; these are there.
  case noSuchColumn(String, names: [String])
  /// A column is asked for by its name, and the file has no line of names.
  case noColumnNames(String, columnCount: Int)
  /// A column is asked for by a number that no column has.
  case noSuchColumnNumber(Int, columnCount: Int)
  /// A feature is no number.
  case badFeature(CSVProblem)
  /// The label is the only column.
  case noFeatures
  /// All rows test.
  case noTrainingRows(testCount: Int)
  /// A batch is empty, or larger than the rows that train.
  case batchSize(Int, trainingCount: Int)
}
