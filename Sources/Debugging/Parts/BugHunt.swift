import Backpropagation

/// A mistake that is made on purpose, and what to return to when it is switched off.
package struct BugHunt: Sendable {
  /// What the person has to find.
  enum Riddle: Hashable, Sendable {
    case nothing, place, kindAndPlace
  }

  let bug: Bug
  let riddle: Riddle
  /// How often the person has said what it is.
  package var answers = 0
  /// Whether that was right once.
  package var isFound = false
  /// The timeline without the mistake, and the gates that were open on it.
  let healthy: Timeline
  let healthyGates: OpenDocument

  /// Whether there is something to find still.
  package var isRiddle: Bool { riddle != .nothing && !isFound }
}
