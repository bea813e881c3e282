/// Rows of features, with or without labels, divided into training and test rows.
public struct DataSet: Sendable {
  /// The name of each feature; `0`, `1` and so on where the file has no header.
  public let featureNames: [String]
  /// The features, row by row: `rowCount × featureNames.count` numbers.
  public internal(set) var features: [Double]
  /// The label of each row: a number, or the index of a class. `nil` if there are no labels.
  public let labels: [Double]?
  /// The names of the classes in the order of their indices, if labels are words.
  public let classNames: [String]?
  /// The rows that take part in updates, ascending.
  public let trainingRows: [Int]
  /// The rows that never do, ascending.
  public let testRows: [Int]
  /// The number of rows in a batch, at most that of the training rows.
  public let batchSize: Int
  /// What became of the columns of its file that may not have been meant.
  public internal(set) var notes: [DataNote] = []
  /// The seed of the division into parts and of the order of the batches.
  public let seed: UInt64

  /// The number of rows.
  public var rowCount: Int { trainingRows.count + testRows.count }

  /// The number of iterations in an epoch; rows that do not fill a batch are left out.
  public var iterationsPerEpoch: Int { max(1, trainingRows.count / max(1, batchSize)) }

  /// Whether an iteration takes only some of the training rows.
  public var hasBatches: Bool { batchSize < trainingRows.count }

  /// A part of the rows.
  public enum Part: Hashable, Sendable, CaseIterable {
    case training, test
  }

  /// The rows of a part, ascending.
  public func rows(of part: Part) -> [Int] { part == .training ? trainingRows : testRows }

  /// The features of some rows, row by row.
  public func features(ofRows rows: [Int]) -> [Double] {
    let width = featureNames.count
    return rows.flatMap { features[$0 * width..<($0 + 1) * width] }
  }

  /// The labels of some rows; empty if there are no labels.
  public func labels(ofRows rows: [Int]) -> [Double] {
    guard let labels else { return [] }
    return rows.map { labels[$0] }
  }

  /// Divides rows into training and test rows at random; the same seed gives the same division.
  ///
  /// `testCount` rows become test rows; `batchSize` is cut to the number of the others, which is
  /// also the default.
  public init(
    featureNames: [String], features: [Double], labels: [Double]?, classNames: [String]? = nil,
    testCount: Int = 0, batchSize: Int? = nil, seed: UInt64 = 0
  ) {
    let rowCount = featureNames.isEmpty ? labels?.count ?? 0 : features.count / featureNames.count
    var random = RandomNumbers(seed: seed)
    let test = Set(random.permutation(of: Array(0..<rowCount)).prefix(max(0, testCount)))
    self.featureNames = featureNames
    self.features = features
    self.labels = labels
    self.classNames = classNames
    trainingRows = (0..<rowCount).filter { !test.contains($0) }
    testRows = test.sorted()
    self.batchSize = min(batchSize ?? trainingRows.count, trainingRows.count)
    self.seed = seed
  }
}

extension RandomNumbers {
  /// The elements in random order, all orders being equally likely (Fisher and Yates, 1938).
  mutating func permutation(of elements: [Int]) -> [Int] {
    var elements = elements
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, below(last + 1))
    }
    return elements
  }
}
