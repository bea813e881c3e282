import Backpropagation
import ComputationGraph

// The subject and the answer of a question.
extension Wording {
  /// The subject of a question, as it is written before an equals sign: `q[0, 1]`, `∂f/∂x`.
  package func subject(_ question: Question) -> String {
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

  /// The indices of the entry in question: `[0, 1]`; empty for a single number.
  private func entryText(_ question: Question) -> String {
    let shape = question.expected.shape
    guard !shape.isScalar else { return "" }
    return "[" + question.indices.map(String.init).joined(separator: ", ") + "]"
  }

  /// The right number, as it is shown.
  package func answer(_ question: Question) -> String {
    NumberText.fixed(question.number, decimals: question.decimals)
  }
}

extension Question {
  /// The indices of the entry in question, one for each axis.
  package var indices: [Int] { expected.shape.indices(of: entry) }
}
