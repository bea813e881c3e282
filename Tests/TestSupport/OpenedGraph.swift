import Backpropagation
import ComputationGraph
import ExpressionLanguage
import LectureGraphs
import Learning
import Testing

/// An example file that is being stepped through.
package struct OpenedGraph {
  package let document: Document
  private var timeline: Timeline

  package init(_ graph: LectureGraph, openingGates: Bool = false) throws {
    let syntax = Syntax(parsing: graph.bytes)
    var files: FileTables = [:]
    for file in syntax.files {
      files[file.path] = file.table(of: try #require(LectureGraphs.data(at: file.path)))
    }
    self.init(try Document.make(from: syntax, files: files).get(), openingGates: openingGates)
  }

  package init(_ document: Document, openingGates: Bool = false) {
    self.document = document
    timeline = Timeline(
      Training(of: document.objective),
      openGates: openingGates ? Set(document.graph.compoundGates.indices) : [])
  }

  /// The example with this name.
  package init(named name: String, openingGates: Bool = false) throws {
    try self.init(lectureGraph(name), openingGates: openingGates)
  }

  /// The graph after `count` updates, when the gradients of the iteration that follows are known.
  package mutating func snapshot(afterUpdates count: Int) -> Snapshot {
    timeline.snapshot(at: timeline.plan.end(of: .backward, in: count))
  }

  /// The numbers that a promise is about.
  package mutating func tensor(of expectation: ExpressionLanguage.Expectation) -> Tensor {
    let snapshot = snapshot(afterUpdates: expectation.iterations)
    return switch expectation.quantity {
    case .value: snapshot.numbers.value(of: expectation.node, in: document.graph)
    case .gradient: snapshot.numbers.gradient(of: expectation.node, in: document.graph)
    }
  }

  /// The gradient flows of the first iteration, in their order.
  package var flows: [GradientFlow] {
    var timeline = timeline
    var flows: [GradientFlow] = []
    timeline.outcomes(ofIteration: 0) { _, outcome in
      if case .flowed(let flow) = outcome { flows.append(flow) }
    }
    return flows
  }
}

extension Snapshot {
  /// The value of a node that is a single number.
  package func value(of node: Node.ID) throws -> Double {
    try #require(numbers.value(of: node, in: graph).scalar)
  }

  /// The gradient of a node that is a single number.
  package func gradient(of node: Node.ID) throws -> Double {
    try #require(numbers.gradient(of: node, in: graph).scalar)
  }
}
