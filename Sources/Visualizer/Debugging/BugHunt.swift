import Backpropagation
import Sentences

/// A mistake that is made on purpose, and what to return to when it is switched off.
struct BugHunt: Sendable {
  /// What the person has to find.
  enum Riddle: Hashable, Sendable {
    case nothing, place, kindAndPlace
  }

  let bug: Bug
  let riddle: Riddle
  /// How often the person has said what it is.
  var answers = 0
  /// Whether that was right once.
  var isFound = false
  /// The timeline without the mistake, and the gates that were open on it.
  let healthy: Timeline
  let healthyGates: OpenDocument

  /// Whether there is something to find still.
  var isRiddle: Bool { riddle != .nothing && !isFound }
}

extension Session {
  /// The timeline without a mistake.
  var healthyTimeline: Timeline { hunt?.healthy ?? timeline }

  /// `overwrite at u`, as far as the person may know it.
  func description(of hunt: BugHunt) -> String {
    switch hunt.isRiddle ? hunt.riddle : .nothing {
    case .kindAndPlace: "one of seven mistakes: find it"
    case .place: "\(hunt.bug.kind.name) at a gate: find it"
    case .nothing: name(of: hunt.bug)
    }
  }

  /// `overwrite at u`, or `overwrite` where it is made everywhere.
  func name(of bug: Bug) -> String {
    bug.kind.name + (bug.node.map { " at \(words.name($0))" } ?? "")
  }
}
