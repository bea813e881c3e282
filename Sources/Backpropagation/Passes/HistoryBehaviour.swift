import Learning

extension History {
  /// The behaviour of the loss of all training rows from an iteration on, or of batches where no
  /// other is measured; `nil` where there is too little of it yet.
  package func behaviour(since start: Int = 0) -> Behaviour? {
    let gradients = (0..<Self.measuredParameters).lazy.map { self[.gradient($0)] }
      .prefix { $0 != nil }.compactMap(\.self)
    return (self[.loss(.training)] ?? self[.batchLoss]).flatMap {
      Behaviour(
        loss: $0, test: self[.loss(.test)], gradients: Array(gradients), since: start)
    }
  }
}
