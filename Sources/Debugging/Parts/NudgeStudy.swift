import Backpropagation
import ComputationGraph

/// A value nudged by several h: what its gradient predicts, and what really happens.
package struct NudgeStudy: Sendable {
  static let sizes = [0.001, 0.01, 0.1, 1, 10]

  package let nudge: Nudge
  /// The value, or where an entry or an array is moved, its norm.
  package let value: Tensor
  package let isUp: Bool
  /// The row that Enter would make true.
  package let selected: Int
}
