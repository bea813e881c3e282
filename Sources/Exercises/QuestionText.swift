import Backpropagation
import Sentences

// Questions in words.
extension Wording {
  /// The question as a sentence.
  package func sentence(_ question: Question) -> String {
    let name = name(question.node)
    switch (question.place.number, snapshot.outcome) {
    case (.value, _): return "What does \(unit(question).map(gate) ?? name) compute?"
    case (.downstream, .flowed(let flow)?):
      return "What does \(unit(question).map(gate) ?? "") \(self.name(flow.gate)) send to \(name)?"
    case (.sum, _): return "What has \(name) collected when this has arrived, too?"
    case (.update, _): return "Where does \(name) move?"
    default: return "What does the backward pass begin with?"
    }
  }

  /// The unit that computes or sends.
  func unit(_ question: Question) -> StepPlan.Unit? {
    switch question.place.action {
    case .forward(let index): snapshot.plan.units[index]
    case .flow(let index): snapshot.plan.units[snapshot.plan.flows[index].unit]
    case .zero, .seed, .update: nil
    }
  }
}
