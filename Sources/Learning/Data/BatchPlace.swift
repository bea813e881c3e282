/// Where an iteration is in an epoch, which is one walk through the training rows.
public struct BatchPlace: Hashable, Sendable {
  /// The number of whole walks before.
  public let epoch: Int
  /// The number of its batch in the epoch, counted from 1.
  public let batch: Int
  /// The number of batches in an epoch.
  public let count: Int
}

extension DataSet {
  /// The place of an iteration; `nil` where every iteration takes all training rows.
  public func batchPlace(ofIteration iteration: Int) -> BatchPlace? {
    guard hasBatches else { return nil }
    let (epoch, batch) = iteration.quotientAndRemainder(dividingBy: iterationsPerEpoch)
    return BatchPlace(epoch: epoch, batch: batch + 1, count: iterationsPerEpoch)
  }
}
