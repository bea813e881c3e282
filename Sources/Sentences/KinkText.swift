import Backpropagation

extension Kink {
  /// `0 and 1`, from below and from above.
  package var words: String {
    [left, right].map { NumberText.significant($0, digits: 4) }.joined(separator: " and ")
  }
}
