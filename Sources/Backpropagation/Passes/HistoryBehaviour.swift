import Learning

extension History {
  /// The behaviour of the loss of all training rows from an iteration on, or of batches where no
  /// other is measured; `nil` where there is too little of it yet.
  package func behaviour(since start: Int = 0) -> Behaviour? {
    (self[.loss(.training)] ?? self[.batchLoss]).flatMap {
      Behaviour(
        loss: $0, test: self[.loss(.test)],
        gradients: parameters.compactMap { self[.gradient($0)] }, since: start)
    }
  }
}
