import Backpropagation
import Cells
import ComputationGraph
import Debugging
import ExpressionLanguage
import Learning
import LectureGraphs
import Screen
import TestSupport
import Testing
import Trainings
import Visualizer

private let firstExample = "x = -2; y = 5; z = -4; q = x + y; f = q * z".lines

/// Nudge, why, paths, learning rates and check, as they are asked for with keys.
@Suite struct StudyScreenTests {
  private func lines(_ keys: String, of source: String = firstExample) throws -> [String] {
    try shown(source, keys: keys).view.lines
  }

  @Test func `a nudge sets the prediction beside what happens, and again takes a larger h`() throws
  {
    let once = try lines("<Tab>+")
    #expect(once.contains { $0.contains("nudge x = -2.00") && $0.contains("gradient -4.00") })
    #expect(once.contains { $0.hasPrefix(" ▸  +0.01") && $0.contains("-0.040000") })
    #expect(try lines("<Tab>++").contains { $0.hasPrefix(" ▸   +0.1") })
    #expect(try lines("<Tab>++-").contains { $0.hasPrefix(" ▸   -0.1") })
    #expect(try lines("<Tab>+<Esc>").contains { $0.contains("nudge") } == false)
    #expect(try lines("<Tab>+n").contains { $0.contains("nudge") } == false)
  }

  @Test func `Enter makes a nudge true`() throws {
    let application = try shown(firstExample, keys: "<Tab>+++<Enter>")
    let debugger = try #require(application.debugger)
    let x = try #require(debugger.document.node(named: "x"))
    #expect(debugger.snapshot.numbers.value(of: x, in: debugger.document.graph) == Tensor(-1))
    #expect(debugger.timeline.edits.count == 1)
  }

  @Test func `a gradient of zero is not always without influence`() throws {
    let lines = try lines("<Tab><Tab>+", of: "x = 3; y = 1; f = max(x, y)".lines)
    #expect(lines.contains { $0.contains("gradient 0, but not without influence") })
  }

  @Test func `w leads from a gradient to those it is made of, up to the seed`() throws {
    let source = "x = 3; y = -4; a = x * y; b = x + y; f = a * b".lines
    var application = try shown(source, keys: "ccc<S-Tab><S-Tab>w")
    var lines = application.view.lines
    // f = a · b with a = −12, b = −1: ∂f/∂x = b · y + a · 1 = 4 − 12.
    #expect(lines.contains { $0.contains("why ∂f/∂x = -8.00") })
    #expect(lines.contains { $0.contains("1  from b") && $0.contains("= -12.00   sum -12.00") })
    #expect(lines.contains { $0.contains("2  from a") && $0.contains("= 4.00   sum -8.00") })
    #expect(lines.contains { $0.contains("2 paths lead here from f") })
    try application.press("<Tab><Enter>")
    lines = application.view.lines
    #expect(lines.contains { $0.contains("why ∂f/∂a = -1.00") })
    try application.press("1")
    #expect(application.view.lines.contains { $0.contains("the seed") })
    try application.press("1")
    #expect(application.view.lines.last == " this is where it begins")
    try application.press("5n")
    #expect(application.debugger?.snapshot.phase == .backward)
  }

  @Test func `before there are gradients w asks for the value`() throws {
    let application = try shown(firstExample, keys: "c:goto q<Enter>w")
    #expect(application.view.lines.contains { $0.contains("why q = 3.00") })
    #expect(application.view.lines.contains { $0.contains("1  x = -2.00") })
    #expect(try lines("c<Tab>w").last == " x is a leaf: the file, or e, gives its value")
  }

  @Test func `a path is written out, and the paths sum to the gradient`() throws {
    let lines = try lines("ccc:path x<Enter>")
    #expect(lines.contains { $0.contains("∂f/∂x along 1 path") })
    #expect(lines.contains { $0.contains("f ← q ← x") })
    #expect(lines.contains { $0.contains("(-4.00) × 1.00 = -4.00") })
  }

  @Test func `in every scalar graph of the lecture the paths sum to the gradient`() throws {
    var compared = 0
    for graph in LectureGraphs.all where graph.text.contains("csv(") == false {
      guard case .success(let document) = Document.make(from: Syntax(parsing: graph.text)),
        document.graph.ids.allSatisfy({ document.graph.shape(of: $0).isScalar })
      else { continue }
      var timeline = Timeline(Training(of: document))
      let evaluation = timeline.evaluation(ofIteration: 0)
      for node in document.graph.ids where document.graph.role(of: node) == .parameter {
        let gradient = evaluation.numbers.gradient(of: node, in: document.graph).scalar ?? .nan
        let products = PathProducts(to: node, in: evaluation, limit: 10_000)
        guard gradient.isFinite, Double(products.paths.count) == products.count else { continue }
        let sum = products.paths.compactMap(PathProducts.product).reduce(0, +)
        #expect(abs(sum - gradient) <= 1e-9 * max(1, abs(gradient)), "\(graph.name) \(node)")
        compared += 1
      }
    }
    #expect(compared > 60)
  }

  @Test func `learning rates stand side by side`() throws {
    let application = try shown("w = 0; f = (w - 3)^2".lines, columns: 100, keys: "a")
    let lines = application.view.lines
    #expect(lines.contains { $0.hasPrefix(" learning rate ") && $0.contains("0.001") })
    #expect(lines.contains { $0.hasPrefix(" f after  ") && $0.contains("8.6436") })
    #expect(lines.contains { $0.contains("stays") && $0.contains("falls") })
    #expect(lines.contains { $0.hasPrefix(" w ") && $0.contains("6.0000") })
    #expect(try shown(firstExample, keys: "a<Esc>").view == shown(firstExample, keys: "").view)
  }

  @Test func `the check goes through the nodes, with every h`() throws {
    var application = try shown(firstExample, keys: "K")
    #expect(application.view.lines[0].contains("gradient check   h = 1e-5"))
    #expect(application.view.lines.contains { $0.contains("none of 5 disagrees") })
    try application.press("lllljj<Esc>")
    let again = try shown(firstExample, keys: ":check<Enter>hhhh")
    #expect(again.view.lines[0].contains("h = 1e-2"))
    #expect(again.view.lines.contains { $0.contains("happy") })
    let kink = try shown("x = 0; f = relu(x)".lines, keys: "K")
    #expect(kink.view.lines.contains { $0.contains("kink: slopes 0 and 1") })
    let near = try shown("x = 1e-6; f = relu(x)".lines, keys: "K")
    #expect(near.view.lines.contains { $0.contains("kink within h") })
  }

  @Test(arguments: ["first-example", "staged", "svm-reg-graph", "net2", "overflow", "max-tie"])
  func `every question can be asked everywhere and every size draws`(_ name: String) throws {
    let graph = try lectureGraph(name)
    for place in Soak.some(2, of: ["", "c", "ccnn", "ccc", "i", "in"]) {
      for question in ["+", "-<Enter>", "w", "w1", "w<Tab><Enter>", "a", "K", "e1<Enter>", "Kjl"] {
        for focus in ["", "<Tab>", "<Tab><Tab>"] {
          var application = try shown(graph.text, keys: place + focus + question)
          for size in [
            Size(columns: 0, rows: 0), Size(columns: 17, rows: 9), Size(columns: 80, rows: 24),
          ] {
            application.update(.resize(size))
            #expect(application.view.size == size)
          }
        }
      }
    }
  }
}
