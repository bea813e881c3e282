import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Screen
import Sentences

// A question in words.
extension Wording {
  /// What is asked for as it is written before an equals sign: `q[0, 1]`, `∂f/∂x`.
  func subject(_ question: Question) -> String {
    let entry = entryText(question)
    switch question.place.number {
    case .value: return (entry.isEmpty ? name : factor)(question.node) + entry
    case .seed, .sum: return gradientName(question.node) + entry
    case .downstream:
      let isOne = snapshot.arrivals(at: question.node).total == 1
      return (isOne ? "" : "part of ") + gradientName(question.node) + entry
    case .update: return "new " + name(question.node) + entry
    }
  }

  /// The indices of the entry that is asked for: `[0, 1]`; nothing for a single number.
  private func entryText(_ question: Question) -> String {
    let shape = question.expected.shape
    guard !shape.isScalar else { return "" }
    return "[" + question.indices.map(String.init).joined(separator: ", ") + "]"
  }

  /// The question as a sentence.
  func sentence(_ question: Question) -> String {
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

  /// The right number as it is shown.
  func answer(_ question: Question) -> String {
    NumberText.fixed(question.number, decimals: question.decimals)
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

extension Question {
  /// The indices of the entry that is asked for, one for each axis.
  var indices: [Int] { expected.shape.indices(of: entry) }
}
