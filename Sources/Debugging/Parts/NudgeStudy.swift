import Backpropagation
import ComputationGraph

/// A value nudged by several h: the prediction of its gradient, and the actual change.
package struct NudgeStudy: Sendable {
  static let sizes = [0.001, 0.01, 0.1, 1, 10]

  package let nudge: Nudge
  /// The value, or where an entry or an array is moved, its norm.
  package let value: Tensor
  package let isUp: Bool
  /// The row that Enter would apply.
  package let selected: Int
}
