import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences

// Questions in words.
extension Wording {
  /// The question as a sentence.
  package func sentence(_ question: Question) -> String {
    let name = name(question.node)
    switch (question.place.number, snapshot.outcome) {
    case (.value, _): return "What does \(unit(question).map(gate) ?? name) compute?"
    case (.downstream, .flowed(let flow)?):
      return "What does \(unit(question).map(gate) ?? "") \(self.name(flow.gate)) send to \(name)"
        + (copy(question).map { ", its \($0) operand?" } ?? "?")
    case (.sum, _): return "What has \(name) collected when this has arrived, too?"
    case (.update, _): return "Where does \(name) move?"
    default: return "What does the backward pass begin with?"
    }
  }

  /// Which of several equal operands of its gate a gradient is sent to: `first`; `nil` where they
  /// differ.
  private func copy(_ question: Question) -> String? {
    guard let unit = unit(question), let slot = slot(question) else { return nil }
    let operands = unit.operands(in: document.graph)
    guard operands.count(where: { $0 == question.node }) > 1 else { return nil }
    let words = ["first", "second", "third"]
    return slot < words.count ? words[slot] : "\(slot + 1)th"
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
