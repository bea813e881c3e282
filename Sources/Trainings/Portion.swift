/// The amount of work between two frames of the screen: it begins small and grows by the time that
/// passes from one to the next, with everything that is done meanwhile.
package struct Portion: Hashable, Sendable {
  /// The number of pieces of work to do before the next frame.
  package private(set) var count: Int
  private let most: Int

  /// The milliseconds from one frame to the next that a person does not notice.
  private static let target = 25.0

  /// A portion that grows to at most so many pieces.
  package init(_ count: Int = 1, most: Int = 1 << 16) {
    self.count = max(1, min(most, count))
    self.most = most
  }

  /// Adapts to the milliseconds from the last frame to this one.
  package mutating func adapt(to milliseconds: Double) {
    let ratio = min(2, max(0.25, Self.target / max(milliseconds, 0.001)))
    count = max(1, min(most, Int((Double(count) * ratio).rounded(ratio > 1 ? .up : .down))))
  }
}
