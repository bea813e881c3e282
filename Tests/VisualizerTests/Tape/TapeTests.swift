import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import GraphPicture
import LectureGraphs
import Screen
import Testing
import TestSupport
import Visualizer

/// What a reader finds in a tape who knows its grammar only.
@Suite struct TapeTests {
  @Test(arguments: [
    "sigmoid-neuron", "staged", "diamond", "gate-copy", "quadratic", "tanh-neuron",
    "hinge-in-gates",
    "square-by-multiplying", "sigmoid-gate", "gates",
  ])
  func `the rails of a lecture graph lead to the operands of each gate`(_ name: String) throws {
    try expectEdges(lectureGraph(name).text, "")
  }

  @Test(arguments: 0..<60)
  func `the rails of a generated graph lead to the operands of each gate`(_ seed: Int) throws {
    let gates = 2 + seed % 40
    for keys in ["", "ccnnnnn", "n"] {
      try expectEdges(GeneratedSource(seed: UInt64(seed), gates: gates).text, keys)
    }
  }

  @Test func `with more values than rails, those that wait longest are named where they are used`()
    throws
  {
    let names = (0..<30).map { "a\($0)" }
    let lines =
      names.map { "\($0) = 1" } + names.enumerated().map { "b\($0) = \($1) + 1" }
      + ["c0 = b0*b1"] + (1..<29).map { "c\($0) = c\($0 - 1)*b\($0 + 1)" }
      + names.indices.prefix(28).map { "d\($0) = b\($0)*a\($0)" }
      + ["f = c28 + d0 + d1"]
    try expectEdges(lines.joined(separator: "\n"), "")
  }

  /// Compares what is read with the operands in the plan.
  private func expectEdges(_ source: String, _ keys: String) throws {
    let rows = 200
    let application = try shown(source, columns: 100, rows: rows, keys: ":level tape<Enter>" + keys)
    let frame = application.view
    let reader = try #require(TapeReader(frame), "\(frame.lines.joined(separator: "\n"))")
    let document = try Document.make(from: Syntax(parsing: source)).get()
    let plan = StepPlan(of: document.graph, output: document.output)
    let places = Dictionary(
      uniqueKeysWithValues: plan.units.enumerated().map { ($1.output, $0) })
    let labels = document.labels
    #expect(reader.operands.count == plan.units.count)
    for (unit, found) in zip(plan.units, reader.operands) {
      let operands = unit.operands(in: document.graph).filter {
        document.graph.role(of: $0) != .constant
      }
      let resolved = Set(
        found.map { name in
          guard name.first == "↑" else { return name }
          let value = document.definition(named: String(name.dropFirst()))?.node
          return value.flatMap { places[$0] }.map { "#\($0)" } ?? String(name.dropFirst())
        })
      let expected = Set(
        operands.map { places[$0].map { "#\($0)" } ?? document.shortNames[labels[Int($0.index)]] })
      #expect(
        resolved == expected,
        "\(labels[Int(unit.output.index)]) in\n\(frame.lines.prefix { $0.first != "─" }.joined(separator: "\n"))"
      )
    }
  }

  @Test(arguments: ["staged", "net2"])
  func `nothing moves in a tape when numbers change`(_ name: String) throws {
    var application = try shown(
      lectureGraph(name).text, columns: 80, rows: 24, keys: ":level tape<Enter>")
    func fixed() -> Set<Point> {
      let frame = application.view
      let points = (1..<16).flatMap { row in (1..<80).map { Point(column: $0, row: row) } }
      return Set(
        points.filter { point in
          // A leaf's wire makes room for its gradient.
          let isWire = point.column > 24 && [.wire, .currentWire].contains(frame[point].style)
          return (isWire || [.gate, .currentGate, .name].contains(frame[point].style))
            && ![" ", "◂"].contains(frame[point].character)
        })
    }
    let before = fixed()
    #expect(before.count > 20)
    for _ in 0..<40 {
      try application.press("n")
      #expect(fixed() == before)
    }
  }

  @Test(arguments: ["staged", "diamond", "quadratic"])
  func `a tape is whole in ASCII, and its signs stay apart`(_ name: String) throws {
    let frame = try shown(
      lectureGraph(name).text, columns: 80, rows: 24, keys: ":level tape<Enter>ccn"
    ).view.ascii
    let text = frame.lines[1..<16].joined()
    #expect(!text.contains("?"))
    #expect(text.contains("O") && text.contains("#") && text.contains(">"))
  }

  @Test func `T shows the tape, and again what was there before`() throws {
    var application = try shown(sigmoidNeuron)
    let before = application.view.lines[1..<16]
    try application.press("T")
    #expect(application.view.lines[1].contains("value │ gradient"))
    try application.press("nsiE".filter { $0 != "E" })
    #expect(application.view.lines[1].contains("value │ gradient"))
    try application.press("gT")
    #expect(application.view.lines[1..<16] == before)
  }
}
