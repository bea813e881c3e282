import Learning

extension BatchPlace {
  /// `epoch 9, batch 2 of 4`
  package var words: String { "\(shortWords), batch \(batch) of \(count)" }

  /// `epoch 9`
  package var shortWords: String { "epoch \(epoch)" }
}
