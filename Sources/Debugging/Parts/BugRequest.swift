import Backpropagation

/// A request to the bug lab by a key of its list.
package enum BugRequest: Hashable, Sendable {
  /// Switch a kind on, or say that it is this one.
  case choose(Bug.Kind)
  case random
  case off
}
