import Backpropagation
import ComputationGraph
import ExpressionLanguage
import LectureGraphs
import Testing

/// The example files have the numbers of the lecture, as other programs compute them.
@Suite struct ReferenceTests {
  /// Which file shows which example of the reference.
  static let files = [
    "xyz": "first-example", "add_basic": "add", "mul_basic": "multiply", "max_basic": "max",
    "gates": "gates", "gate_add": "gate-add", "gate_mul": "gate-multiply",
    "gate_copy": "gate-copy", "gate_max": "gate-max", "sigmoid_fine": "sigmoid-neuron",
    "sigmoid_gate": "sigmoid-gate", "sigmoid_nary": "three-input-add",
    "micro_neuron": "tanh-neuron", "staged": "staged", "branch_square": "square-by-multiplying",
    "branch_add": "branch-add", "branch_micrograd": "branch-both", "diamond": "diamond",
    "double_backward": "double-backward", "hinge_cat_expanded": "hinge-in-gates",
  ]

  @Test func `every scalar example of the lecture is a file`() {
    #expect(Set(Self.files.keys) == Set(Reference.shared.scalarExamples.map(\.id)))
  }

  @Test(arguments: files.sorted { $0.key < $1.key })
  func `all values and gradients are those of the reference`(_ id: String, _ name: String) throws {
    let example = try Reference.example(id)
    var opened = try OpenedGraph(named: name)
    let snapshot = opened.snapshot(afterUpdates: 0)
    for (name, value) in example.forward {
      let node = try #require(opened.document.node(named: name), "\(name)")
      #expect(isClose(try snapshot.value(of: node), value), "\(name)")
      #expect(
        isClose(try snapshot.gradient(of: node), try #require(example.gradients[name])),
        "∂/∂\(name)")
    }
  }

  @Test(arguments: files.sorted { $0.key < $1.key })
  func `all backward steps are those of the reference, one for one`(
    _ id: String, _ name: String
  ) throws {
    let example = try Reference.example(id)
    let opened = try OpenedGraph(named: name)
    // A gate behind the example makes a gradient other than 1 arrive at it.
    let flows = opened.flows.dropFirst(example.seedGradient == 1 ? 0 : 1)
    #expect(flows.count == example.backwardSteps.count)
    for (flow, expected) in zip(flows, example.backwardSteps) {
      #expect(flow.gate == opened.document.node(named: expected.gate))
      #expect(flow.operand == opened.document.node(named: expected.to))
      for (ours, theirs) in zip(try flow.allNumbers, expected.numbers) {
        #expect(isClose(ours, theirs), "\(expected.gate) to \(expected.to)")
      }
    }
  }

  @Test(arguments: [("sigmoid_gate", false), ("sigmoid_fine", true)])
  func `the sigmoid of one's own is one gate when closed and four when open`(
    _ id: String, _ isOpen: Bool
  ) throws {
    let steps = try Reference.example(id).backwardSteps
    let flows = try OpenedGraph(named: "sigmoid-neuron-functions", openingGates: isOpen).flows
    #expect(flows.count == steps.count)
    for (flow, expected) in zip(flows, steps) {
      for (ours, theirs) in zip(try flow.allNumbers, expected.numbers) {
        #expect(isClose(ours, theirs), "\(expected.gate) to \(expected.to)")
      }
    }
  }

  @Test(arguments: [
    ("first-example", Reference.shared.firstExampleRows),
    ("sigmoid-neuron", Reference.shared.sigmoidRows),
    ("quadratic", Reference.shared.quadraticRows),
    ("dying-relu", Reference.shared.reluRows),
  ])
  func `updates move the parameters as in the reference`(
    _ name: String, _ rows: [Reference.Row]
  ) throws {
    var opened = try OpenedGraph(named: name)
    #expect(rows.count > 2)
    for (iteration, row) in rows.enumerated() {
      let snapshot = opened.snapshot(afterUpdates: iteration)
      for (key, expected) in row where key != "step" {
        if let node = opened.document.node(named: key == "L" ? "loss" : key) {
          #expect(isClose(try snapshot.value(of: node), expected), "\(key), \(iteration)")
        } else {
          #expect(key.first == "d")
          let node = try #require(opened.document.node(named: String(key.dropFirst())), "\(key)")
          #expect(isClose(try snapshot.gradient(of: node), expected), "\(key), \(iteration)")
        }
      }
    }
  }

  /// The best case of a sigmoid, ten times: 0.25¹⁰.
  @Test func `the gradient vanishes by a factor of four in each layer`() throws {
    var opened = try OpenedGraph(named: "saturation")
    let snapshot = opened.snapshot(afterUpdates: 0)
    var expected = 1.0
    for layer in ["h10", "h9", "h8", "h7", "h6", "h5", "h4", "h3", "h2", "h1", "x"] {
      let node = try #require(opened.document.node(named: layer))
      #expect(try snapshot.value(of: node) == 0.5)
      #expect(try snapshot.gradient(of: node) == expected)
      expected /= 4
    }
  }
}
