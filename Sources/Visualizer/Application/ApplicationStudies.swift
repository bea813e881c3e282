import Backpropagation
import ComputationGraph
import ExpressionLanguage

// What can be asked besides stepping.
extension Application {
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
