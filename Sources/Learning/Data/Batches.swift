/// The training rows of each iteration.
///
/// A batch of all training rows is always the same, in the order of the file. Smaller batches go
/// through the rows in random order, a new one in each epoch; rows that do not fill a batch are
/// left out of that epoch. The order depends only on the seed and the epoch, so any iteration can
/// be reached directly.
public struct Batches: Sendable {
  private let data: DataSet
  private var epoch = -1
  private var order: [Int] = []

  /// The batches of a data set.
  public init(of data: DataSet) { self.data = data }

  /// The rows of the batch of `iteration`, counted from 0.
  public mutating func rows(ofIteration iteration: Int) -> [Int] {
    guard data.hasBatches else { return data.trainingRows }
    let (epoch, batch) = iteration.quotientAndRemainder(dividingBy: data.iterationsPerEpoch)
    if epoch != self.epoch {
      // An odd factor gives each epoch its own seed.
      var random = RandomNumbers(seed: data.seed &+ UInt64(epoch + 1) &* 0xD1B5_4A32_D192_ED03)
      order = random.permutation(of: data.trainingRows)
      self.epoch = epoch
    }
    return Array(order[batch * data.batchSize..<(batch + 1) * data.batchSize])
  }
}
