import Backpropagation
import ComputationGraph
import ExpressionLanguage
import Learning
import Sentences

/// The condition that ends a run: `loss < 0.1`.
package struct RunCondition: Hashable, Sendable {
  let quantity: History.Quantity
  let comparison: Comparison
  let bound: Double
  package let text: String

  enum Comparison: String, CaseIterable, Sendable {
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
  }

  /// Reads `loss < 0.1`, `test accuracy >= 0.95` or `w > 2.9`, as it is measured of a document.
  package init(_ text: String, in document: Document, _ training: Training) throws(Refusal) {
    let comparison = Comparison.allCases.first { text.contains($0.rawValue) }
    guard let comparison else {
      throw Refusal("what to run until is a comparison: loss < 0.1")
    }
    let parts = text.split(separator: comparison.rawValue, maxSplits: 1).map { String($0).trimmed }
    guard parts.count == 2, let bound = Double(typed: parts[1]) else {
      throw Refusal(
        "'\(comparison.rawValue)' is followed by a number: loss \(comparison.rawValue) 0.1"
      )
    }
    guard let quantity = Self.quantity(named: parts[0], in: document, training) else {
      let names = Self.names(in: document, training).joined(separator: ", ")
      throw Refusal("'\(parts[0])' is not measured; there are: \(names)")
    }
    self.quantity = quantity
    self.comparison = comparison
    self.bound = bound
    self.text = "\(parts[0]) \(comparison.rawValue) \(parts[1])"
  }

  /// Whether it holds for a measurement.
  func holds(for number: Double) -> Bool {
    switch comparison {
    case .less: number < bound
    case .greater: number > bound
    case .lessOrEqual: number <= bound
    case .greaterOrEqual: number >= bound
    }
  }

  /// The quantities that can be compared: `loss`, `test loss`, reports of both parts, parameters.
  package static func names(in document: Document, _ training: Training) -> [String] {
    measured(in: document, training).map(\.name)
  }

  private static func quantity(
    named name: String, in document: Document, _ training: Training
  ) -> History.Quantity? {
    measured(in: document, training).first { $0.name == name }?.quantity
      ?? (document.node(named: name) == document.output ? .batchLoss : nil)
  }

  private static func measured(
    in document: Document, _ training: Training
  ) -> [(name: String, quantity: History.Quantity)] {
    let history = training.history
    var all: [(name: String, quantity: History.Quantity)] = [("loss", .batchLoss)]
    for (part, word) in [(DataSet.Part.training, "training"), (.test, "test")] {
      all.append(("\(word) loss", .loss(part)))
      for (index, report) in history.reports.enumerated() {
        let short = report.prefix { $0 != "(" }
        all.append(("\(word) \(short)", .report(index, part)))
        if part == .training { all.append((String(short), .report(index, part))) }
      }
    }
    for (index, node) in training.parameters.enumerated() {
      all.append((document.labels[Int(node.index)], .parameter(index)))
    }
    return all.filter { history[$0.quantity] != nil }
  }
}
