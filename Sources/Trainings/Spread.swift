import Sentences

/// The spread of some numbers.
package struct Spread: Hashable, Sendable {
  package let mean: Double
  /// The standard deviation of a sample, divided by n − 1; 0 for one number.
  package let standardDeviation: Double
  package let least: Double
  package let greatest: Double
  package let count: Int

  /// The spread of numbers; `nil` where there are none.
  package init?(_ numbers: [Double]) {
    guard let least = numbers.min(), let greatest = numbers.max() else { return nil }
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    self.least = least
    self.greatest = greatest
    count = numbers.count
    standardDeviation = count == 1 ? 0 : (squares / Double(count - 1)).squareRoot()
  }

  /// `0.78`, or for several numbers `0.78 ± 0.02`.
  package var text: String {
    let mean = NumberText.significant(mean, digits: 4)
    return count == 1
      ? mean : "\(mean) ± \(NumberText.significant(standardDeviation, digits: 2))"
  }

  /// `0.75…0.81`
  var range: String {
    NumberText.significant(least, digits: 4) + "…" + NumberText.significant(greatest, digits: 4)
  }
}
