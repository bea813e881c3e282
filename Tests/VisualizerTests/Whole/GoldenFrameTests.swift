import ExpressionLanguage
import LectureGraphs
import Screen
import Testing
import TestSupport
import Visualizer

/// Pictures of the lecture's graphs as they are shown: characters, and below them the roles.
///
/// `UPDATE_GOLDEN=1` rewrites them; the difference is reviewed like code.
@Suite struct GoldenFrameTests {
  static let graphs = [
    "first-example", "gates", "gate-copy", "sigmoid-neuron", "sigmoid-gate",
    "sigmoid-neuron-functions", "three-input-add", "staged", "diamond", "hinge-in-gates",
    "tanh-neuron", "saturation", "quadratic", "dying-relu", "l2", "relu4", "matmul", "net2",
    "svm-reg-graph", "softmax-graph", "broadcasting",
  ]

  /// What is pressed, and what it shows.
  static let scripts = [
    ("", "the beginning"), ("nss", "forward: the second gate's formula"),
    ("ccnnsss", "backward: a local gradient"), ("ccc", "backward: all gradients"),
    ("iNn", "an update"), ("in", "the next iteration: numbers out of date"),
    ("cccO<Tab>", "functions open, looking at a node"),
  ]

  @Test(arguments: graphs, [(80, 24), (120, 40)])
  func `a lecture graph looks as it should`(_ name: String, _ size: (Int, Int)) throws {
    let graph = try lectureGraph(name)
    var sections: [String] = []
    for (keys, claim) in Self.scripts {
      let frame = try shown(graph.text, columns: size.0, rows: size.1, keys: keys).view
      sections.append("=== \(claim) (keys: \(keys))\n" + picture(frame))
    }
    let ascii = try shown(graph.text, columns: size.0, rows: size.1, keys: "ccnnsss").view.ascii
    sections.append("=== backward, in ASCII\n" + picture(ascii))
    try expectGolden(sections.joined(separator: "\n"), "Lecture/\(name)-\(size.0)x\(size.1)")
  }

  @Test(
    arguments: [
      ("sigmoid-neuron", ":goto s01<Enter>cc:goto s01<Enter>", "0.2<Enter>", "-0.39<Enter>"),
      ("l2", "cc:goto f<Enter>", "[[0.09, 0.1], [0.18, 0.21]]<Enter>", "0.09<Enter>"),
    ], [(80, 24), (120, 40)])
  func `a prediction looks as it should`(
    _ script: (name: String, go: String, mistake: String, right: String), _ size: (Int, Int)
  ) throws {
    let graph = try lectureGraph(script.name)
    var sections: [String] = []
    for (claim, keys) in [
      ("the question", ""), ("a mistake, by its name", script.mistake),
      ("the numbers", script.mistake + "??"), ("right", script.right),
    ] {
      let frame = try shown(
        graph.text, columns: size.0, rows: size.1, keys: script.go + "p" + keys
      ).view
      sections.append("=== \(claim) (keys: \(script.go)p\(keys))\n" + picture(frame))
    }
    try expectGolden(
      sections.joined(separator: "\n"), "Studies/predict-\(script.name)-\(size.0)x\(size.1)")
  }

  @Test func `the help looks as it should`() throws {
    let frame = try shown(sigmoidNeuron, columns: 80, rows: 96, keys: "?").view
    try expectGolden(picture(frame), "Views/help-80x96")
  }

  @Test(arguments: [
    ("l2", "cccn<Bksp><Enter>"), ("softmax-cat", "ccc<Enter>"), ("l2", "ccc<S-Tab><S-Tab>vj"),
  ])
  func `opened gates and all entries look as they should`(_ name: String, _ keys: String) throws {
    let graph = try lectureGraph(name)
    let frame = try shown(graph.text, columns: 140, rows: 40, keys: keys).view
    let file = name + (keys.contains("v") ? "-entries" : "-opened")
    try expectGolden(picture(frame), "Studies/\(file)-140x40")
  }

  @Test(arguments: [
    ("dying-relu", "iiH"), ("saturation", "iHjjj"), ("net2", "cccH"), ("overflow", "iH"),
  ])
  func `the health of a graph looks as it should`(_ name: String, _ keys: String) throws {
    let graph = try lectureGraph(name)
    let frame = try shown(graph.text, columns: 80, rows: 24, keys: keys).view
    try expectGolden(picture(frame), "Views/health-\(name)-80x24")
  }

  /// What people ask beside the steps: a graph, keys, and what is asked.
  static let studies = [
    ("first-example", "ccc:set x 3<Enter>", "what-if"),
    ("first-example", "cc:set q 8<Enter>nnnnns", "held"),
    ("l2", "ccc<Tab>e", "edit-line"),
    ("svm-reg-graph", "ccc:set x [1, 2, 3, 4]<Enter>", "what-if-arrays"),
    ("quadratic", "ccc:goto 0<Enter><Tab>+", "nudge"),
    ("staged", "ccc<S-Tab><S-Tab>w", "why"),
    ("staged", "ccc:path x<Enter>", "path"),
    ("quadratic", "a", "rates"),
    ("staged", "Kjj", "check"),
  ]

  @Test(arguments: studies, [(80, 24), (120, 40)])
  func `what is asked beside the steps looks as it should`(
    _ study: (String, String, String), _ size: (Int, Int)
  ) throws {
    let graph = try lectureGraph(study.0)
    let frame = try shown(graph.text, columns: size.0, rows: size.1, keys: study.1).view
    try expectGolden(picture(frame), "Studies/\(study.2)-\(size.0)x\(size.1)")
  }

  @Test(arguments: ["boxes", "compact", "names", "overview"])
  func `every level of detail looks as it should`(_ level: String) throws {
    let graph = try lectureGraph("sigmoid-neuron")
    let frame = try shown(graph.text, columns: 150, rows: 40, keys: "cccN:level \(level)<Enter>")
      .view
    try expectGolden(picture(frame), "Sizes/level-\(level)-150x40")
  }
}
