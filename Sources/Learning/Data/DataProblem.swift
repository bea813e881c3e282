/// The reason why a table gives no data set.
public enum DataProblem: Error, Hashable, Sendable {
  /// No column has the name; these exist.
  case noSuchColumn(String, names: [String])
  /// A column is asked for by its name, and the file has no line of names.
  case noColumnNames(String, columnCount: Int)
  /// A column is asked for by a number that no column has.
  case noSuchColumnNumber(Int, columnCount: Int)
  /// A feature is not a number.
  case badFeature(CSVProblem)
  /// The label is the only column.
  case noFeatures
  /// All rows are test rows.
  case noTrainingRows(testCount: Int)
  /// The batch size is below 1 or above the number of training rows.
  case batchSize(Int, trainingCount: Int)
}
