import Backpropagation
import ComputationGraph
import ExpressionLanguage
import LectureGraphs
import Learning
import Testing
import TestSupport

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
    "l2": "l2", "relu4": "relu4", "matmul": "matmul", "linear_cat": "linear-cat",
    "linear_cat_hinge": "linear-cat-hinge", "svm_notes": "svm-notes", "hinge_cat": "hinge-cat",
    "hinge_car": "hinge-car", "hinge_frog": "hinge-frog", "hinge_mean": "hinge-mean",
    "softmax_cat": "softmax-cat", "svm_graph": "svm-graph", "softmax_graph": "softmax-graph",
    "svm_reg_graph": "svm-reg-graph", "reg_w1": "reg-w1", "reg_w2": "reg-w2",
    "softmax_grad": "softmax-grad", "net2": "net2", "net3": "net3",
  ]

  @Test func `every example of the lecture is a file`() {
    #expect(Self.files.count == 39)
    #expect(Set(Self.files.keys) == Set(LectureReference.shared.examples.map(\.id)))
  }

  @Test(arguments: files.sorted { $0.key < $1.key })
  func `all values and gradients are those of the reference`(_ id: String, _ name: String) throws {
    let example = try LectureReference.example(id)
    var opened = try OpenedGraph(named: name)
    let snapshot = opened.snapshot(afterUpdates: 0)
    for (name, value) in example.forward {
      let node = try #require(opened.document.node(named: name), "\(name)")
      let (numbers, graph) = (snapshot.numbers, snapshot.graph)
      #expect(isClose(numbers.value(of: node, in: graph), value.tensor), "\(name)")
      let gradient = try #require(example.gradients[name]).tensor
      #expect(isClose(numbers.gradient(of: node, in: graph), gradient), "∂/∂\(name)")
    }
  }

  @Test(arguments: files.sorted { $0.key < $1.key })
  func `all backward steps are those of the reference, one for one`(
    _ id: String, _ name: String
  ) throws {
    let example = try LectureReference.example(id)
    let opened = try OpenedGraph(named: name)
    // Gates behind the example make a gradient other than 1 arrive at it.
    let output = try #require(opened.document.node(named: example.output))
    let flows = opened.flows.drop { $0.gate != output }
    #expect(flows.count == example.backwardSteps.count)
    for (flow, expected) in zip(flows, example.backwardSteps) {
      #expect(flow.gate == opened.document.node(named: expected.gate))
      #expect(flow.operand == opened.document.node(named: expected.to))
      expectNumbers(of: flow, toBe: expected)
    }
  }

  private func expectNumbers(of flow: GradientFlow, toBe expected: LectureReference.BackwardStep) {
    let step = "\(expected.gate) to \(expected.to)"
    #expect(isClose(flow.upstream, expected.upstream.tensor), "upstream, \(step)")
    #expect(isClose(flow.downstream, expected.downstream.tensor), "downstream, \(step)")
    #expect(isClose(flow.before, expected.gradBefore.tensor), "before, \(step)")
    #expect(isClose(flow.after, expected.gradAfter.tensor), "after, \(step)")
    guard let local = expected.local?.tensor else { return }
    // Of a tensor the reference says 1 where all numbers are 1.
    let numbers = local.scalar.map { number in flow.upstream.elements.map { _ in number } }
    #expect(
      flow.local.elementwise.map {
        $0.elements.count == flow.upstream.elements.count
          && zip($0.elements, numbers ?? local.elements).allSatisfy { isClose($0, $1) }
      } == true, "local, \(step)")
  }

  @Test(arguments: [("sigmoid_gate", false), ("sigmoid_fine", true)])
  func `the sigmoid of one's own is one gate when closed and four when open`(
    _ id: String, _ isOpen: Bool
  ) throws {
    let steps = try LectureReference.example(id).backwardSteps
    let flows = try OpenedGraph(named: "sigmoid-neuron-functions", openingGates: isOpen).flows
    #expect(flows.count == steps.count)
    for (flow, expected) in zip(flows, steps) { expectNumbers(of: flow, toBe: expected) }
  }

  @Test(arguments: [
    ("first-example", LectureReference.shared.updates.xyz),
    ("sigmoid-neuron", LectureReference.shared.updates.sigmoid.map(\.row)),
    ("quadratic", LectureReference.shared.demos.zeroing.zeroed),
    ("dying-relu", LectureReference.shared.demos.dyingReLU.steps),
  ])
  func `updates move the parameters as in the reference`(
    _ name: String, _ rows: [LectureReference.Row]
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

  @Test(arguments: [
    ("sigmoid", "1"), ("tanh", "2"), ("relu", "3"), ("lrelu01", "4"), ("elu", "5"),
  ])
  func `activations have the values and slopes of the table`(
    _ function: String, _ number: String
  ) throws {
    var opened = try OpenedGraph(named: "activations")
    let snapshot = opened.snapshot(afterUpdates: 0)
    let z = try #require(opened.document.node(named: "z" + number))
    let a = try #require(opened.document.node(named: "a" + number))
    let points = snapshot.numbers.value(of: z, in: snapshot.graph).elements
    let values = snapshot.numbers.value(of: a, in: snapshot.graph).elements
    let slopes = snapshot.numbers.gradient(of: z, in: snapshot.graph).elements
    #expect(points.count == 7)
    for (index, point) in points.enumerated() {
      let row = try #require(LectureReference.shared.activations.first { $0["z"] == point })
      #expect(isClose(values[index], try #require(row[function])), "at \(point)")
      #expect(isClose(slopes[index], try #require(row["d" + function])), "at \(point)")
    }
  }

  /// The gate computes its function without overflow, its inside does not.
  @Test(arguments: [false, true])
  func `a saturated sigmoid has the slope 0 as one gate and none as four`(_ isOpen: Bool) throws {
    let document = try OpenedGraph(named: "saturated-sigmoid").document
    let x = try #require(document.node(named: "x"))
    let opened = try document.graph.opening(isOpen ? [document.output] : [])
    let objective = Objective(
      graph: opened.graph, output: opened.newID[Int(document.output.index)])
    var timeline = Timeline(Training(of: objective), openGates: Set(opened.openedGates))
    let snapshot = timeline.snapshot(at: timeline.plan.end(of: .backward, in: 0))
    let gradient = try snapshot.gradient(of: opened.newID[Int(x.index)])
    #expect(isOpen ? gradient.isNaN : gradient == 0)
  }
}
