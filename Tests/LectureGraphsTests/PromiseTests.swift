import Backpropagation
import ComputationGraph
import ExpressionLanguage
import LectureGraphs
import Testing
import TestSupport

/// Each example file states its own promises in `expect` lines, and keeps them.
@Suite struct PromiseTests {
  @Test(arguments: LectureGraphs.all, [false, true])
  func `a file keeps its promises, with its gates closed or open`(
    _ graph: LectureGraph, _ opensGates: Bool
  ) throws {
    var opened = try OpenedGraph(graph, openingGates: opensGates)
    for expectation in opened.document.expectations {
      let tensor = opened.tensor(of: expectation)
      #expect(
        expectation.isKept(by: tensor),
        "\(graph.fileName):\(expectation.line): \(expectation) and is \(tensor.elements)")
    }
  }

  @Test(arguments: LectureGraphs.all)
  func `nothing is to be noted of a file`(_ graph: LectureGraph) throws {
    #expect(try OpenedGraph(graph).document.notes == [])
  }

  /// The examples that are small enough to promise every number.
  static let worked = LectureGraphs.all.filter { !learning.contains($0) }
  /// The examples that learn: they promise what their loss comes to.
  static let learning = LectureGraphs.all.filter {
    $0.text.contains("\nreport ") || $0.name == "twenty-lines"
  }

  @Test(arguments: learning)
  func `a file that learns promises what its loss comes to`(_ graph: LectureGraph) throws {
    let document = try OpenedGraph(graph).document
    #expect(document.expectations.contains { $0.iterations > 0 && $0.node == document.output })
    #expect(!document.templates.isEmpty || graph.name.contains("digits") == false)
  }

  @Test(arguments: worked)
  func `a file promises its output and the gradients of all that is named before it`(
    _ graph: LectureGraph
  ) throws {
    let document = try OpenedGraph(graph).document
    let first = document.expectations.filter { $0.iterations == 0 && $0.comparison == .equal }
    #expect(first.contains { $0.quantity == .value && $0.node == document.output })
    let gradients = Set(first.filter { $0.quantity == .gradient }.map(\.node))
    for definition in document.definitions
    where document.graph.role(of: definition.node) != .gate {
      #expect(gradients.contains(definition.node), "expect grad \(definition.name)")
    }
  }

  /// Where a value is infinite, there is nothing to compare; at a corner of a function two slopes meet.
  private static let exceptions: [String: [String: Agreement]] = [
    "overflow": ["x": .undefined, "neg": .undefined, "e": .undefined, "den": .undefined],
    "activations": ["z3": .kink, "z4": .kink],
    "max-tie": ["x": .kink, "y": .kink],
    "xor-by-hand": ["x1": .kink, "x2": .kink, "a1": .kink, "a2": .kink],
  ]

  @Test(arguments: worked)
  func `gradients agree with central differences`(_ graph: LectureGraph) throws {
    let document = try OpenedGraph(graph).document
    let check = GradientCheck(of: document.graph, output: document.output)
    for definition in document.definitions {
      for comparison in check.compare(definition.node) {
        let exception = Self.exceptions[graph.name]?[definition.name]
        #expect(
          comparison.agreement == .agrees || comparison.agreement == exception,
          "\(definition.name): \(comparison)")
      }
    }
  }
}
