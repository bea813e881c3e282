import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences

/// What was asked about a node besides the step. The answer stands in the pane until the next step.
enum Study: Sendable {
  case nudge(NudgeStudy)
  case why(Why)
}

extension Session {
  /// The node that is looked at, else the one at work, else the output.
  var nodeAsked: Node.ID {
    attention.focus ?? Emphasis(of: snapshot).receiver ?? Emphasis(of: snapshot).node
      ?? document.output
  }

  /// Selects the next of what came together in a number, or the one before.
  mutating func selectReason(by step: Int) {
    guard case .why(var why) = study else { return }
    why.select(why.selected + step)
    study = .why(why)
  }
}
