import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Sentences

extension Wording {
  /// The number that a name in a typed formula stands for, as far as it is known while a question is
  /// asked.
  func known(
    _ reference: Formula.Reference, asking question: Question
  ) throws(Formula.Problem) -> Tensor {
    switch reference {
    case .value(let name):
      guard let node = document.node(named: name) else {
        switch (name, snapshot.outcome) {
        case ("upstream", .flowed(let flow)?) where question.place.number != .seed:
          return flow.upstream
        case ("lr", _): return Tensor(snapshot.learningRate)
        default: throw Formula.Problem("nothing here is called '\(name)'")
        }
      }
      if question.place.number == .value, node == question.node {
        throw Formula.Problem("'\(name)' is what you are asked for")
      }
      switch snapshot.valueState(of: node) {
      case .unknown: throw Formula.Problem("'\(name)' is not computed yet")
      case .stale where question.place.number == .value:
        throw Formula.Problem("'\(name)' is out of date: it is computed later")
      case .stale, .partial, .fresh: return value(node)
      }
    case .gradient(let text):
      let node =
        document.node(named: text) ?? document.labels.firstIndex(of: text).map { Node.ID($0) }
      guard let node else { throw Formula.Problem("nothing here is called '\(text)'") }
      switch snapshot.gradientState(of: node) {
      case .unknown: throw Formula.Problem("the gradient of '\(text)' is not known yet")
      case .stale: throw Formula.Problem("the gradient of '\(text)' is out of date")
      case .partial, .fresh: return gradient(node)
      }
    }
  }

  /// The names that a formula may use now.
  package func knownNames(asking question: Question) -> [String] {
    let names = document.definitions.map(\.name)
    // The rows of data have names with a dot, which no line defines.
    let rows = Set(document.labels).filter {
      $0.contains(".") && document.node(named: $0) != nil && !names.contains($0)
    }
    let named = (names + rows.sorted()).filter {
      (try? known(.value($0), asking: question)) != nil
    }
    return named + ["grad"] + (question.isAboutFlow ? ["upstream"] : [])
      + (question.place.number == .update ? ["lr"] : [])
  }
}

extension Question {
  /// Whether a gradient is on its way.
  package var isAboutFlow: Bool { place.number == .downstream || place.number == .sum }
}
