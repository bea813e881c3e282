import Backpropagation

/// A mistake made on purpose, and the timeline to return to when it is switched off.
package struct BugHunt: Sendable {
  /// The facts that the person has to find.
  enum Riddle: Hashable, Sendable {
    case nothing, place, kindAndPlace
  }

  let bug: Bug
  let riddle: Riddle
  /// The number of answers so far.
  package var answers = 0
  /// Whether one of them was right.
  package var isFound = false
  /// The timeline without the mistake, and the gates that were open on it.
  let healthy: Timeline
  let healthyGates: OpenDocument

  /// Whether something is still to be found.
  package var isRiddle: Bool { riddle != .nothing && !isFound }
}
