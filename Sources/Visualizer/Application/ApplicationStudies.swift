import Sentences
import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Screen

// What can be asked besides stepping.
extension Application {
  /// Gives a key to what was asked; returns whether it was for that.
  mutating func takeInStudy(_ key: Key, _ session: inout Session) -> Bool {
    switch session.study {
    case .nudge(let nudge):
      guard key == .enter else { return false }
      tell { () throws(Refusal) in try session.setNudged(nudge) }
      return true
    case .why(var why):
      switch key {
      case .tab, .backTab:
        why.select(why.selected + (key == .tab ? 1 : -1))
        session.study = .why(why)
      case .enter: tell { () throws(Refusal) in try session.follow(why, why.selected) }
      case .character(let digit):
        guard let number = digit.wholeNumberValue, digit.isASCII, number > 0 else { return false }
        tell { () throws(Refusal) in try session.follow(why, number - 1) }
      default: return false
      }
      return true
    case nil: return false
    }
  }

  mutating func nudge(up isUp: Bool, in session: inout Session) {
    if case .matrix(let view) = fullView {
      let shape = session.document.graph.shape(of: view.node)
      fullView = nil
      session.nudge(up: isUp, view.node, element: shape.place(of: view.indices(in: shape)))
    } else if case .nudge(let study) = session.study {
      session.nudge(up: isUp, study.nudge.node, element: study.nudge.element)
    } else {
      session.nudge(up: isUp, session.nodeAsked)
    }
  }

  mutating func openRates(in session: Session) {
    guard !session.timeline.training.parameters.isEmpty else {
      message = "no parameter leads to the output, so nothing moves"
      return
    }
    fullView = .rates(RatesView())
  }

  mutating func openCheck(in session: Session) {
    fullView = .check(CheckView(of: session.document, startingAt: session.nodeAsked))
  }
}
