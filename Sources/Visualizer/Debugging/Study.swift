import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Screen

/// What was asked about a node besides the step. The answer stands in the pane until the next step.
enum Study: Sendable {
  case nudge(NudgeStudy)
  case why(Why)

  func explanation(_ words: Wording) -> Explanation {
    switch self {
    case .nudge(let study): study.explanation(words)
    case .why(let why): why.explanation(words)
    }
  }
}

extension Session {
  /// The node that is looked at, else the one at work, else the output.
  var nodeAsked: Node.ID {
    focus ?? Emphasis(of: snapshot).receiver ?? Emphasis(of: snapshot).node ?? document.output
  }

  /// Gives a key to what was asked; returns whether it was for that.
  mutating func takeInStudy(_ key: Key) -> Bool {
    switch study {
    case .nudge(let nudge):
      guard key == .enter else { return false }
      setNudged(nudge)
      return true
    case .why(var why):
      switch key {
      case .tab, .backTab:
        why.select(why.selected + (key == .tab ? 1 : -1))
        study = .why(why)
      case .enter: follow(why, why.selected)
      case .character(let digit):
        guard let number = digit.wholeNumberValue, digit.isASCII, number > 0 else { return false }
        follow(why, number - 1)
      default: return false
      }
      return true
    case nil: return false
    }
  }
}
