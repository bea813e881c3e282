import Learning

extension History {
  /// The verdict on the loss of all training rows from an iteration on, or of batches where no
  /// other is measured.
  package func verdict(since start: Int = 0) -> LossVerdict {
    LossVerdict(
      loss: self[.loss(.training)] ?? self[.batchLoss] ?? Curve(), test: self[.loss(.test)],
      gradients: parameters.compactMap { self[.gradient($0)] }, since: start)
  }
}
